"""Tables: aligned for a terminal, tab-separated for a pipe."""

from __future__ import annotations

from collections.abc import Sequence

from ui.render.style import Layout, cells


def table(layout: Layout, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows. Without a width: tab-separated, no head, nothing shortened, for other tools.

    With a width a column without any entry is left out. Where a row does not fit on a line, columns
    that say the same in every row stand once below, and then the widest gives way; what is cut ends
    in ``…``.
    """
    if layout.width is None:
        # A tab or line end inside a cell would break the columns: Layout turns only line ends off
        # when it wraps, so cells are flattened here.
        flat = [[" ".join(cell.split()) for cell in row] for row in rows]
        return "\n".join("\t".join(layout.style(cell) for cell in row) for row in flat)
    filled = [i for i in range(len(head)) if any(row[i].strip(" –") for row in rows)]
    head, rows = [head[i] for i in filled], [[row[i] for i in filled] for row in rows]
    gap, below = 2, ""
    columns = _widths(head, rows)
    if len(rows) > 1 and sum(columns) + gap * (len(columns) - 1) > layout.width:
        same = [i for i in range(len(head)) if len({row[i] for row in rows}) == 1]
        below = "; ".join(f"{head[i]} {rows[0][i]}" for i in same)
        kept = [i for i in range(len(head)) if i not in same]
        head, rows = [head[i] for i in kept], [[row[i] for i in kept] for row in rows]
        columns = _widths(head, rows)
    while sum(columns) + gap * (len(columns) - 1) > layout.width and max(columns) > 8:
        columns[columns.index(max(columns))] -= 1
    named = [layout.style(_fit(h, w), "dim") for h, w in zip(head, columns, strict=True)]
    lines = ["  ".join(named).rstrip()]
    for row in rows:
        fitted = [_fit(cell, w) for cell, w in zip(row, columns, strict=True)]
        lines.append("  ".join(layout.style(cell) for cell in fitted).rstrip())
    if below:
        lines.append(layout.block([(f"in every row: {below}", "dim")], hang="  "))
    return "\n".join(lines)


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Cells that each column takes."""
    return [max([cells(h), *(cells(row[i]) for row in rows)]) for i, h in enumerate(head)]


def _fit(text: str, width: int) -> str:
    """Cut or pad to exactly ``width`` cells."""
    text = " ".join(text.split())
    if cells(text) > width:
        while text and cells(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - cells(text))
