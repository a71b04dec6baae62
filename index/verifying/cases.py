"""What the verifier looks at: a statement with the words it was read from and who was found."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place
from index.attribution.relations import Relation
from index.attribution.types import RawAttribution
from index.speakers import Resolved
from index.types import Span


@dataclass(frozen=True, slots=True)
class Case:
    """One statement: its spans in words and in characters, and whom its source means."""

    relation: Relation
    raw: RawAttribution
    resolved: Resolved

    @property
    def anchor(self) -> Place:
        """Where somebody is said to speak: the reporting words, else the source or content."""
        return self.relation.cue or self.relation.source or self.relation.contents[0]

    @property
    def begin(self) -> int:
        """The character at which somebody is named for it, or else at which it begins."""
        if self.raw.source:
            return self.raw.source[0][0]
        return self.raw.cue[0] if self.raw.cue else self.raw.content[0][0]


def place_of(article: Prepared, starts: Sequence[int], span: Span) -> Place | None:
    """The words of a span of characters; None where they are not among the paragraphs read.

    ``starts`` are the first characters of the paragraphs.
    """
    paragraph = bisect_right(starts, span[0]) - 1
    if paragraph < 0:
        return None
    words = article.paragraphs[paragraph]
    first = bisect_right(words, span[0], key=lambda word: word.end)
    end = bisect_left(words, span[1], key=lambda word: word.start)
    return (paragraph, first, end) if first < end else None


def last_word(name: str) -> str:
    """The last word of a name as it is written, without marks: what it is called by again."""
    words = name.split()
    return words[-1].strip(".,;:()’'\"“”") if words else ""
