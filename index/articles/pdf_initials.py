"""Large first letters on the pages of a PDF: each goes to the first of the lines beside it.

Its foot stands on the last of these lines, so that it is read in the middle of a sentence, or
wherever the program that made the file has drawn it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from index.articles.initials import is_initial, lead
from index.articles.pdf_columns import Row

_LARGE = 1.7  # times the usual size: what fills two lines is larger
_WIDE = 1.5  # times its size: so far right of a letter begins what stands beside it


def initial_size(pieces: Iterable[tuple[str, float]]) -> float:
    """From which size on a letter on a page is a large one, by its pieces of text."""
    sizes: Counter[float] = Counter()
    for text, size in pieces:
        sizes[round(size, 1)] += len(text.strip())
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    return _LARGE * usual if usual else float("inf")


def with_initials(rows: list[Row], large: float) -> list[Row]:
    """The rows of a page, with each large first letter before its word."""
    out = list(rows)
    for initial in [row for row in rows if row.size >= large and is_initial(row.text)]:
        top = initial.y + 0.8 * initial.size
        beside = [
            n
            for n, row in enumerate(out)
            if row is not initial
            and initial.y - 0.5 * row.size <= row.y <= top
            and initial.x < row.x <= initial.x + _WIDE * initial.size
        ]
        first = max(beside, key=lambda n: out[n].y, default=None)
        before = lead(initial.text, out[first].text) if first is not None else None
        if first is None or before is None:
            continue
        for n in beside:  # no indent: they would begin where it begins
            out[n] = out[n]._replace(x=initial.x)
        out[first] = out[first]._replace(text=before + out[first].text)
        out.remove(initial)
    return out
