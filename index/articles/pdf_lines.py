"""The lines of a PDF: where they stand on their page, and which of them are not the text itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pypdf import PageObject

_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_PRINTED_AT = re.compile(
    r"(?:^|(?<=\s))(?P<day>\d{1,4}([./-])\d{1,2}\2\d{2,4}),? "
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AP]\.?M\.?)?(?=\s|$)",
    re.IGNORECASE,
)
_MARK = re.compile(r"(?:\d{1,3}|[*†‡§])[.)]?\s*(?=[^\W\d_]|[\"“‘«(])")
_NUMBERED = re.compile(r"(\d{1,3})(?:\s+(.*))?")
_ROW = 2.0  # points: lines no further apart than this stand in one row
_EDGE = 3  # so many lines at the top and the bottom of a page can be running heads


class Line(NamedTuple):
    """One line: its words, where it begins, and the size of its letters; 0 where not known."""

    text: str
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0


@dataclass
class Printed:
    """What a browser printed around a page: its address, its title and the day of printing."""

    address: str = ""
    title: str = ""
    day: str = ""


@dataclass
class Layout:
    """The lines of a document, an empty one between paragraphs that stand apart, and the rest."""

    body: list[str] = field(default_factory=list)
    footnotes: list[list[str]] = field(default_factory=list)
    printed: Printed | None = None


def lines_of(page: PageObject) -> list[Line]:
    """The lines of a page in the order of its text, with their places."""
    pieces: list[tuple[str, float, float, float]] = []

    def visit(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = max(abs(tm[3]), abs(tm[1])) * max(abs(cm[3]), abs(cm[1]))
        pieces.append((text, x, y, float(size or 0) * scale))

    whole = page.extract_text(visitor_text=visit) or ""
    if "".join(text for text, *_ in pieces) != whole:
        return [Line(text.strip()) for text in whole.split("\n") if text.strip()]
    lines: list[Line] = [Line("")]
    for text, x, y, size in pieces:
        for number, part in enumerate(text.split("\n")):
            if number:
                lines.append(Line(""))
            last = lines[-1]
            if part.strip() and not last.text.strip():
                lines[-1] = Line(last.text + part, x, y, size)
            else:
                lines[-1] = last._replace(text=last.text + part)
    return [line._replace(text=line.text.strip()) for line in lines if line.text.strip()]


def arrange(pages: Sequence[list[Line]]) -> Layout:
    """Part the text of a document from all that repeats, counts or stands below it."""
    layout = Layout(printed=_printed(pages))
    kept = [_without_numbers(page) for page in pages]
    if layout.printed is not None:
        kept = [_without_print_rows(page) for page in kept]
    kept = without_running_lines(kept)
    sizes: Counter[float] = Counter()
    for page in kept:
        for line in page:
            sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    for page in kept:
        text, notes = _footnotes(page, usual)
        layout.body += _spaced(text)
        layout.footnotes += notes
    return layout


def without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages less page numbers and the headers and footers that repeat on most of them.

    On two pages, which is not often, a line must also stand in the same place.
    """
    counts: Counter[str] = Counter()
    places: dict[str, set[int]] = {}
    for page in pages:
        edge = {_shape(line.text): line for line in (*page[:_EDGE], *page[-_EDGE:])}
        counts.update(edge.keys())
        for shape, line in edge.items():
            places.setdefault(shape, set()).add(round(line.y / _ROW) if line.size else -1)
    often = max(3, (len(pages) + 1) // 2)

    def repeats(line: Line) -> bool:
        shape = _shape(line.text)
        same_place = len(places[shape]) == 1 and line.size > 0
        return counts[shape] >= often or (len(pages) == 2 and counts[shape] == 2 and same_place)

    out = []
    for page in pages:
        edges = {*range(len(page))[:_EDGE], *range(len(page))[-_EDGE:]}
        outer = {*range(len(page))[:2], *range(len(page))[-2:]}
        out.append(
            [
                line
                for number, line in enumerate(page)
                if not (number in edges and repeats(line))
                and not (number in outer and len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text))
            ]
        )
    return out


def _shape(text: str) -> str:
    return re.sub(r"\d+", "#", text)


