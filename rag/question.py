"""From the words of a question to what is asked: its kind, whom it names, its time limits.

The kind is learnt (``rag.kinds``); names and dates are certain by form. What the question claims is
not taken apart: the reader reads it whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.speakers.matching import find_names
from index.types import Filter, Speaker
from rag.exceptions import EmptyQuestion
from rag.kinds import kind_of
from rag.language import words
from rag.names import MatchedSpeaker, match_speakers, name_index
from rag.time_limits import split_time_limits
from rag.types import QuestionType

_ASKS: Final = re.compile(
    r"\W*(?:(?:(?:according to|about|at|by|for|from|in|of|on|to|under|until|since|with)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:['’]?s)?\b|(?:do|does|did|is|are|was|were|has|"
    r"have|had|can|could|will|would|should)(?:n['’]?t)?\b)",
    re.I,
)
"""How a question opens; a claim hardly does."""
NAMED: Final = 0.6
"""How well a name has to fit a speaker (``rag.names``): a given name alone does not."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    ``text`` is the standalone question without its time limits, which are in ``where``; ``read`` is
    what the reader reads, the question before it included where this one follows up. ``groups`` are
    the speakers of the collection that each name in it can mean, in the order of the names, and
    ``unknown`` the names of people that nobody in the collection bears. ``also`` are other wordings
    to search for; they widen what is looked at, and have no part in judging it.
    """

    text: str
    type: QuestionType
    groups: tuple[tuple[MatchedSpeaker, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    where: Filter = Filter()
    also: tuple[str, ...] = ()
    before: str = ""

    @property
    def read(self) -> str:
        """The question as the reader reads it."""
        return f"{self.before} {self.text}" if self.before else self.text

    @property
    def speakers(self) -> tuple[MatchedSpeaker, ...]:
        """Everybody it names whom the collection quotes."""
        return tuple(m for group in self.groups for m in group)


def understand(
    text: str, speakers: Sequence[Speaker] = (), where: Filter = Filter(), *, before: str = ""
) -> Question:
    """Find out what a question asks. Raises EmptyQuestion where it has no words.

    ``before`` is the question that this one follows up.
    """
    text = " ".join(text.split())
    if not words(text):
        raise EmptyQuestion(
            "the question is empty; ask something, for example: onrecord ask "
            '"who says prices will rise?"'
        )
    rest, since, until = split_time_limits(with_mark(text))
    where = replace(where, since=where.since or since, until=where.until or until)
    groups, unknown = named(rest, speakers)
    if before and not groups:
        groups, _ = named(before, speakers)
    return Question(rest, kind_of(rest), groups, unknown, where, before=with_mark(before))


def with_mark(text: str) -> str:
    """A question with the question mark that it was typed without: it is read in one way then.

    >>> with_mark("who says prices fall")
    'who says prices fall?'
    """
    bare = text.rstrip(" ?.!")
    asks = text.endswith("?") or _ASKS.match(text)
    return f"{bare}?" if bare and asks else text


def named(
    text: str, speakers: Sequence[Speaker]
) -> tuple[tuple[tuple[MatchedSpeaker, ...], ...], tuple[str, ...]]:
    """The speakers that each name in a text can mean, and the names that nobody bears."""
    if not speakers:
        return (), ()
    names = find_names(text, name_index(speakers))
    groups: list[tuple[MatchedSpeaker, ...]] = []
    unknown: list[str] = []
    for name in sorted(names, key=text.find):
        found = match_speakers(name, speakers)
        if found and found[0].score >= NAMED:
            groups.append(found)
        else:
            unknown.append(name)
    return tuple(dict.fromkeys(groups)), tuple(unknown)
