"""Other forms of a question that mean the same, made mechanically.

Each takes a question and gives it in another form, or as it is where the form does not apply to it.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable
from typing import Final

PARTICIPLES: Final = {
    "say": "said", "claim": "claimed", "argue": "argued", "believe": "believed",
    "think": "thought", "insist": "insisted", "maintain": "maintained", "allege": "alleged",
    "reckon": "reckoned", "suggest": "suggested", "admit": "admitted", "predict": "predicted",
}  # fmt: skip
"""Verbs that take a clause and with it mean that somebody says so, with their participles."""
_THIRD: Final = {f"{verb}s": said for verb, said in PARTICIPLES.items()}
_PAST: Final = {said: said for said in PARTICIPLES.values()}
_SAYS: Final = _THIRD | _PAST
_WHO: Final = re.compile(rf"Who ({'|'.join(_SAYS)}) (?:that )?(?!(?:in|on|at|to)\b)(.+\?)", re.I)
"""What follows is the clause, not when or to whom it was said."""
_DID: Final = re.compile(rf"(Did|Does) (.+?) ({'|'.join(PARTICIPLES)}) that (.+\?)", re.I)
_WHAT: Final = re.compile(r"What (did|does) (.+?) say ((?:about|of|on) .+\?)", re.I)
_WORD: Final = re.compile(r"\b[a-z]{6,}")
"""Words with a capital are names, in which a slip can make another name."""


def with_slip(question: str) -> str:
    """A question with two neighbouring letters of its longest word turned round, none at its ends.

    The same question has the same slip each time; one without a long word in small letters is left
    as it is.

    >>> with_slip("who says the harbour will close?")
    'who says the habrour will close?'
    """
    words = sorted(_WORD.finditer(question), key=lambda m: (-len(m[0]), m.start()))
    for match in words:
        places = [
            i for i in range(match.start() + 1, match.end() - 2) if question[i] != question[i + 1]
        ]
        if places:
            at = random.Random(zlib.crc32(question.encode())).choice(places)
            return question[:at] + question[at + 1] + question[at] + question[at + 2 :]
    return question


def carelessly(question: str) -> str:
    """The question in small letters, without its mark.

    >>> carelessly("Who says Baku will join?")
    'who says baku will join'
    """
    return question.lower().rstrip(" ?.")


def told(question: str) -> str:
    """The question as something to be told.

    >>> told("Who says it will rain?")
    'Tell me, who says it will rain?'
    """
    return f"Tell me, {question[:1].lower()}{question[1:]}"


def according_to_whom(question: str) -> str:
    """Who says so, asked with "according to whom".

    >>> according_to_whom("Who claims that it will rain?")
    'According to whom is it true that it will rain?'
    """
    who = _WHO.fullmatch(question)
    return f"According to whom is it true that {who[2]}" if who else question


def in_the_passive(question: str) -> str:
    """Who says, whether somebody said, and what somebody says of something, in the passive.

    >>> in_the_passive("Who thinks it will rain?")
    'By whom is it thought that it will rain?'
    >>> in_the_passive("Did Ada Lind claim that it rained?")
    'Was it claimed by Ada Lind that it rained?'
    >>> in_the_passive("What does Ada Lind say about the rain?")
    'What is said by Ada Lind about the rain?'
    """
    if who := _WHO.fullmatch(question):
        verb = who[1].lower()
        return f"By whom {'is' if verb in _THIRD else 'was'} it {_SAYS[verb]} that {who[2]}"
    if did := _DID.fullmatch(question):
        tense = "Was" if did[1].lower() == "did" else "Is"
        return f"{tense} it {PARTICIPLES[did[3].lower()]} by {did[2]} that {did[4]}"
    if what := _WHAT.fullmatch(question):
        return f"What {'was' if what[1].lower() == 'did' else 'is'} said by {what[2]} {what[3]}"
    return question


FORMS: Final[dict[str, Callable[[str], str]]] = {
    "in small letters, without mark": carelessly,
    "“Tell me, …”": told,
    "with a slip": with_slip,
    "“According to whom …?”": according_to_whom,
    "in the passive": in_the_passive,
}
