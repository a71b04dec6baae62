"""Which words stand in quotation marks, carried across the paragraphs of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.attribution.words import CLOSING, INSIDE, OPENING, OUTSIDE

# How many paragraphs ahead a quotation left open may wait for its closing mark.
_CARRY_PARAGRAPHS: Final = 8


def quote_states(paragraphs: Sequence[Sequence[int]]) -> list[list[int]]:
    """Quote state of every word, from the marks of the words, paragraph by paragraph.

    A quotation still open at the end of a paragraph goes on into the next one when that one
    opens with an opening mark, or when the next mark to come is a closing one. Otherwise the
    missing mark is taken for a slip and the state starts afresh.
    """
    states: list[list[int]] = []
    inside = False
    for index, marks in enumerate(paragraphs):
        if inside and not (marks and marks[0] == OPENING):
            inside = _closes_later(paragraphs, index)
        nested = None if inside else _nested(marks)
        if nested is not None:
            states.append(nested)
            continue
        row: list[int] = []
        for place, mark in enumerate(marks):
            if mark == CLOSING and not inside and place == 0 and CLOSING in marks[1:]:
                mark = OPENING
            if mark == OPENING:
                inside = True
                row.append(OPENING)
            elif mark == CLOSING:
                inside = False
                row.append(CLOSING)
            else:
                row.append(INSIDE if inside else OUTSIDE)
        states.append(row)
    return states


def _nested(marks: Sequence[int]) -> list[int] | None:
    """States of a paragraph whose quotations hold quotations in the same marks; else None.

    Only where every mark has its partner; the inner marks then count as words inside.
    """
    depth = deepest = 0
    row: list[int] = []
    for mark in marks:
        if mark == OPENING:
            depth += 1
            row.append(OPENING if depth == 1 else INSIDE)
        elif mark == CLOSING:
            depth -= 1
            if depth < 0:
                return None
            row.append(INSIDE if depth else CLOSING)
        else:
            row.append(INSIDE if depth else OUTSIDE)
        deepest = max(deepest, depth)
    return row if deepest > 1 and not depth else None


def _closes_later(paragraphs: Sequence[Sequence[int]], index: int) -> bool:
    for marks in paragraphs[index : index + _CARRY_PARAGRAPHS]:
        for place, mark in enumerate(marks):
            if mark == CLOSING:
                return True
            if mark == OPENING:
                return place == 0
    return False
