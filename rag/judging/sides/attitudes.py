"""For "who criticised the plan?": whether a speaker is for or against a thing that is talked of."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.judging.candidates import Candidate
from rag.judging.sides.claims import Claim
from rag.judging.sides.clauses import WIDE_BREAK, focus_of
from rag.judging.sides.elsewhere import accuses, is_somebody_elses
from rag.judging.sides.marks import mark, negations
from rag.judging.sides.words import said_words
from rag.judging.terms import WeightedTerms
from rag.language import content_words, stem
from rag.spelling import text_keys
from rag.types import Attitude, Stance

_SAID: dict[Attitude, tuple[str, ...]] = {
    "for": ("for", "for, reporting"),
    "against": ("against", "against, reporting"),
}
_OWN: dict[Attitude, tuple[str, ...]] = {"for": ("for", "good"), "against": ("against", "bad")}


def attitude_of(thing: str, candidate: Candidate, terms: WeightedTerms) -> Attitude:
    """For or against, as the reporting words say, else the speaker's own clause on the thing.

    "" where neither does, both do, or a negation stands with them ("refused to condemn").
    """
    said = said_words(candidate)
    clause = focus_of(said.text, Claim.of_a_thing(thing), terms, WIDE_BREAK).text
    for text, marks in ((said.cue, _SAID), (clause, _OWN)):
        if marks is _OWN and accuses(said):
            return ""  # of what somebody else is for or against
        first = {
            side: min(found)
            for side, names in marks.items()
            if (
                found := [
                    m.start()
                    for n in names
                    if (m := mark(n).search(text)) and not _of_another(n, text[m.end() :], terms)
                ]
            )
        }
        if len(first) == 1:
            ((side, start),) = first.items()
            held = marks is _OWN and mark(side).match(text, start)
            if held and is_somebody_elses(text[:start], candidate):
                return ""
            return "" if negations(text[:start]) % 2 or _turned(marks, thing, clause) else side
    return ""


def _turned(marks: Mapping[Attitude, tuple[str, ...]], thing: str, clause: str) -> bool:
    """Whether another attitude stands between the reporting words and the thing: "criticised the
    opposition to it", "made clear their support for Israel and opposition to it"."""
    low = clause.lower()
    places = [at for word in content_words(thing) if (at := low.find(word.lower())) >= 0]
    before = clause[: min(places)] if places else clause
    return marks is _SAID and any(mark(name).search(before) for name in ("for", "against"))


_NOUN_AFTER = re.compile(
    r"\s+(?!(?:for|to|of|in|on|at|by|as|and|or|but|that|when|if|because|with|from|about|is|are|was|were|"
    r"be|will|would|thing|idea|decision|move|step|plan|mistake|choice|policy|way|deal|law)\b)"
    r"(?P<noun>[a-z]{3,})\b"
)


def _of_another(kind: str, after: str, terms: WeightedTerms) -> bool:
    """Whether a judgement goes with a noun that is not what is asked about ("terrible crimes")."""
    if kind not in ("good", "bad"):
        return False
    noun = _NOUN_AFTER.match(after)
    return noun is not None and not any(
        stem(noun["noun"]) in terms.forms(term, kin=True) for term in terms.weights
    )


def side_by_attitude(
    asked: Attitude, thing: str, candidate: Candidate, terms: WeightedTerms
) -> Stance | None:
    """``affirm`` where a speaker has the attitude asked for, ``deny`` with the other one."""
    if not _has_the_act(thing, candidate, terms):
        return None
    found = attitude_of(thing, candidate, terms)
    if not found:
        return None
    return "affirm" if found == asked else "deny"


def _has_the_act(thing: str, candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a quote has the act that is meant ("Norway leaving the pact"), and not only the names
    of those it is about."""
    named = terms.names or terms.given
    acts = [w for w in content_words(thing) if w.endswith("ing") and stem(w) in terms.ordinary]
    if not named or not acts:
        return True
    keys = text_keys(candidate.text)
    return any(terms.forms(stem(act), kin=True) & keys for act in acts)
