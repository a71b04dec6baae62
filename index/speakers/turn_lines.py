"""Lines that may begin a turn of a conversation: a name, perhaps a time, a colon, words.

Only the form of the line is read here; ``turns`` decides which of them are turns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from index.speakers.folding import plain
from index.speakers.label_names import is_person
from index.speakers.lexicon import PARTICLES
from index.types import Span

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_STAMP = rf"(?:\[{_TIME}\]|\({_TIME}\)|{_TIME})"
_WORD = r"(?:['’]?[^\W\d_][\w.’'-]*|\d{1,2}(?!\d))"
_LABEL: Final = re.compile(
    r"[ \t]*(?:(?P<change>>>)[ \t]+|[-–—][ \t]+)?"
    rf"(?P<bold>\*{{0,3}})(?:{_STAMP}[ \t]*(?:[-–—][ \t]*)?)?\*{{0,3}}"
    rf"(?:(?P<asked>(?:Q|A|Question|Answer)(?: ?\d{{1,2}})?)"
    rf"(?:\*{{0,3}}[ \t]*[:.]\*{{0,3}}|\*{{0,3}}[ \t]+[-–—])"
    rf"|(?P<who>[^\W\d_][\w.’'-]*(?: {_WORD}){{0,4}})(?P<role>,[ \t][^\n:()\[\]]{{2,80}}?)?(?:"
    rf"(?:[ \t]*(?:\([^()\n]{{1,40}}\)|\[[^\[\]\n]{{1,40}}\]))?\*{{0,3}}[ \t]*:\*{{0,3}}"
    rf"|\*{{0,3}}[ \t]*(?:\[{_TIME}\]|\({_TIME}\)|[ \t]{_TIME}(?=[ \t*]*(?:\n|$)))\*{{0,3}}))"
    r"(?=[ \t]|\n|$)[ \t]*"
)
_ROLE_WORDS: Final = 5  # "head of the harbour board"
Role = Literal["speaker", "question", "answer"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may begin a turn: what is written, and where the body runs to."""

    who: str
    label: Span
    body: Span
    role: Role
    number: int
    change: bool = False
    """Whether a mark of captions before it says that somebody else speaks: ">> ANN LIND: No."."""

    @property
    def key(self) -> str:
        """What labels of the same speaker have in common."""
        return plain(self.who)


def begins_turn(line: str) -> bool:
    """Whether a line has the form of one that says at its head who speaks."""
    match = _LABEL.match(line)
    if match is None or match["asked"]:
        return match is not None
    return _is_capital(match["who"]) and _is_one(match["who"], match["role"])


def trimmed(text: str, row: Span) -> Span:
    """A span without the white space at its ends."""
    a, b = row
    return a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())


def lines_of(text: str, rows: Sequence[Span]) -> Iterator[Line]:
    """Those of the lines at ``rows`` that may begin a turn."""
    for number, (start, end) in enumerate(rows):
        match = _LABEL.match(text, start, end)
        if match is None:
            continue
        group = "asked" if match["asked"] else "who"
        who = match[group]
        role: Role = "speaker"
        if group == "asked":
            role = "question" if who.startswith("Q") else "answer"
        elif not _is_capital(who) or not _is_one(who, match["role"]):
            continue
        body = trimmed(text, (match.end(), end))
        if match["bold"]:  # a line that is bold as a whole
            body = body[0], body[0] + len(text[slice(*body)].rstrip("*"))
        yield Line(who, match.span(group), body, role, number, bool(match["change"]))


def _is_one(who: str, role: str | None) -> bool:
    """Whether a label is a name alone, or a name with a role as transcripts introduce somebody:
    "ANNA KERN, HARBOUR MASTER:", "Dr. Anna Kern, hydrologist:"."""
    if role is None or (who.isupper() and role.isupper()):
        return True
    short = len(role[1:].split()) <= _ROLE_WORDS and not re.search(r"[\d,]", role[1:])
    return short and is_person(who)


def _is_capital(who: str) -> bool:
    """Whether a label is written as a name: "Ida van der Berg", "THE CHAIR", "Speaker 1"."""
    words = who.split()
    return any(w[0].isupper() for w in words) and all(
        w.strip("'’")[0].isupper() or w[0].isdigit() or plain(w) in PARTICLES for w in words
    )