def _edge_rows(page: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the highest and of the lowest row of a page."""
    placed = [line for line in page if line.size]
    if not placed:
        return [], []
    top, bottom = max(line.y for line in placed), min(line.y for line in placed)
    return (
        [line for line in placed if top - line.y <= _ROW],
        [line for line in placed if line.y - bottom <= _ROW],
    )


def _printed(pages: Sequence[list[Line]]) -> Printed | None:
    """The header and footer of a page printed from a browser: an address, and a day with a time."""
    if not pages:
        return None
    top, bottom = _edge_rows(pages[0])
    if not top or top[0].y == bottom[0].y:
        return None
    words = " ".join(line.text for line in (*sorted(top), *sorted(bottom)))
    address, at = _ADDRESS.search(words), _PRINTED_AT.search(words)
    if address is None or at is None:
        return None
    cut = address[0].endswith(("…", "...")) or address[0].startswith("file:")
    title = words.replace(address[0], " ").replace(at[0], " ")
    title = re.sub(r"\s*(?:page )?\d{1,4} ?(?:of|/) ?\d{1,4}\s*$", "", title.strip(), flags=re.I)
    return Printed("" if cut else address[0], title.strip(" -–|"), at["day"])


def _without_print_rows(page: list[Line]) -> list[Line]:
    top, bottom = _edge_rows(page)
    rows = []
    for row in (top, bottom):
        words = " ".join(line.text for line in row)
        if _ADDRESS.search(words) or _PRINTED_AT.search(words):
            rows += row
    return [line for line in page if line not in rows]


def _without_numbers(page: list[Line]) -> list[Line]:
    """A page less the numbers of its lines, as transcripts have them in the margin."""
    margin: dict[int, list[Line]] = {}
    for line in page:
        beside = any(o.x > line.x and abs(o.y - line.y) <= _ROW for o in page if o is not line)
        if line.size and line.text.isdecimal() and len(line.text) <= 3 and beside:
            margin.setdefault(round(line.x / 10), []).append(line)
    for column in margin.values():
        steps = {int(b.text) - int(a.text) for a, b in pairwise(column)}
        if len(column) >= 3 and len(steps) == 1 and min(steps) > 0:
            page = [line for line in page if line not in column]
    matches = {n: m for n, line in enumerate(page) if (m := _NUMBERED.fullmatch(line.text))}
    if not _counts_lines({n: int(m[1]) for n, m in matches.items()}, len(page)):
        return page
    stripped = (
        line._replace(text=matches[n][2] or "") if n in matches else line
        for n, line in enumerate(page)
    )
    return [line for line in stripped if line.text]


def _counts_lines(numbers: dict[int, int], lines: int) -> bool:
    """Whether the numbers that lines begin with count these lines, each or every fifth."""
    pairs = list(pairwise(numbers.items()))
    right = [b - a == n - m > 0 for (a, m), (b, n) in pairs]
    if len(numbers) < 3 or right.count(False) > len(right) // 10:
        return False
    step = min(b - a for (a, _), (b, _) in pairs)
    return len(numbers) * step >= max(5, 0.9 * lines - step)


def _footnotes(page: list[Line], usual: float) -> tuple[list[Line], list[list[str]]]:
    """The text of a page and the notes below it, which are set smaller and begin with a mark."""
    start = len(page)
    while start and usual and 0 < page[start - 1].size <= 0.92 * usual:
        start -= 1
    while start < len(page) and not _MARK.match(page[start].text):
        start += 1
    if start in (0, len(page)):
        return page, []
    notes: list[list[str]] = []
    for line in page[start:]:
        if not notes or _MARK.match(line.text):
            notes.append([])
        notes[-1].append(line.text)
    return page[:start], notes


def _spaced(page: list[Line]) -> list[str]:
    """The words of each line, with an empty line where the gap to the next is wider than usual."""
    drops = [
        above.y - below.y if above.size and below.size else 0.0 for above, below in pairwise(page)
    ]
    usual = sorted(d for d in drops if d > 0)
    limit = 1.4 * usual[len(usual) // 2] if usual else 0.0
    out: list[str] = []
    for line, drop in zip(page, [0.0, *drops], strict=False):
        if limit and drop > limit:
            out.append("")
        out.append(line.text)
    return out
