"""Characters that nobody sees: places where a line may break, and marks of writing direction.

They come with text taken from web pages and PDF files and stand in the middle of names. Names are
read as if they were not there, and so are the marks around what somebody is called (Karl "Skip"
Roe); every offset is still one of the text as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise

from index.speakers.nicknames import nickname_marks
from index.speakers.resolved import Relation
from index.types import Span

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""Soft hyphens, zero-width spaces, direction marks. Joiners are left: in some scripts they tell."""


@dataclass(frozen=True, slots=True)
class Read:
    """A relation in the places of the visible text."""

    source: Sequence[Span] | None
    cue: Span | None
    content: Sequence[Span]


class Visible:
    """A text without its invisible characters, and the way from one's places to the other's."""

    def __init__(self, text: str) -> None:
        cuts = [match.span() for match in _INVISIBLE.finditer(text)]
        cuts = sorted([*cuts, *((at, at + 1) for at in nickname_marks(text))])
        kept = pairwise([0, *(at for cut in cuts for at in cut), len(text)])
        self.text = "".join(text[a:b] for a, b in islice(kept, 0, None, 2))
        self._starts = [start for start, _ in cuts]
        self._ends = [end for _, end in cuts]
        self._gone = [0, *accumulate(end - start for start, end in cuts)]
        self._at = [start - gone for start, gone in zip(self._starts, self._gone, strict=False)]

    def place(self, offset: int) -> int:
        """Where a place of the whole text is in the visible one."""
        begun = bisect_left(self._starts, offset)
        open_ = max(0, self._ends[begun - 1] - offset) if begun else 0
        return offset - (self._gone[begun] - open_)

    def span(self, span: Span) -> Span:
        """A span of the whole text in the visible one."""
        return (self.place(span[0]), self.place(span[1]))

    def whole(self, span: Span) -> Span:
        """A span of the visible text in the whole one, invisible characters at its ends left out.

        >>> Visible("An\u00adna said").whole((0, 4))
        (0, 5)
        """
        start, end = span
        first, last = bisect_right(self._at, start), bisect_left(self._at, end)
        return (start + self._gone[first], end + self._gone[last])

    def relation(self, relation: Relation) -> Read:
        """A relation of the whole text in the visible one."""
        return Read(
            None if relation.source is None else [self.span(s) for s in relation.source],
            None if relation.cue is None else self.span(relation.cue),
            [self.span(s) for s in relation.content],
        )


def hides(text: str) -> bool:
    """Whether there are characters in a text as if which were not there names are read."""
    return _INVISIBLE.search(text) is not None or bool(nickname_marks(text))


def as_written(text: str, place: Span) -> str:
    """A name as it stands in a text, with the given name before its marks, and without what nobody
    sees."""
    start, end = place
    begins = (name for mark, name in nickname_marks(text).items() if start <= mark < end)
    return _INVISIBLE.sub("", text[min([start, *begins]) : end])
