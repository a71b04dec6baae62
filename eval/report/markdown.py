"""Runs as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.result import RunResult
from eval.scoring import LOWER_IS_BETTER


def figure(value: float | None) -> str:
    """A share as a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f}"


def figure_with_range(metric: Mapping[str, Any] | None) -> str:
    """``95.0 (83.5–98.6)``: a percentage with its interval."""
    if metric is None:
        return "–"
    return f"{figure(metric['value'])} ({figure(metric['low'])}–{figure(metric['high'])})"


def heading(metric: str) -> str:
    """A metric's name for a table's head; ``↓`` where less is better."""
    return metric.replace("_", " ") + (" ↓" if metric in LOWER_IS_BETTER else "")


def markdown_report(runs: Sequence[RunResult]) -> str:
    """Every run as a section: settings, figures by type, and intervals of the totals."""
    return "\n".join(_section(run) for run in runs)


def _section(run: RunResult) -> str:
    summary = run.summary()
    lines = [f"## {cell(run.name)}", "", provenance(run), ""]
    rows = run.table()
    names = [n for n in rows[-1] if n not in ("type", "n")]
    lines.append("| type | n | " + " | ".join(heading(n) for n in names) + " |")
    lines.append("| --- | ---: |" + " ---: |" * len(names))
    for row in rows:
        figures = " | ".join(figure(row[n]) for n in names)
        lines.append(f"| {cell(row['type'])} | {row['n']} | {figures} |")
    lines += ["", "Per cent; 95 % intervals of all questions together:", ""]
    lines += ["| metric | value | interval | n | by |", "| --- | ---: | ---: | ---: | --- |"]
    for name, metric in summary["total"]["metrics"].items():
        lines.append(
            f"| {heading(name)} | {figure(metric['value'])} | "
            f"{figure(metric['low'])}–{figure(metric['high'])} | {metric['n']} | "
            f"{metric['interval']} |"
        )
    total = summary["total"]
    lines += ["", f"AURC {total['aurc']:.4f}, calibration error {total['calibration_error']:.4f}."]
    if total["gold_missing"]:
        lines.append(f"{total['gold_missing']} gold quotes are not in the collection.")
    if summary["errors"]:
        lines.append(f"{len(summary['errors'])} questions ended in an error.")
    return "\n".join([*lines, ""])


def provenance(run: RunResult) -> str:
    """One line on what was run over what."""
    info = run.info
    commit = f", commit {info['git'][:12]}" if info["git"] else ""
    return (
        f"{info['questions']['count']} questions ({info['questions']['name']}, "
        f"{info['questions']['sha256'][:12]}) over {info['collection']['articles']} articles "
        f"(generation {info['collection']['generation']}), k {info['settings']['k']}, "
        f"onrecord {info['versions'].get('onrecord') or 'unreleased'}{commit}."
    )


def cell(text: str) -> str:
    """Text that cannot break out of a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")
