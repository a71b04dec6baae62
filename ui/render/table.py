"""Tables: aligned for a terminal, tab-separated for a pipe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ui.render.style import Layout, cells

_GAP: Final = 2
"""Blanks between two columns."""


def table(
    layout: Layout, head: Sequence[str], rows: Sequence[Sequence[str]], spare: Sequence[str] = ()
) -> str:
    """Lay out rows. Without a width: tab-separated, no head, nothing shortened, for other tools.

    With a width a column without any entry is left out. Where a row does not fit on a line, columns
    that say the same in every row stand once below, those of ``spare`` are left out one after the
    other, and then the widest gives way; what is cut ends in ``…``.
    """
    if layout.width is None:
        # A tab or line end inside a cell would break the columns: Layout turns only line ends off
        # when it wraps, so cells are flattened here.
        flat = [[" ".join(cell.split()) for cell in row] for row in rows]
        return "\n".join("\t".join(layout.style(cell) for cell in row) for row in flat)
    widths = [max([cells(h), *(cells(row[i]) for row in rows)]) for i, h in enumerate(head)]
    kept = [i for i in range(len(head)) if any(row[i].strip(" –") for row in rows)]
    below: list[str] = []
    if len(rows) > 1 and not _fits(widths, kept, layout.width):
        same = [i for i in kept if len({row[i] for row in rows}) == 1]
        if same:
            below.append("in every row: " + "; ".join(f"{head[i]} {rows[0][i]}" for i in same))
        kept = [i for i in kept if i not in same]
    gone: list[str] = []
    for name in spare:
        if head.index(name) in kept and not _fits(widths, kept, layout.width):
            kept.remove(head.index(name))
            gone.append(name)
    if gone:
        below.append(f"a wider terminal shows: {', '.join(gone)}")
    while not _fits(widths, kept, layout.width) and max(widths[i] for i in kept) > 8:
        widths[max(kept, key=lambda i: widths[i])] -= 1
    named = [layout.style(_fit(head[i], widths[i]), "dim") for i in kept]
    lines = [(" " * _GAP).join(named).rstrip()]
    for row in rows:
        fitted = [layout.style(_fit(row[i], widths[i])) for i in kept]
        lines.append((" " * _GAP).join(fitted).rstrip())
    lines += [layout.block([(line, "dim")], hang="  ") for line in below]
    return "\n".join(lines)


def _fits(widths: Sequence[int], columns: Sequence[int], width: int) -> bool:
    """Whether some columns, by their places, stand side by side in a line."""
    return sum(widths[i] + _GAP for i in columns) - _GAP <= width


def _fit(text: str, width: int) -> str:
    """Cut or pad to exactly ``width`` cells."""
    text = " ".join(text.split())
    if cells(text) > width:
        while text and cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))
