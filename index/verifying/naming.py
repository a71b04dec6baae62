"""Where an article names those whom its sources were found to mean."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from index.types import Span
from index.verifying.cases import Case, last_word


class Names:
    """The names of one article's speakers, each by its last word."""

    def __init__(self, text: str, cases: Sequence[Case]) -> None:
        self.text = text
        self.count = Counter(w for c in cases if (w := last_word(c.resolved.name)))
        """How many sources mean each."""
        self.places = {
            word: [m.start() for m in re.finditer(rf"\b{re.escape(word)}\b", text)]
            for word in self.count
        }
        """Where each stands in the text."""
        self._capital = [word for word in self.count if word[0].isupper()]

    @property
    def several(self) -> int:
        """How many different ones are written with a capital."""
        return len(self._capital)

    def before(self, word: str, offset: int) -> Span | None:
        """Where a word last stands before an offset."""
        places = self.places.get(word, [])
        at = bisect_left(places, offset)
        return (places[at - 1], places[at - 1] + len(word)) if at else None

    def times_before(self, word: str, offset: int) -> int:
        """How often a word stands before an offset."""
        return bisect_left(self.places.get(word, []), offset)

    def between(self, word: str, start: int, end: int) -> int:
        """How many other speakers are named between two offsets."""
        return sum(
            bisect_left(self.places[other], start) < bisect_left(self.places[other], end)
            for other in self._capital
            if other != word
        )
