"""The lines of a page of a PDF, with the places where they stand."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from index.articles.drawn import raised
from index.articles.initials import is_initial
from index.articles.pdf_columns import Row, in_columns
from index.articles.pdf_initials import initial_size, with_initials

if TYPE_CHECKING:
    from pypdf import PageObject

ROW = 2.0
"""Points: lines no further apart than this stand in one row."""
_SPACED = 8  # letters with gaps between them, at the least, to tell them from initials
_EMPTY_MOVE = re.compile(rb"\s+T\*\s+ET\b")


class Line(NamedTuple):
    """One line: its words, where it begins, and the size of its letters; 0 where not known."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


def lines_of(page: PageObject) -> list[Line]:
    """The lines of a page in the order of its text, with their places."""
    _drop_empty_moves(page)
    pieces: list[tuple[str, float, float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = max(abs(tm[3]), abs(tm[1])) * max(abs(cm[3]), abs(cm[1]))
        pieces.append((text, x, y, float(size or 0) * scale))

    whole = page.extract_text(visitor_text=visit) or ""
    if "".join(text for text, *_ in pieces) != whole:
        return [Line(text.strip()) for text in whole.split("\n") if text.strip()]
    rows: list[Row] = [Row("", 0.0, 0.0, 0.0)]
    large = initial_size((text, size) for text, _, _, size in pieces)
    for text, x, y, size in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                rows.append(Row("", 0.0, 0.0, 0.0))
            if size >= large and is_initial(part):
                rows += [Row(part, x, y, size), Row("", 0.0, 0.0, 0.0)]
                continue
            last = rows[-1]
            if _is_raised(part, y, size, last):
                last = rows[-1] = last._replace(text=last.text.rstrip())  # it hangs on the word
                part = raised(part.lstrip(), last.text)
            level = bool(last.text) and abs(y - last.y) <= ROW
            if level and part.strip() and not _goes_on(last, part, x, size):
                rows.append(Row(part, x, y, size))
            elif part.strip() and not last.text.strip():
                rows[-1] = Row(last.text + part, x, y, size)
            else:
                beside = (x,) if level else ()
                rows[-1] = last._replace(text=last.text + part, starts=last.starts + beside)
    rows = [row._replace(text=_closed_up(row.text.strip())) for row in rows if row.text.strip()]
    rows = in_columns(page, with_initials(rows, large))
    return [Line(row.text, row.x, row.y, row.size) for row in rows]


def _is_raised(text: str, y: float, size: float, row: Row) -> bool:
    """Whether a number is the mark of a note, or a power, that stands raised in a row."""
    number = text.strip()
    small = 0 < size < 0.8 * row.size and y > row.y + 0.1 * row.size
    return number.isdecimal() and len(number) <= 3 and small and bool(row.text.strip())


def _closed_up(row: str) -> str:
    """A row whose letters are set apart, as its words are, only more, without the gaps."""
    parts = row.split(" ")
    single = sum(len(part) == 1 for part in parts)
    if "  " not in row or len(parts) < _SPACED or single < 0.7 * sum(map(bool, parts)):
        return row
    return " ".join(re.sub(r"\s", "", word) for word in re.split(r"\s{2,}", row))


def _drop_empty_moves(page: PageObject) -> None:
    """Drop moves to a next line with which a piece of text ends. Changes ``page``.

    They move nothing, but the extractor writes a line break for each, and some programs set every
    word or letter as a piece of its own.
    """
    from pypdf.generic import DecodedStreamObject, NameObject

    contents = page.get_contents()
    data = contents.get_data() if contents is not None else b""
    if contents is None or not _EMPTY_MOVE.search(data):
        return
    names = [name for _, name in contents.operations]
    moves = sum(pair == (b"T*", b"ET") for pair in pairwise(names))
    shorter, count = _EMPTY_MOVE.subn(b" ET", data)
    if count == moves:  # else some of them stand inside the words
        stream = DecodedStreamObject()
        stream.set_data(shorter)
        page[NameObject("/Contents")] = stream


def _goes_on(row: Row, text: str, x: float, size: float) -> bool:
    """Whether words at ``x`` belong to the row at whose height they stand.

    What begins left of it does not, unless it is written from right to left, nor does a line behind
    its number in the margin.
    """
    if x < row.x - 1:
        return any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)
    number = row.text.strip()
    return not (number.isdecimal() and len(number) <= 3 and row.size > 0.85 * size)
