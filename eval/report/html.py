"""Runs as one HTML page that needs nothing else: no script, no outside asset.

Whatever comes from questions, answers or articles is escaped. The page follows the reader's light
or dark setting and prints in black on white.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any, Final

from eval.comparison import Comparison, compare
from eval.exceptions import RunError
from eval.metrics.selective import reliability, risk_coverage
from eval.report.charts import reliability_chart, risk_coverage_chart
from eval.report.markdown import figure, heading, provenance
from eval.result import TOTAL, RunResult, confidences

WORST: Final = 25
"""How many questions that went wrong are shown of each run."""


def html_report(runs: Sequence[RunResult], *, title: str = "Evaluation") -> str:
    """A page with each run's tables, intervals, plots and worst questions.

    Where several runs share questions, each is also compared with the first.
    """
    style = files("eval.report").joinpath("style.css").read_text(encoding="utf-8")
    parts = [_run(run) for run in runs]
    parts += [_comparison(c) for c in _comparisons(runs)]
    names = ", ".join(run.name for run in runs)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{escape(title)}: {escape(names)}</title><style>{style}</style></head><body>"
        f'<h1>{escape(title)}</h1><p class="lead">Figures are per cent, with 95 % intervals; '
        "↓ marks those where less is better. Questions are taken as independent.</p>"
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


def _run(run: RunResult) -> str:
    sure = confidences(run.results)
    total = run.summary()["total"]
    plots = ""
    if sure:
        curve = risk_coverage_chart(risk_coverage(sure, len(run.results)))
        diagram = reliability_chart(reliability(sure))
        plots = (
            '<div class="plots">'
            f"<figure>{curve}<figcaption>Risk and coverage, surest answers first: AURC "
            f"{total['aurc']:.3f}</figcaption></figure>"
            f"<figure>{diagram}<figcaption>Reliability: on the diagonal, confidence is accuracy; "
            f"calibration error {total['calibration_error']:.3f}</figcaption></figure></div>"
        )
    return (
        f'<section><h2>{escape(run.name)}</h2><p class="soft">{escape(provenance(run))}</p>'
        f"{_types(run)}{_notes(run)}{plots}{_latency(run)}{_worst(run)}</section>"
    )


def _types(run: RunResult) -> str:
    """Metrics as rows, so that the table stays as wide as there are types of questions."""
    summary = run.summary()
    groups = {TOTAL: summary["total"], **summary["types"]}
    names = [n for n in run.table()[-1] if n not in ("type", "n")]
    head = "".join(
        f'<th>{escape(kind)}<small class="range">{figures["questions"]}</small></th>'
        for kind, figures in groups.items()
    )
    body = ""
    for name in names:
        cells = "".join(f"<td>{_cell(g['metrics'].get(name))}</td>" for g in groups.values())
        body += f"<tr><td>{escape(heading(name))}</td>{cells}</tr>"
    return (
        f'<div class="scroll"><table class="kinds"><thead><tr><th>questions</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(metric: Mapping[str, Any] | None) -> str:
    if metric is None:
        return "–"
    return (
        f'{figure(metric["value"])}<small class="range">{figure(metric["low"])}–'
        f"{figure(metric['high'])}</small>"
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
    if not run.timings:
        return ""
    parts = [
        f"{step} p50 {1000 * t['p50']:.0f} ms, p95 {1000 * t['p95']:.0f} ms"
        for step, t in run.latency().items()
        if t["count"]
    ]
    return f'<p class="soft">Time a question: {"; ".join(parts)}.</p>' if parts else ""


def _worst(run: RunResult) -> str:
    wrong = [r for r in run.results if r["scores"]["correct"][0] < 1]
    if not wrong:
        return "<p>Every question was answered rightly.</p>"

    def badness(result: Mapping[str, Any]) -> float:
        # Sure and wrong comes first, then errors, then silence.
        if result["error"]:
            return -0.5
        answered = result["answer"]["status"] == "answered"
        return -float(result["answer"]["confidence"]) - float(answered)

    shown = sorted(wrong, key=badness)[:WORST]
    more = f" (the worst {len(shown)} of {len(wrong)})" if len(wrong) > len(shown) else ""
    return f"<h3>Questions that went wrong{more}</h3>" + "".join(_question(r) for r in shown)


def _question(result: Mapping[str, Any]) -> str:
    gold = result["gold"]
    wanted = []
    if gold.get("unanswerable"):
        wanted.append("silence")
    if gold.get("expected"):
        wanted.append(gold["expected"])
    wanted += [s if isinstance(s, str) else " / ".join(s) for s in gold.get("speakers", [])]
    wanted += [*gold.get("answers", [])[:3], *gold.get("answers_all", [])]
    evidence = "".join(
        f"<blockquote>{escape(g.get('quote') or _offsets(g))} "
        f"<code>{escape(g['doc'])}</code></blockquote>"
        for g in gold.get("evidence", [])[:4]
    )
    said = result["error"] or result["answer"]["text"]
    found = "".join(
        f"<blockquote>{escape(e['text'])} <code>{escape(e['title'])} "
        f"[{e['article_id']} {e['start']}:{e['end']}]</code></blockquote>"
        for e in result["retrieved"][:3]
    )
    return (
        f"<details><summary>{escape(gold['question'])} "
        f'<span class="soft">({escape(result["id"])}, {escape(result["type"])})</span></summary>'
        f"<p>Wanted: {escape('; '.join(wanted)) or 'the evidence below'}</p>{evidence}"
        f"<p>Said:</p><blockquote>{escape(said)}</blockquote>"
        f"<p>Retrieved first:</p>{found or '<p>nothing</p>'}</details>"
    )


def _offsets(gold: Mapping[str, Any]) -> str:
    return f"{gold['start']}:{gold['end']}" if gold.get("end") else "the article"


def _comparison(compared: Comparison) -> str:
    rows = ""
    for d in compared.differences:
        tone = "good" if d.gain > 0 else "bad" if d.gain < 0 else ""
        rows += (
            f"<tr><td>{escape(heading(d.metric))}</td><td>{d.n}</td><td>{figure(d.before)}</td>"
            f'<td>{figure(d.after)}</td><td class="{tone}">{100 * (d.after - d.before):+.1f}</td>'
            f"<td>{d.p_value:.4f}</td><td>{figure(d.detectable)}</td></tr>"
        )
    changes = "".join(
        f'<details><summary><span class="{"bad" if c.regression else "good"}">'
        f"{'lost' if c.regression else 'won'}</span> {escape(c.question)} "
        f'<span class="soft">({escape(c.id)})</span></summary>'
        f"<p>Before:</p><blockquote>{escape(c.before)}</blockquote>"
        f"<p>After:</p><blockquote>{escape(c.after)}</blockquote></details>"
        for c in compared.changes
    )
    return (
        f"<section><h2>{escape(compared.before)} → {escape(compared.after)}</h2>"
        f'<p class="soft">{compared.questions} questions in both; paired permutation tests; '
        f"McNemar on correct: p {compared.mcnemar:.4f}. The last column is the smallest true "
        "difference that this many questions show with 80 % likelihood.</p>"
        '<div class="scroll"><table><thead><tr><th>metric</th><th>n</th><th>before</th>'
        "<th>after</th><th>difference</th><th>p</th><th>detectable</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></div><h3>Questions that changed</h3>"
        f"{changes or '<p>None.</p>'}</section>"
    )
