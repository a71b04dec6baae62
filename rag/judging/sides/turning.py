"""How often a quote turns round what is claimed: denials, criticism, negations, judgements."""

from __future__ import annotations

import re

from rag.judging.sides.claims import Claim
from rag.judging.sides.clauses import Focus
from rag.judging.sides.elsewhere import carried_over, leaves_it_open
from rag.judging.sides.marks import mark, negations
from rag.judging.sides.words import SaidWords
from rag.language import stems
from rag.spelling import opposites

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|doubt\w*|"
    r"rul(?:e|es|ed|ing) out|rebuff\w*|debunk\w*|retract\w*|"
    r"recant\w*|disprov\w*|discredit\w*|brush(?:es|ed|ing)? (?:off|aside)|"
    r"shrug(?:s|ged|ging)? off|scoff\w*|pour(?:s|ed|ing)? (?:cold )?water|disagree\w*|disavow\w*)\b"
)
_HOLDS = re.compile(
    r"\b(?:think|thinks|thought|believ|expect|see|accept|agree|support|foresee|know)"
)
_REFUSES = re.compile(r"\b(?:refus|declin)\w+")
_OF_A_CLAIM = re.compile(
    r"\b(?:claim(?:s|ed|ing)?|saying|suggest\w*|accus\w+|alleg\w+|assertions?|insinuat\w+|notion|"
    r"idea|rumou?rs?|reports?|talk|theory|speculation)\b"
)
_CLAIM_THAT = re.compile(
    r"\b(?:claims?|allegations?|accusations?|charges?|suggestions?|notion|rumou?rs?|theory)\s+that\b"
)
_OTHERS_HOLD = re.compile(
    r"\b(?P<who>[\w'-]+)\s+(?:(?:do|does|did|would|may|might|still|also|now)\s+)?"
    r"(?:believ|think|thought|say|said|says|claim|argu|fear|suspect|insist|suggest|alleg|worr|"
    r"expect|predict)\w*\b"
)
_ONESELF = frozenset({"i", "we", "he", "she", "and", "but", "also", "then", "who"})
_NOUN_FOLLOWS = frozenset(
    "the a an any this that these those such his her its their our no".split()
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|has|have|had|does|do|did|should|must|may|might)\b"
)
_NOT_AFTER = re.compile(
    r"\b(?:is|are|was|were|will|would|can|could|has|have|had|does|do|did|should|must)\s+"
    r"(?:\w+ly\s+)?(?:not|never|no longer|hardly|nowhere)\b|\b\w+n't\b|\bcannot\b"
)
_BY_THE_REPORTER = re.compile(
    r"\b(?:falsely|wrongly|baselessly|incorrectly|mistakenly|erroneously|"
    r"without (?:any )?evidence)\b"
)
"""What a reporter thinks of what somebody holds: "falsely insists that it was stolen"."""
_OWN_CLAIMS = re.compile(r"\bwith\s+(?:\w+\s+){0,2}?(?:claims?|allegations?|accusations?|lies)\b")
_SOMEBODYS_NO = re.compile(
    r"(?:'s|s'|\b(?:his|her|its|their|your))\s+(?:[\w-]+\s+){0,2}?(?:opposition|resistance|"
    r"objections?|hostility|rejection)\s+(?:to|of|against)\b"
)
_SOMEBODYS_REFUSAL = re.compile(r"(?:'s|s'|\b(?:his|her|its|their|your))\s+(?:[\w-]+\s+)?refusal\b")
_MEANS = re.compile(
    r"\b(?:through|by|with|of|about|against|on|from|and)\s+(?:\w+\s+)?"
    r"(?:lies|falsehoods?|slander|smears?|fiction|fantasy|nonsense|rubbish)$"
)
"""What was done with lies is no lie: "it was stolen through lies"."""
_NO_OBJECT = re.compile(r"\w+\s+(?:\w+\s+)?(?:nothing|no|none|nobody|neither)\b")
_NOT_BUT = re.compile(r"\bnot\s+(?:the\s+|a\s+|an\s+)?(?P<who>[\w' -]{2,40}?),?\s+but\b")
_LYING = re.compile(r"\bly(?:ing|ied)\b|\blied\b")


