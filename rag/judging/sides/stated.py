"""Of a claim that somebody or something is so: whether a clause says that of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speakers.lexicon import NON_PERSON_NOUNS, ORG_WORDS
from rag.judging.sides.claims import Claim
from rag.judging.sides.clauses import Focus
from rag.judging.sides.named import before_verb, countries
from rag.judging.terms import WeightedTerms
from rag.language import content_words, stem, stems
from rag.spelling import text_keys

_OF_IT = re.compile(
    r"\b(?:of|by|with|about|(?<!far )from|against|on|in|over|at|any|some|such|more|most)\s*$"
)
_TO_DO_IT = re.compile(r"\b(?:to|will|would|can|could|may|might|should|must|let's)\s+$")
"""Before what is claimed they make a verb of it: "a way to corrupt it"."""
_LINKING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|am|as|call|label|brand|deem|declar|rul|find|found|seem|look|"
    r"pose|posing|creat|constitut|represent|present|amount|mean|sound|appear|becom|becam|remain|stay|"
    r"view|regard|describ|consider|think|thought|believ|mak|made|prov|feel|felt|get|got|gone|went|turn|born)\w{0,3}\b|'(?:s|re|m)\b|n't\b"
)
_WHOSE = re.compile(
    r"(?P<whose>[\w-]+)'s\s+(?!(?:an?|the|not|no|never|been|very|so|too|\w+ly)\b)"
    r"(?P<what>\w+(?:\s+\w+){0,2})\s"
)
_THINGS = (NON_PERSON_NOUNS - ORG_WORDS) | {"system"}
"""What nobody is called. A body may be called "the bank" or "the commission", and no "system"."""
_FAR = re.compile(r"[.;:,!?—–]\s|\b(?:but|while|because|although|that)\s")
_ARTICLE = re.compile(r"an?|the|as|so|too|very|most|more|\w+ly")
_SO = re.compile(
    r"(?:\b(?:an?|the|is|are|was|were|be|been|being|am)|'(?:s|re|m)|n't)\s+"
    r"(?:(?:not|never|so|too|very|\w+ly)\s+)*$"
)
_NOUN_AFTER = re.compile(
    r"[\w'-]+\s+(?!(?:and|or|but|for|to|of|in|on|at|by|as|that|when|if|because|with|from|about|is|are|"
    r"was|were|be|than|enough|himself|herself|itself|themselves|now|then|too|here|there|again)\b)"
    r"(?P<noun>[a-z]{3,})\b"
)
_DEEDS = frozenset(
    "comment remark statement speech word tweet joke attack act action behaviour behavior conduct "
    "policy plan proposal idea law rule decision practice view attitude rhetoric language chart "
    "figure claim thing campaign system deal past history".split()
)
_A_QUALITY = re.compile(r"(?:ity|ities|ness(?:es)?|[ts]ions?|ments?|ances?|ences?|ships?)$")
_SOMEBODYS = re.compile(r"(?:'s|s'|\b(?:his|her|its|their|our|your|my))\s+(?:\w+\s+)?$")


def is_stated(parts: Claim, focus: Focus, terms: WeightedTerms) -> bool:
    """Whether a clause says that somebody or something is what the claim says, and does not only
    use the word beside another thing ("a chart of racist figures")."""
    if not focus.head or stem(focus.word) != parts.head:
        return True  # another word for it, which may be a noun
    if _OF_IT.search(focus.before) or _TO_DO_IT.search(focus.before):
        return False
    if any(
        m["whose"] in _names(parts, terms) and not stems(m["what"]) & set(parts.subject)
        for m in _WHOSE.finditer(focus.before)
    ):
        return False  # her remarks are called so, and not she
    named = set(parts.subject) & terms.names
    noun = _NOUN_AFTER.match(focus.after)
    own = {*parts.subject, *parts.predicate}
    if noun and named and noun["noun"].rstrip("s") in _DEEDS and stem(noun["noun"]) not in own:
        return False  # "a racist comment" is not said of whoever made it
    if noun and not _SO.search(focus.before):
        return _is_beside(focus.after.split()[1:3], parts, terms)  # "corrupt bankers"
    if named and not named & countries().keys() and _another_noun(focus):
        return False
    if not focus.before.strip() or _LINKING.search(focus.before):
        return True
    bare = [w for w in focus.before.split() if not _ARTICLE.fullmatch(w)]
    return _is_beside([*bare[-1:], *focus.after.split()[1:3]], parts, terms)


def _is_beside(near: Sequence[str], parts: Claim, terms: WeightedTerms) -> bool:
    keys = text_keys(" ".join(near))
    return any(keys & ({word} | terms.forms(word)) for word in parts.subject)


def _another_noun(focus: Focus) -> bool:
    """Whether a thing stands before the verb, of which it is said then: "the system is corrupt"."""
    found = before_verb(focus.before)
    return found is not None and found["who"] in _THINGS


def another_thing(parts: Claim, before: str, terms: WeightedTerms) -> bool:
    """Whether of a claim about a thing the word before the verb names another thing.

    ``before`` is what stands before what is claimed.
    """
    reach = _FAR.split(before)[-1]
    found = before_verb(reach)
    if not parts.subject or not found or not content_words(found["who"]):
        return False
    accepted = set(parts.subject).union(*(terms.forms(w, kin=True) for w in parts.subject))
    return not accepted & stems(reach)


def _names(parts: Claim, terms: WeightedTerms) -> frozenset[str]:
    return frozenset(
        key for word in parts.subject if word in terms.names for key in (word, *terms.forms(word))
    )


def is_a_name_for_it(parts: Claim, focus: Focus) -> bool:
    """Whether what is claimed only has its name there, as somebody's: "questioned Lind's
    eligibility" says neither that she is eligible nor that she is not."""
    return (
        parts.states
        and focus.head
        and bool(_A_QUALITY.search(focus.word))
        and bool(_SOMEBODYS.search(focus.before))
    )
