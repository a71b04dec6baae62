"""In which mood a quote speaks: it asks, wishes, demands, tells, or looks ahead."""

from __future__ import annotations

import re

from index.speakers.polarity import polarity_and_modality
from rag.judging.sides.claims import Claim
from rag.judging.sides.clauses import Focus
from rag.judging.sides.marks import mark, plain
from rag.judging.sides.turning import for_or_against, judged
from rag.judging.sides.words import SaidWords
from rag.language import stems

_ASKS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder\w*|question(?:s|ed|ing)?|discuss\w*|debat\w+|"
    r"explor\w+|examin\w+|stud(?:y|ies|ied)|raise[sd]? the question)\b"
)
_CONSIDERS = re.compile(r"\b(?:consider|weigh|mull|contemplat)\w*")
_AN_ACT = re.compile(r"\W*(?:whether|\w+ing)\b")
_CONDITION = re.compile(
    r"(?<!even )(?<!as )(?<!what )(?<!wonder )\bif\b(?! not\b)|\b(?:unless|provided that|"
    r"on condition|as long as|in case|only when|so long as|would (?:need|have) to|would need)\b"
)
_IF = re.compile(r"(?<!even )(?<!as )(?<!what )\b(?:if|unless|in case)\b(?P<next>(?:\W+\w+){1,3})")
_HEDGE = re.compile(
    r"\b(?:may|might|could(?! not\b)|perhaps|maybe|possibl[ey]|probabl[ey]|potentially)\b"
)
UNLIKELY = re.compile(r"\b(?:un|not )likely\b|\bhardly\b")
"""Hedges that deny."""
_PAST_TIME = re.compile(r"\b(?:(?:in|since) \d{4}|ago|last (?:year|month|week|in))\b")
_TO_COME = re.compile(
    r"\b(?:will|won't|shall|would|going to|plans?|planned|set to|about to|intend\w*|to be|"
    r"expect\w*|prospects?|future|next|soon|by \d{4}|aims?|seeks?|wants?|objective|goal)\b|'ll\b"
)
_TO_LEARN = re.compile(
    r"\b(?:know|find out|establish|determine|learn|ask\w*|say|tell) (?:who|whether|if|why)\b"
)
_SAYS_NOTHING = re.compile(
    r"\bno\s+(?:[\w-]+\s+){0,3}?(?:comment|word|mention|announcement|statement|confirmation)s?\b"
)
"""No announcement from somebody that confirms it is none of theirs that it is so."""
_OUGHT = re.compile(r"\b(?:should|ought|must)\b")
_CALLS_FOR = re.compile(
    r"\b(?:call(?:s|ed|ing)? for|demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|"
    r"(?:plead|appeal|push|press)(?:s|es|ed|ing)? for)\b"
)
"""Who calls for an end does not say that it comes."""
_REFUSED = re.compile(r"\brefus")


def asks_or_leaves_open(parts: Claim, focus: Focus, said: SaidWords) -> bool:
    """Whether a quote leaves open what is claimed, or asks for it."""
    if _CONSIDERS.search(said.cue) and _AN_ACT.match(said.own):
        return True  # "considers leaving", while "considers the dam dangerous" is a view
    # To ask somebody to do it is to say that they should.
    if _ASKS.search(said.cue) and not (parts.ought and said.cue.startswith("ask")):
        return True
    if _SAYS_NOTHING.search(said.lead):
        return True
    if not parts.open and _is_the_condition(parts, focus):
        return True  # "will help if they invade" does not say that they do
    if parts.open:
        return False
    if mark("open").search(said.cue):
        return True  # "is looking into reports that it closes"
    return bool(mark("open").search(focus.before + focus.after) or _TO_LEARN.search(said.own))


def _is_the_condition(parts: Claim, focus: Focus) -> bool:
    """Whether whom a claim is about stand right behind an "if"."""
    found = _IF.search(focus.before)
    return found is not None and bool(stems(found["next"]) & set(parts.subject))


def is_another_mood(parts: Claim, focus: Focus, said: SaidWords) -> bool:
    """Whether a quote says what is and the claim what ought to be or is to come, or the reverse."""
    norm = mark("norm")
    quoted = f"{said.cue} {said.own}"
    if parts.ought:
        if focus.head and not focus.before.strip():
            return False  # "Resign at once!"
        if _REFUSED.search(said.cue):
            return False
        return not (norm.search(quoted) or judged(parts, quoted) or for_or_against(said.cue))
    if any(pattern.search(focus.before) for pattern in (_OUGHT, _CALLS_FOR)):
        return True
    if mark("wish").search(focus.before) and not parts.wished:
        return True
    return parts.future and bool(_PAST_TIME.search(focus.text)) and not _TO_COME.search(focus.text)


def sets_condition(claim: str, said: SaidWords) -> bool:
    """Whether a quote makes it depend on something, where the claim does not."""
    return bool(_CONDITION.search(said.own)) and not _CONDITION.search(plain(claim))


def is_hedged(claim: str, said: SaidWords, focus: Focus) -> bool:
    """Whether a quote says it less surely than the claim does."""
    if polarity_and_modality("", "", claim)[1] != "certain":
        return False
    unsure = polarity_and_modality(said.own, said.cue, focus.text)[1] != "certain"
    return unsure or bool(_HEDGE.search(focus.text))
