"""Runs as one HTML page that needs nothing else: no script, no outside asset.

Whatever comes from questions, answers or articles is escaped. The page follows the reader's light
or dark setting and prints in black on white.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from eval.comparison import Comparison, compare
from eval.exceptions import RunError
from eval.figures import confidences
from eval.metrics.selective import reliability, risk_coverage
from eval.report.cells import figure, heading
from eval.report.changes import changes_section
from eval.report.charts import reliability_chart, risk_coverage_chart
from eval.report.extras import as_html, extras, risks
from eval.report.failures import failures
from eval.report.markdown import diagnosis, overview_metrics, provenance
from eval.report.meanings import glossary
from eval.result import TOTAL, RunResult


def html_report(runs: Sequence[RunResult], *, title: str = "Evaluation") -> str:
    """A page with each run's tables, intervals, plots and worst questions.

    Where several runs share questions, each is also compared with the first.
    """
    style = files("eval.report").joinpath("style.css").read_text(encoding="utf-8")
    parts = [_overview(runs)] if len(runs) > 1 else []
    parts += [_run(run, f"run-{i}") for i, run in enumerate(runs)]
    parts += [changes_section(c) for c in _comparisons(runs)]
    parts.append(glossary(name for run in runs for name in _shown(run)))
    names = ", ".join(run.name for run in runs)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}: {escape(names)}</title><style>{style}</style></head><body>"
        f'<h1>{escape(title)}</h1><p class="lead">Figures are per cent, with 95 % intervals '
        "below them; ↓ marks those where less is better. Questions are taken as independent.</p>"
        + "".join(parts)
        + "</body></html>\n"
    )


def _comparisons(runs: Sequence[RunResult]) -> Iterable[Comparison]:
    for other in runs[1:]:
        try:
            yield compare(runs[0], other)
        except RunError:
            # Runs over different question sets stand side by side without a comparison.
            continue


def _overview(runs: Sequence[RunResult]) -> str:
    """One column a run, with the figures most would ask for first."""
    totals = [run.summary()["total"] for run in runs]
    head = "".join(
        f'<th><a href="#run-{i}">{escape(run.name)}</a><small class="range">'
        f"{total['questions']}</small></th>"
        for i, (run, total) in enumerate(zip(runs, totals, strict=True))
    )
    body = ""
    for name in overview_metrics(runs):
        cells = "".join(f"<td>{_cell(total['metrics'].get(name))}</td>" for total in totals)
        body += f"<tr><td>{escape(heading(name))}</td>{cells}</tr>"
    return (
        '<section><h2>Runs</h2><div class="scroll"><table><thead><tr><th>questions</th>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def _shown(run: RunResult) -> list[str]:
    return [name for name in run.table()[-1] if name not in ("type", "n")]


def _run(run: RunResult, anchor: str) -> str:
    summary = run.summary()
    names = _shown(run)
    by_type = {TOTAL: summary["total"], **summary["types"]}
    tags = ""
    if len(summary["tags"]) > 1:
        tags = (
            '<details class="more"><summary>The same by tag</summary>'
            f"{_groups(summary['tags'], names)}</details>"
        )
    return (
        f'<section id="{anchor}"><h2>{escape(run.name)}</h2>'
        f'<p class="soft">{escape(provenance(run))}</p>'
        f"{_groups(by_type, names)}{_notes(run)}{tags}{_diagnosis(run)}"
        f"{''.join(as_html(part) for part in extras(run))}{_plots(run)}"
        f"{_latency(run)}{failures(run)}</section>"
    )


def _groups(groups: Mapping[str, Mapping[str, Any]], names: Sequence[str]) -> str:
    """Metrics as rows, so that the table stays as wide as there are groups of questions."""
    head = "".join(
        f'<th>{escape(kind)}<small class="range">{figures["questions"]}</small></th>'
        for kind, figures in groups.items()
    )
    body = ""
    for name in names:
        if any(name in g["metrics"] for g in groups.values()):
            cells = "".join(f"<td>{_cell(g['metrics'].get(name))}</td>" for g in groups.values())
            body += f"<tr><td>{escape(heading(name))}</td>{cells}</tr>"
    return (
        f'<div class="scroll"><table class="kinds"><thead><tr><th>questions</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(metric: Mapping[str, Any] | None) -> str:
    if metric is None:
        return '<span class="soft">–</span>'
    return (
        f'{figure(metric["value"])}<small class="range">{figure(metric["low"])}–'
        f"{figure(metric['high'])}</small>"
    )


def _diagnosis(run: RunResult) -> str:
    """Retrieval or answering? In RAGChecker's words."""
    rows = "".join(
        f"<tr><td>{escape(part)}</td><td class='text'>{escape(name)}</td><td>{_cell(metric)}</td>"
        f'<td class="text">{escape(meaning)}</td></tr>'
        for part, name, metric, meaning in diagnosis(run)
    )
    if not rows:
        return ""
    return (
        '<h3>Where it goes wrong</h3><div class="scroll"><table class="diagnosis"><thead><tr>'
        "<th>part</th><th class='text'>figure</th><th></th><th class='text'>meaning</th></tr>"
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _plots(run: RunResult) -> str:
    sure = confidences(run.results)
    if not sure:
        return ""
    total = run.summary()["total"]
    curve = risk_coverage_chart(risk_coverage(sure, len(run.results)))
    diagram = reliability_chart(reliability(sure))
    return (
        '<div class="plots">'
        f"<figure>{curve}<figcaption>Risk and coverage over all questions, answerable or not, "
        f"surest answers first: AURC {total['aurc']:.3f}. Answered with {risks(run)}"
        "</figcaption></figure>"
        f"<figure>{diagram}<figcaption>Reliability: on the diagonal, confidence is accuracy; "
        f"larger dots stand for more answers; calibration error {total['calibration_error']:.3f}"
        "</figcaption></figure></div>"
    )


def _notes(run: RunResult) -> str:
    total = run.summary()["total"]
    notes = []
    if total["gold_missing"]:
        notes.append(f"{total['gold_missing']} gold quotes are not in the collection.")
    if total["errors"]:
        notes.append(f"{total['errors']} questions ended in an error and count as wrong.")
    return f'<p class="bad">{" ".join(notes)}</p>' if notes else ""


def _latency(run: RunResult) -> str:
    parts = [
        f"{step} p50 {1000 * t['p50']:.0f} ms, p95 {1000 * t['p95']:.0f} ms"
        for step, t in run.latency().items()
        if t["count"]
    ]
    return f'<p class="soft">Time a question: {"; ".join(parts)}.</p>' if parts else ""
