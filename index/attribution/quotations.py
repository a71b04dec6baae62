"""The quotations of an article, some of them over several paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.words import CLOSING, INSIDE, OPENING

Place = tuple[int, int, int]
"""Paragraph, first word, last word + 1."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its piece in each paragraph it touches, marks included."""

    pieces: tuple[Place, ...]
    closed: bool

    def covers(self, place: Place) -> bool:
        """Whether a span lies inside the quotation."""
        return any(p == place[0] and a <= place[1] and place[2] <= b for p, a, b in self.pieces)

    def touches(self, place: Place) -> bool:
        """Whether a span shares a word with the quotation."""
        paragraph, first, end = place
        return any(p == paragraph and a < end and first < b for p, a, b in self.pieces)


def quotations_of(paragraphs: Sequence[Sequence[int]]) -> list[Quotation]:
    """All quotations in order, from the quote states of the words of each paragraph.

    One that is never closed ends with its paragraph.
    """
    found: list[Quotation] = []
    pieces: list[Place] = []
    for paragraph, states in enumerate(paragraphs):
        begin: int | None = None
        if pieces and states and states[0] in (INSIDE, OPENING, CLOSING):
            begin = 0
        elif pieces:
            found.append(Quotation(tuple(pieces), closed=False))
            pieces = []
        for i, state in enumerate(states):
            if state == OPENING and begin is None:
                begin = i
            elif state == CLOSING and begin is not None:
                pieces.append((paragraph, begin, i + 1))
                found.append(Quotation(tuple(pieces), closed=True))
                pieces, begin = [], None
        if begin is not None:
            pieces.append((paragraph, begin, len(states)))
    if pieces:
        found.append(Quotation(tuple(pieces), closed=False))
    return found
