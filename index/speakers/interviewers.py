"""Who asks in an interview: what an interviewer asks is no claim of anybody's.

Decided by form alone: a label most of whose lines end in a question mark asks, where another one
answers; and a label that is the publisher's own name, or its initials, is the outlet's interviewer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.sentences import split_sentences
from index.speakers.folding import plain
from index.speakers.label_names import is_named, is_person

if TYPE_CHECKING:
    from index.speakers.turns import Turn

_ASKS: Final = re.compile(r"\?[\"'”’»)\]*_ ]*$")
_LEAST: Final = 2
"""Questions of one label without which it is nobody who asks."""


def with_questions(text: str, turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns, those that ask marked as questions.

    Somebody with a name may say more than he asks ("You sold it. Why?"), so that only turns of
    whole questions are marked then. One label alone asks where answers have none.
    """
    groups: dict[str, list[Turn]] = defaultdict(list)
    for turn in turns:
        if turn.role == "speaker":
            groups[_called(text, turn)].append(turn)
    asking = {who for who, own in groups.items() if _mostly_asks(text, own)}
    if not asking or len(asking) == len(groups):
        alone = len(groups) == 1 and asking and all(_only_asks(text, turn) for turn in turns)
        return tuple(replace(t, role="question") for t in turns) if alone else tuple(turns)
    people = {who for who in asking if any(_is_a_persons(text, turn) for turn in groups[who])}

    def asks(turn: Turn) -> bool:
        who = _called(text, turn)
        if turn.role != "speaker" or who not in asking or not _ends_asking(text, turn):
            return False
        return who not in people or _only_asks(text, turn)

    return tuple(replace(turn, role="question") if asks(turn) else turn for turn in turns)


def is_outlet(label: str, publisher: str) -> bool:
    """Whether a label is the publisher's own name, or its initials.

    >>> [is_outlet(label, "The Selm Weekly") for label in ("SELM WEEKLY", "SW", "TSW", "Selm")]
    [True, True, True, False]
    """
    words = [plain(word) for word in publisher.split()]
    bare = words[1:] if words[:1] == ["the"] else words
    if not bare:
        return False
    names = {" ".join(words), " ".join(bare)}
    initials = {"".join(word[0] for word in some) for some in (words, bare) if len(some) > 1}
    return plain(label) in names or (label.isupper() and plain(label.replace(".", "")) in initials)


def _called(text: str, turn: Turn) -> str:
    """What the labels of one speaker have in common: "COLE" and "JANE COLE"."""
    return plain(text[slice(*turn.label)].split()[-1])


def _mostly_asks(text: str, turns: Sequence[Turn]) -> bool:
    asked = sum(_ends_asking(text, turn) for turn in turns)
    return asked >= _LEAST and 2 * asked > len(turns)


def _ends_asking(text: str, turn: Turn) -> bool:
    return _ASKS.search(text, *turn.body[-1]) is not None


def _only_asks(text: str, turn: Turn) -> bool:
    bodies = [text[slice(*body)] for body in turn.body]
    return all(_ASKS.search(body, *span) for body in bodies for span in split_sentences(body))


def _is_a_persons(text: str, turn: Turn) -> bool:
    """Whether a label may be somebody's: no outlet calls itself "the chair" or "Speaker 2"."""
    who = text[slice(*turn.label)]
    rest = text[: turn.label[0]] + text[turn.label[1] :]
    described = plain(who.split()[0]) == "the" or who[-1].isdigit()
    return described or is_person(who) or is_named(who, rest, known=True)