def turns_of(parts: Claim, focus: Focus, said: SaidWords) -> int | None:
    """How often what is claimed is turned round; None where the speaker takes no side on it."""
    if leaves_it_open(focus, said, future=parts.future):
        return None
    turns = negations(focus.before) + carried_over(focus, said)
    after = focus.after
    if _NO_OBJECT.match(after):
        turns += 1
    elif _called_untrue(parts, focus):
        turns += 1 + len(_NOT_AFTER.findall(after))
    elif not _AUXILIARY.search(focus.before) and _NOT_AFTER.search(after):
        turns += 1
    match = _NOT_BUT.search(said.own)
    if match and (who := stems(match["who"])) and who <= set(parts.subject):
        turns += 1
    cue = _BY_THE_REPORTER.sub(" ", said.cue)
    if _OWN_CLAIMS.search(focus.before) or _SOMEBODYS_NO.search(focus.before):
        return None  # "attacked them with claims that ...", "regretted their opposition to ..."
    if _DENIES.search(said.cue):
        return turns + 1 if not negations(_DENIES.sub(" ", said.cue)) else None
    if _is(said.cue, "against"):
        return turns + 1 if parts.ought or _OF_A_CLAIM.search(focus.before) else None
    if _is(said.cue, "for"):
        return turns if parts.ought or _OF_A_CLAIM.search(focus.before) else None
    if negations(cue):
        refused = parts.ought and _REFUSES.search(cue)
        return turns + 1 if refused or _HOLDS.search(cue) else None
    if _CLAIM_THAT.search(focus.before) and not _called_untrue(parts, focus):
        return None
    if _of_others(focus.before) and not _LYING.search(focus.before):
        return None
    if not parts.ought:
        return None if judged(parts, f"{focus.text} {said.cue}") else turns
    # "They criticise him for failing to resign": against a refusal is for it.
    against = bool(mark("against").search(focus.before))
    if _SOMEBODYS_REFUSAL.search(focus.before) and not (against or judged(parts, said.whole)):
        return None  # what the speaker thinks of it stands elsewhere
    return turns + (against or judged(parts, said.whole) == "bad")


def _called_untrue(parts: Claim, focus: Focus) -> bool:
    """Whether it is said of what is claimed that it is not so, in other words than the claim's own
    or the one that stands for them: that somebody was killed is not denied by "found dead"."""
    own = {*parts.subject, *parts.predicate}
    telling = focus.head and not focus.turned
    return any(
        not (
            own & stems(match[0])
            or (telling and match.start() == 0)
            or _MEANS.search(focus.after[: match.end()])
        )
        for match in mark("untrue").finditer(focus.after)
    )


def judged(parts: Claim, text: str) -> str:
    """Whether what is claimed is called bad or good, in words that are not the claim's own."""
    own = set(parts.predicate).union(*(opposites().get(p, ()) for p in parts.predicate))
    for name in ("bad", "good"):
        if any(not own & stems(match[0]) for match in mark(name).finditer(text)):
            return name
    return ""


def _of_others(before: str) -> bool:
    """Whether what is claimed is told as the view of somebody else than the speaker."""
    return any(
        match["who"] not in _ONESELF and match["who"] not in _NOUN_FOLLOWS
        for match in _OTHERS_HOLD.finditer(before)
    )


def for_or_against(cue: str) -> bool:
    """Whether reporting words are for or against what they are about, or deny it."""
    return _is(cue, "for") or _is(cue, "against") or bool(_DENIES.search(cue))


def _is(cue: str, attitude: str) -> bool:
    """Whether reporting words are for or against what they are about."""
    return bool(mark(attitude).search(cue) or mark(f"{attitude}, reporting").search(cue))
