"""A run as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ui.cli.output import layout

if TYPE_CHECKING:
    from eval import RunResult


def run_table(title: str, result: RunResult) -> str:
    """One row a metric: the total, its interval, then each type of question.

    What does not fit beside them comes in further tables below, as names of metrics that are cut
    off cannot be told apart.
    """
    from ui.render.table import table

    rows = result.table()
    kinds = [str(row["type"]) for row in rows[:-1]]
    metrics = [name for name in rows[-1] if name not in ("type", "n")]
    total = result.summary()["total"]["metrics"]
    ranges = [f"{total[name]['low']:.3f}–{total[name]['high']:.3f}" for name in metrics]
    columns = [
        ["", "questions", *metrics],
        _column("all", rows[-1], metrics),
        ["95 %", "", *ranges],
    ]
    columns += [_column(kind, row, metrics) for kind, row in zip(kinds, rows[:-1], strict=True)]
    if result.errors:
        errors = ["errors", str(len(result.errors))]
        columns = [[*c, *(errors[i : i + 1] or [""])] for i, c in enumerate(columns)]
    out = layout()
    lines = [out.style(title, "bold")]
    for part in _fitting(columns, out.width):
        head, *body = ([column[row] for column in part] for row in range(len(part[0])))
        # A pipe gets no heading from a table, but columns without names tell nothing.
        lines.append(table(out, head, [head, *body] if out.width is None else body))
    return "\n".join(lines)


def _column(kind: str, row: Mapping[str, Any], metrics: Sequence[str]) -> list[str]:
    return [kind, str(row["n"]), *(share(row[name]) for name in metrics)]


def _fitting(columns: Sequence[list[str]], width: int | None) -> Iterator[list[list[str]]]:
    """The columns as tables that are no wider than the screen, each with the names in front."""
    gap = 2
    names, *left = columns
    while left:
        part, room = [names], (width or 0) - _wide(names)
        while left and (width is None or len(part) == 1 or room >= _wide(left[0]) + gap):
            room -= _wide(left[0]) + gap
            part.append(left.pop(0))
        yield part


def _wide(column: Sequence[str]) -> int:
    return max(len(cell) for cell in column)


def judge_table(told: Mapping[str, Mapping[str, Any]]) -> str:
    """How far each judge agrees with the metrics (``eval.judge.agreements``)."""
    from ui.render.table import table

    rows = [
        [name, metric, str(found["n"]), share(found["same"]), f"{found['kappa']:.2f}"]
        for name, one in told.items()
        for metric, found in one.items()
        if metric != "unread"
    ]
    text = table(layout(), ["judge", "metric", "questions", "same", "kappa"], rows)
    unread = sum(one["unread"] for one in told.values())
    return f"{text}\n{unread} replies could not be read" if unread else text


def share(value: float | None) -> str:
    """A figure with three decimals, or a dash."""
    return "–" if value is None else f"{value:.3f}"
