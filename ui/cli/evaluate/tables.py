"""A run as a table in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.cli.output import layout

if TYPE_CHECKING:
    from eval import RunResult


def run_table(title: str, result: RunResult) -> str:
    """One row a metric: the total, its interval, then each type of question."""
    from ui.render.table import table

    rows = result.table()
    metrics = [name for name in rows[-1] if name not in ("type", "n")]
    total = result.summary()["total"]["metrics"]
    kinds = [row["type"] for row in rows[:-1]]
    body = [["questions", str(rows[-1]["n"]), "", *(str(row["n"]) for row in rows[:-1])]]
    for name in metrics:
        known = total[name]
        interval = f"{known['low']:.3f}–{known['high']:.3f}"
        values = [share(row[name]) for row in rows[:-1]]
        body.append([name, share(known["value"]), interval, *values])
    if result.errors:
        body.append(["errors", str(len(result.errors)), "", *("" for _ in kinds)])
    text = table(layout(), ["", "all", "95 %", *kinds], body)
    return f"{layout().style(title, 'bold')}\n{text}"


def share(value: float | None) -> str:
    """A figure with three decimals, or a dash."""
    return "–" if value is None else f"{value:.3f}"
