"""Which lines of a PDF are not the text itself: running heads, numbers, notes, what was printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from index.articles.pdf_gaps import spaced
from index.articles.pdf_rows import ROW, Line

_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file)://\S+")
_PRINTED_AT = re.compile(
    r"(?:^|(?<=\s))(?P<day>\d{1,4}([./-])\d{1,2}\2\d{2,4}|\d{1,2}\.? [^\W\d_]{3,9}\.? \d{4}|"
    r"[^\W\d_]{3,9}\.? \d{1,2}, \d{4}),? (?:at )?"
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AP]\.?M\.?)?(?=\s|$)",
    re.IGNORECASE,
)
_MARK = re.compile(
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|(?:\d{1,3}|[*†‡§¶]+)[.)]?|[ivx]{1,5}[.)]?(?=\s))"
    r"\s*(?=[^\W\d_]|[\"“‘«(])"
)
_NUMBERED = re.compile(r"(\d{1,3})(?:\s+(.*))?")
_EDGE = 3  # this many lines at the top and the bottom of a page can be running heads


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
        layout.body += spaced(text)
        layout.footnotes += notes
    return layout


def without_running_lines(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages less page numbers and the headers and footers that repeat on most of them.

    On two pages, and on every second one, which is not often, a line must also stand in the same
    place; on paper that was scanned that is no more exact than its letters are high.
    """
    places: dict[str, dict[int, float]] = {}
    for number, page in enumerate(pages):
        for n in _edges(page, _EDGE):
            places.setdefault(_shape(page[n].text), {})[number] = page[n].y
    often = max(3, (len(pages) + 1) // 2)

    def repeats(line: Line) -> bool:
        found = places[_shape(line.text)]
        if len(found) >= often:
            return True
        same_place = max(found.values()) - min(found.values()) <= line.size / 2
        left_or_right = len({number % 2 for number in found}) == 1 or len(pages) == 2
        return len(found) > 1 and line.size > 0 and same_place and left_or_right

    out = []
    for page in pages:
        edges, outer = _edges(page, _EDGE), _edges(page, 2)
        out.append(
            [
                line
                for number, line in enumerate(page)
                if not (number in edges and repeats(line))
                and not (number in outer and len(pages) > 1 and _PAGE_NUMBER.fullmatch(line.text))
            ]
        )
    return out


def _edges(page: list[Line], depth: int) -> set[int]:
    """The numbers of the first and last lines of a page, in its order and by their place."""
    count = range(len(page))
    placed = sorted((n for n in count if page[n].size), key=lambda n: page[n].y)
    return {*count[:depth], *count[-depth:], *placed[:depth], *placed[-depth:]}


def _shape(text: str) -> str:
    """A line without its numbers: of pages, or of days."""
    return re.sub(r"\d+", "#", text).strip(" #|-–—·") or "#"


def _edge_rows(page: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of the highest and of the lowest row of a page."""
    placed = [line for line in page if line.size]
    if not placed:
        return [], []
    top, bottom = max(line.y for line in placed), min(line.y for line in placed)
    return (
        [line for line in placed if top - line.y <= ROW],
        [line for line in placed if line.y - bottom <= ROW],
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
        if line.size and line.text.isdecimal() and len(line.text) <= 3:
            margin.setdefault(round(line.x / 10), []).append(line)
    for column in margin.values():
        steps = {int(b.text) - int(a.text) for a, b in pairwise(column)}
        beside = [c for c in column if any(o is not c and abs(o.y - c.y) <= ROW for o in page)]
        if len(beside) >= 3 and len(steps) == 1 and min(steps) > 0:
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
