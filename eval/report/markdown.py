"""Runs as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.report.cells import cell, figure, figure_with_range, heading
from eval.report.extras import as_markdown, extras, risks
from eval.result import RunResult

OVERVIEW: Final = (
    *("correct", "speaker", "misattributed", "citation_exact", "recall@10", "article_recall@10"),
    *("both_sides@10", "answer_match", "answers_exact", "answers_sourced"),
    *("choice", "choice_or_none", "abstention_recall", "abstention_f1", "false_abstention"),
)
"""What is shown of each run where there are several."""
DIAGNOSIS: Final = (
    ("retrieval", "claim recall", "recall@k", "gold quotes found"),
    ("retrieval", "context precision", "context_precision@k", "pieces found that hold some gold"),
    ("answer", "context utilisation", "context_utilisation@k", "gold quotes found that are cited"),
    (
        "answer",
        "noise sensitivity, relevant ↓",
        "noise_sensitivity_relevant",
        "citations of other words in a piece that holds gold",
    ),
    (
        "answer",
        "noise sensitivity, irrelevant ↓",
        "noise_sensitivity_irrelevant",
        "citations from pieces without gold",
    ),
    ("answer", "faithfulness", "faithfulness", "sentences that rest on exact quotations alone"),
    ("both", "precision", "citation_precision", "citations that are gold"),
    ("both", "recall", "citation_recall", "gold that is cited"),
)
"""RAGChecker's terms (``eval.metrics.diagnosis``), the metric of ours, and what it says."""


def markdown_report(runs: Sequence[RunResult]) -> str:
    """Every run as a section: settings, figures by type, and intervals of the totals."""
    parts = [_overview(runs)] if len(runs) > 1 else []
    return "\n".join([*parts, *(_section(run) for run in runs)])


def overview_metrics(runs: Sequence[RunResult]) -> list[str]:
    """The metrics of ``OVERVIEW`` that any of the runs has."""
    return [n for n in OVERVIEW if any(n in run.summary()["total"]["metrics"] for run in runs)]


def diagnosis(run: RunResult) -> list[tuple[str, str, Mapping[str, Any], str]]:
    """RAGChecker's figures of a run, as (part, name, metric, meaning); those that apply."""
    k = run.info["settings"]["k"]
    metrics = run.summary()["total"]["metrics"]
    return [
        (part, name, metrics[own], meaning)
        for part, name, metric, meaning in DIAGNOSIS
        if (own := metric.replace("@k", f"@{k}")) in metrics
    ]


def _overview(runs: Sequence[RunResult]) -> str:
    names = overview_metrics(runs)
    lines = ["## Runs", "", "| run | n | " + " | ".join(heading(n) for n in names) + " |"]
    lines.append("| --- | ---: |" + " ---: |" * len(names))
    for run in runs:
        total = run.summary()["total"]
        cells = " | ".join(figure_with_range(total["metrics"].get(n)) for n in names)
        lines.append(f"| {cell(run.name)} | {total['questions']} | {cells} |")
    return "\n".join([*lines, ""])


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
    if limits := risks(run):
        lines.append(f"Answered with {limits}.")
    if total["gold_missing"]:
        lines.append(f"{total['gold_missing']} gold quotes are not in the collection.")
    if summary["errors"]:
        lines.append(f"{len(summary['errors'])} questions ended in an error.")
    lines.append("")
    for part in extras(run):
        lines += as_markdown(part)
    return "\n".join(lines)


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
