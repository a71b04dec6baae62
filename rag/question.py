"""From the words of a question to what is asked: its kind, whom it names, its time limits.

The kind is learnt (``rag.kinds``); names and dates are certain by form. What the question claims is
not taken apart: the reader reads it whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.speakers.asked import find_names, meant_by_pronoun
from index.types import Filter, Speaker
from rag.asked_of import asked_of, on_anything
from rag.exceptions import EmptyQuestion
from rag.kinds import is_talk, kind_of
from rag.language import content_words, words
from rag.names import OWNED, MatchedSpeaker, match_speakers, name_index
from rag.time_limits import read_time_limits
from rag.types import QuestionType

_ASKS: Final = re.compile(
    r"\W*(?:(?:(?:according to|about|at|by|for|from|in|of|on|to|under|until|since|with)\s+)?"
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:['’]?s)?\b|(?:do|does|did|is|are|was|were|has|"
    r"have|had|can|could|will|would|should)(?:n['’]?t)?\b)",
    re.I,
)
"""How a question opens; a claim hardly does."""
ASK_SOMEBODY: Final[tuple[QuestionType, ...]] = ("says", "did_say")
"""The kinds that ask for the words of somebody in particular."""
OTHERS: Final[tuple[QuestionType, ...]] = ("who", "contrast")
"""Kinds that ask for people: most that follow up look for others than those named before."""
NAMED: Final = 0.6
"""How well a name has to fit a speaker (``rag.names``): a given name alone does not."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    ``text`` is the standalone question without its time limits, which are in ``where``; ``read`` is
    what the reader reads, the question before it included where this one follows up. ``groups`` are
    the speakers of the collection that each name in it can mean, in the order of the names, and
    ``unknown`` the names of people that nobody in the collection bears. ``also`` are other wordings
    to search for; they widen what is looked at, and have no part in judging it. ``talk`` is said to
    the program and asks the articles nothing. ``against`` asks for the opposite of ``before``; the
    words of those ``heard`` (ids of speakers) are not looked for. With ``claim`` the text is one,
    and whoever holds it or the opposite is asked for.
    """

    text: str
    type: QuestionType
    groups: tuple[tuple[MatchedSpeaker, ...], ...] = ()
    unknown: tuple[str, ...] = ()
    where: Filter = Filter()
    also: tuple[str, ...] = ()
    before: str = ""
    talk: bool = False
    against: bool = False
    heard: frozenset[int] = frozenset()
    claim: bool = False

    @property
    def read(self) -> str:
        """The question as the reader reads it: for the opposite of another it reads that one, for a
        claim who holds it, so that no two views of a claim differ."""
        if self.claim and not self.text.endswith("?"):
            return f"Who says that {self.text}?"
        return self.before if self.against else f"{self.before} {self.text}".lstrip()

    @property
    def asked(self) -> tuple[tuple[MatchedSpeaker, ...], ...]:
        """The groups of those whose words it asks for (``MatchedSpeaker.asked``)."""
        return tuple(group for group in self.groups if group[0].asked)

    @property
    def speakers(self) -> tuple[MatchedSpeaker, ...]:
        """Everybody it names whom the collection quotes."""
        return tuple(m for group in self.groups for m in group)

    @property
    def on_anything(self) -> bool:
        """Whether it asks for their words whatever they are about."""
        names = [form for m in self.speakers for form in (m.speaker.name, *m.speaker.forms)]
        return bool(names) and on_anything(self.text, [*names, "he", "she"])


def understand(
    text: str,
    speakers: Sequence[Speaker] = (),
    where: Filter = Filter(),
    *,
    before: str = "",
    quoted: Sequence[int | None] = (),
    claim: bool = False,
) -> Question:
    """Find out what a question asks. Raises EmptyQuestion where it has no words.

    ``before`` is the question that this one follows up. Where this one asks nobody, it is asked of
    those whom that one named, unless it asks who: that is about others; "he" and "she" are of those
    whom its answer ``quoted`` (ids). With ``claim`` the text is one, or a question about one, and
    those who hold it are asked for.
    """
    text = " ".join(text.split())
    if not words(text):
        raise EmptyQuestion(
            "the question is empty; ask something, for example: onrecord ask "
            '"who says prices will rise?"'
        )
    rest = with_mark(text.rstrip(" .!") if claim else text)
    limits = read_time_limits(rest)
    if (limits.since or limits.until) and words(limits.rest):
        rest, since, until = limits.rest, where.since or limits.since, where.until or limits.until
        where = replace(where, since=since, until=until)
    kind: QuestionType = "who" if claim else kind_of(rest)
    groups, unknown = named(rest, speakers, kind)
    heard: frozenset[int] = frozenset()
    if before and not groups and kind not in OTHERS:
        groups, _ = named(before, speakers, kind)
        if any(asked_of(rest, content_words(rest))):  # such as "the minister": somebody else
            heard = frozenset(m.speaker.id for group in groups for m in group if m.asked)
            groups = ()
        elif kind in ASK_SOMEBODY:
            known: dict[int | None, Speaker] = {one.id: one for one in speakers}
            meant = meant_by_pronoun(rest, [known[number] for number in quoted if number in known])
            groups = ((MatchedSpeaker(meant, 1.0),),) if meant else groups
    talk = not before and not groups and is_talk(text)
    before = with_mark(before)
    return Question(
        rest, kind, groups, unknown, where, before=before, talk=talk, heard=heard, claim=claim
    )


def with_mark(text: str) -> str:
    """A question with the question mark that it was typed without: it is read in one way then.

    >>> with_mark("who says prices fall")
    'who says prices fall?'
    """
    bare = text.rstrip(" ?.!")
    asks = text.endswith("?") or _ASKS.match(text)
    return f"{bare}?" if bare and asks else text


def named(
    text: str, speakers: Sequence[Speaker], kind: QuestionType
) -> tuple[tuple[tuple[MatchedSpeaker, ...], ...], tuple[str, ...]]:
    """The speakers that each name in a text can mean, and the names that nobody bears.

    Where a question is for somebody's words, those that it only names are told from those it asks,
    and nobody is missed who is not asked.
    """
    if not speakers:
        return (), ()
    names = sorted(find_names(text, name_index(speakers)), key=text.find)
    if kind in ASK_SOMEBODY:
        asked = asked_of(text, names)
    else:
        asked = [not OWNED.match(text, text.find(name) + len(name)) for name in names]
    groups: list[tuple[MatchedSpeaker, ...]] = []
    unknown: list[str] = []
    for name, wanted in zip(names, asked, strict=True):
        found = match_speakers(name, speakers)
        if found and found[0].score >= NAMED:
            groups.append(tuple(replace(one, asked=wanted) for one in found))
        elif wanted:
            unknown.append(name)
    return tuple(dict.fromkeys(groups)), tuple(unknown)
