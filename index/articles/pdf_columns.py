"""Columns of a PDF that were set row by row: each is read to its end before the next one.

Most programs write one column after the other, and then the order of the file is that of reading.
Where they go across, pypdf puts all parts of a row into one line. Its layout mode shows where the
gaps between them are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdf import PageObject

_ROWS = 6  # fewer rows in parts are a heading, a signature or a table
_APART = 100.0  # points between the left edges of two columns at least
_PROSE = 4.0  # words of a row in a column: the cells of a table hold fewer
_GAP = re.compile(r"\s{3,}")


class Row(NamedTuple):
    """A line as it was read, and all places at which something of it was set, in points."""

    text: str
    x: float
    y: float
    size: float
    starts: tuple[float, ...] = ()


def in_columns(page: PageObject, rows: Sequence[Row]) -> list[Row]:
    """The rows of a page in the order of reading; as they are where they are no columns."""
    edges = _edges(rows)
    if not edges:
        return list(rows)
    split = _split(page, rows, edges)
    whole = [parts for parts in split.values() if len(parts) > len(edges)]
    if len(whole) < _ROWS or not _is_prose(whole):
        return list(rows)
    first, last = min(split), _end(rows, sorted(split))
    columns: list[list[Row]] = [[] for _ in range(len(edges) + 1)]
    for number in range(first, last + 1):
        row = rows[number]
        for at, words in split.get(number, {_column(row.x, edges): row.text}).items():
            columns[at].append(row._replace(text=words, x=edges[at - 1] if at else row.x))
    return [*rows[:first], *(row for column in columns for row in column), *rows[last + 1 :]]


def _end(rows: Sequence[Row], split: Sequence[int]) -> int:
    """The last row of the columns: the longer one goes on below the other at the same distance."""
    steps = sorted(rows[a].y - rows[b].y for a, b in pairwise(split))
    last = split[-1]
    while (
        last + 1 < len(rows) and 0 < rows[last].y - rows[last + 1].y <= 1.5 * steps[len(steps) // 2]
    ):
        last += 1
    return last


def _edges(rows: Sequence[Row]) -> list[float]:
    """Where columns begin right of the first one: the same places far apart, in many rows."""
    counts = Counter(round(x) for row in rows for x in set(row.starts) if x - row.x >= _APART)
    found: list[float] = []
    for edge, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        if count >= _ROWS and all(abs(edge - other) >= _APART for other in found):
            found.append(float(edge))
    return sorted(found)


def _column(x: float, edges: Sequence[float]) -> int:
    """The column in which something at ``x`` stands."""
    return sum(x >= edge - 1 for edge in edges)


def _split(
    page: PageObject, rows: Sequence[Row], edges: Sequence[float]
) -> dict[int, dict[int, str]]:
    """For each row that stands in several columns: its words in each of them."""
    parts = _parts(page)
    found: dict[int, dict[int, str]] = {}
    for number, row in enumerate(rows):
        begun = {edge for edge in edges for x in row.starts if abs(x - edge) <= 1}
        places = sorted({_column(x, edges) for x in (row.x, *begun)})
        words = parts.get(_key(row.text), ())
        if len(places) == len(words):
            found[number] = dict(zip(places, words, strict=True))
    return found


def _parts(page: PageObject) -> dict[str, list[str]]:
    """The parts of each row with wide gaps in it, by the row without its white space."""
    shown = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    lines = {_key(line): _GAP.split(line.strip()) for line in shown.split("\n")}
    return {key: parts for key, parts in lines.items() if len(parts) > 1}


def _is_prose(rows: Sequence[Mapping[int, str]]) -> bool:
    return all(
        sum(len(words[at].split()) for words in rows) >= _PROSE * len(rows) for at in rows[0]
    )


def _key(text: str) -> str:
    return "".join(text.split())
