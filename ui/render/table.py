"""Tables: aligned for a terminal, tab-separated for a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from ui.render.style import Layout, cells


def table(layout: Layout, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows. Without a width: tab-separated, no head, nothing shortened, for other tools.

    With a width a column without any entry is left out, and the widest gives way until a row fits
    on a line; what is cut ends in ``…``.
    """
    if layout.width is None:
        # A tab or line end inside a cell would break the columns: Layout turns only line ends off
        # when it wraps, so cells are flattened here.
        flat = [[" ".join(cell.split()) for cell in row] for row in rows]
        return "\n".join("\t".join(layout.style(cell) for cell in row) for row in flat)
    filled = [i for i in range(len(head)) if any(row[i].strip(" –") for row in rows)]
    head, rows = [head[i] for i in filled], [[row[i] for i in filled] for row in rows]
    columns = [max([cells(h), *(cells(r[i]) for r in rows)]) for i, h in enumerate(head)]
    gap = 2
    while sum(columns) + gap * (len(columns) - 1) > layout.width and max(columns) > 8:
        columns[columns.index(max(columns))] -= 1
    named = [layout.style(_fit(h, w), "dim") for h, w in zip(head, columns, strict=True)]
    lines = ["  ".join(named).rstrip()]
    for row in rows:
        fitted = [_fit(cell, w) for cell, w in zip(row, columns, strict=True)]
        lines.append("  ".join(layout.style(cell) for cell in fitted).rstrip())
    return "\n".join(lines)


def _fit(text: str, width: int) -> str:
    """Cut or pad to exactly ``width`` cells."""
    text = " ".join(text.split())
    if cells(text) > width:
        while text and cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))
