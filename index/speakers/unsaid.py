"""Speech that was not: words that nobody has said, with a speaker and reporting words.

Read from the reporting words and what leads to them, by the groups of ``data/cues.txt`` and by the
grammar of English: denied ("did not say", "declined to say", "at no point did X say"), unreal
("would have said"), supposed ("if X says", "should X say"), to come ("is expected to say", "when X
says …, it will …"), asked ("did X say …?"), asked for ("critics want X to say …").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from index.speakers.polarity import cue_patterns, fold

_UNREAL = re.compile(r"\b(?:would|could|might|should)(?: not|n't)? have\b(?! to\b)")
_DECLINED = re.compile(r"\bdeclin(?:e|es|ed|ing)$")
_AUXILIARY = (
    r"(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|shall|should|may|might|must)"
)
_TURNED = re.compile(rf"\b{_AUXILIARY}$")
_QUESTION = re.compile(rf"(?:^|[,;:–—]|\b(?:and|but|or|so))\W*{_AUXILIARY}$")
_SUPPOSED = re.compile(r"(?:^|[,;:–—]|\b(?:and|but|or))\W*(?:had|were)$|\bshould$")
_ASKED = re.compile(r"\?[\s\"'”’)]*$")
_APART = re.compile(r"[,;:–—(]|\b(?:who|which|that)\b")
_CLAUSE = re.compile(r"[,;:–—.!?]\s")
_PRESENT = re.compile(r"(?!was\b)\w+s\b|have\b")
_TO_COME = re.compile(r"\b(?:will|won[’']t|shall|expected)\b|[’']ll\b")  # and no "Will Lee"
_OPENS = re.compile(r"(?:Will|May|Should|Could|Would|Can|Did|Does|Do)\s+(?=[A-ZÀ-ÖØ-Þ])")
_NAMES = re.compile(r"(?:\s+(?:an?|and|or|the|even|either|both|[A-ZÀ-ÖØ-Þ][\w.’'-]*))*\s*")
"""The beginning of a subject whose end alone was found to be the speaker: "if Bert | Vogel"."""
_OBJECT = r"(?!(?:that|who|which|what|whether|if|how|why|when|where)\b)[\w.'-]+"
"""A word of those who are to do something, and of no clause: "want | the mayor | to say"."""


class _Forms(NamedTuple):
    unsaid: re.Pattern[str]
    supposed: re.Pattern[str]
    timed: re.Pattern[str]
    front: re.Pattern[str]
    bidden: re.Pattern[str]


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    patterns = cue_patterns()
    unsaid, saying, lead, time = (
        patterns[name].pattern for name in ("unsaid", "saying", "unsaid_lead", "time_lead")
    )
    return _Forms(
        re.compile(rf"{unsaid}(?: \w+)? {saying}"),
        re.compile(rf"{lead}$"),
        re.compile(rf"{time}$"),
        patterns["unsaid_front"],
        re.compile(rf"\W*(?:{_OBJECT} ){{0,5}}?to (?:\w+ly )?{saying}"),
    )


def is_unsaid(sentence: str, lead: str, cue: str, content: str) -> bool:
    """Whether the words are no speech of their source.

    ``sentence`` holds the reporting words, ``lead`` is what of it stands before them and their
    speaker, ``cue`` and ``content`` are those of the statement.

    >>> [is_unsaid("", "", cue, "that he would go") for cue in ("did not say", "said", "denied")]
    [True, False, False]
    >>> [is_unsaid("", "", "declined", f"to {act} it") for act in ("comment on", "put a price on")]
    [True, True]
    >>> is_unsaid("If Frey says that it is closed, nobody stays.", "If", "says", "it is closed")
    True
    >>> is_unsaid("", "", "want", "Brand to say that it is closed")
    True
    >>> is_unsaid("Asked by Frey if he would go, Brand said no.", "", "Asked", "if he would go")
    True
    >>> is_unsaid("Did Frey say that he would go?", "Did", "say", "that he would go")
    True
    >>> is_unsaid("Never did Frey say he would go.", "Never did", "say", "he would go")
    True
    """
    forms = _forms()
    said = fold(cue)
    lead = _with_auxiliary(sentence, lead, cue)
    infinitive = re.match(r"to \w+", fold(content).strip())
    words = f"{said} {infinitive[0]}" if infinitive else said
    if (
        forms.unsaid.search(words)
        or _UNREAL.search(said)
        or (infinitive and _DECLINED.search(said))
    ):
        return True
    if said.strip() == "asked" and fold(_behind(sentence, lead, cue)).startswith("by "):
        return True  # "Asked by a reporter whether ..., Frey said no"
    if cue_patterns()["bidding"].search(said) and forms.bidden.match(fold(content)):
        return True
    leads = {fold(lead).strip(), fold(_before_names(lead)).strip()}
    if any(forms.supposed.search(one) for one in leads):
        return True
    if any(forms.timed.search(one) for one in leads) and _PRESENT.match(said):
        return bool(_TO_COME.search(_main_clause(sentence, content)))
    return _is_turned(sentence, lead, cue)


def _behind(sentence: str, lead: str, cue: str) -> str:
    """What of a sentence stands behind its reporting words."""
    return sentence[sentence.find(cue, len(lead)) + len(cue) :].lstrip()


def _with_auxiliary(sentence: str, lead: str, cue: str) -> str:
    """The lead with an auxiliary that was taken for a name: "Should | Ann Lee say", "Will Lee
    say ...?"; "Will Lee said" has none."""
    match = _OPENS.match(sentence, len(lead))
    bare = not re.search(r"(?:s|ed|said|told)$", cue.strip())
    turned = _TURNED.search(fold(lead).strip())  # "Did Will Lee say ...?"
    if match and bare and not turned and cue and sentence.find(cue, match.end()) >= 0:
        return sentence[: match.end()].rstrip()
    return lead


def _before_names(lead: str) -> str:
    """What stands before the capitalised words at the end of a lead."""
    words = re.finditer(r"\s", lead)
    at = next((m.start() for m in words if _NAMES.fullmatch(lead, m.start())), len(lead))
    return lead[:at]


def _is_turned(sentence: str, lead: str, cue: str) -> bool:
    """Whether an auxiliary stands before the speaker, in a denial, a condition or a question."""
    front = fold(lead).strip()
    at = sentence.find(cue, len(lead))
    if not _TURNED.search(front) or (at >= 0 and _APART.search(sentence[len(lead) : at])):
        return False
    clause = _CLAUSE.split(front)[-1]
    asked = _QUESTION.search(front) and _ASKED.search(sentence)
    return bool(asked or _SUPPOSED.search(front) or _forms().front.search(clause))


def _main_clause(sentence: str, content: str) -> str:
    """The sentence without what is said in it."""
    at = sentence.find(content)
    if at < 0:
        return ""
    # What was said ends with its clause, where more was taken for it.
    end = at + len(_CLAUSE.split(content, maxsplit=1)[0])
    return f"{sentence[:at]} {sentence[end:]}"
