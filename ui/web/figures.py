"""Runs of question sets as HTML: the list, the figures of one, and what changed since another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval import Comparison, RunResult
from eval.report.meanings import meaning
from ui.web.evaluating import Run
from ui.web.forms import act
from ui.web.markup import attributes, count, day, esc

NAMES = {
    "correct": "Right",
    "mrr": "Rank of the evidence (MRR)",
    "answer_match": "Answer as expected",
    "speaker": "Right speaker",
    "attributed": "Speaker named",
    "misattributed": "Wrong speaker",
    "verdict": "Right verdict",
    "citation_recall": "Evidence quoted",
    "citation_precision": "Quotes that answer",
    "citation_exact": "Quotations exact",
    "abstention_recall": "Rightly said nothing",
    "abstention_precision": "Silences that were right",
    "abstention_f1": "Silence (F1)",
    "false_abstention": "Missed",
}
AT_RANK = {
    "recall": "Evidence among the best {}",
    "article_recall": "Right article among the best {}",
    "article_mrr": "Rank of the article (MRR)",
}
"""Measures of the first pieces of evidence (``recall@5``)."""
BY_KIND = ("correct", "speaker", "citation_recall", "answer_match", "false_abstention")
WRONG = 40
"""Questions listed that were not answered right."""


def run_list(runs: Sequence[Run], chosen: str) -> str:
    """The kept runs with their most telling figures."""
    if not runs:
        return (
            '<div class="or-empty"><h2>Can the answers be relied on?</h2><p>Choose a file of '
            "questions with known answers (JSON Lines), and every one is asked and scored. The "
            "format is described in docs/evaluation.md.</p></div>"
        )
    rows = "".join(_listed(one, one.name == chosen) for one in runs)
    return (
        '<div class="or-wide" tabindex="0" role="group" aria-label="Runs">'
        '<table class="or-table or-runs"><thead><tr><th scope="col">Questions</th>'
        '<th scope="col">Run</th><th scope="col">Asked</th><th scope="col">Right</th>'
        '<th scope="col">Right speaker</th><th scope="col">Exact</th>'
        '<th scope="col"><span class="or-hidden">Delete</span></th></tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _listed(one: Run, chosen: bool) -> str:
    pressed = str(chosen).lower()
    title = act(one.questions, "run", one.name, class_="link or-title", aria_pressed=pressed)
    delete = act(
        "Delete",
        "delete",
        one.name,
        class_="or-small-act",
        data_unsure="Really delete?",
        aria_label=f"Delete the run of {one.questions}",
    )
    when = f"{day(one.began.date())}, {one.began:%H:%M} UTC"
    if one.result is None:
        cells = '<td colspan="4" class="or-meta">stopped before its end</td>'
        title = esc(one.questions)
    else:
        metrics = one.result.summary()["total"]["metrics"]
        cells = f'<td class="or-figure">{len(one.result.results)}</td>' + "".join(
            f'<td class="or-figure">{percent(metrics.get(name, {}).get("value"))}</td>'
            for name in ("correct", "speaker", "citation_exact")
        )
    return f'<tr><td>{title}</td><td>{when}</td>{cells}<td class="or-act">{delete}</td></tr>'


def run_page(
    run: Run, others: Sequence[Run], against: Run | None, changes: Comparison | None
) -> str:
    """The figures of one run; with ``changes`` beside those of the run ``against``."""
    if run.result is None:
        return ""
    result = run.result
    info = result.info
    files = attributes(data_download=f"/onrecord/evaluation/{run.name}.html")
    if against is not None:
        files = attributes(
            data_download=f"/onrecord/evaluation/{run.name}.html?with={against.name}"
        )
    choices = "".join(
        act(
            f"{day(other.began.date())}, {other.began:%H:%M}",
            "compare",
            "" if against is not None and other.name == against.name else other.name,
            class_="or-topic",
            aria_pressed=str(against is not None and other.name == against.name).lower(),
        )
        for other in others[:8]
    )
    compared = (
        f'<div class="or-topics" role="group" aria-label="Compare with an earlier run">'
        f"<span>Compare with</span>{choices}</div>"
        if choices
        else ""
    )
    return (
        f'<section class="or-person or-run" aria-label="Run of {esc(run.questions)}">'
        f"<h2>{esc(run.questions)}</h2><p class='or-note'>"
        f"{count(len(result.results), 'question')} to {esc(info['collection']['name'])} "
        f"({count(info['collection']['articles'], 'article')}), {day(run.began.date())}, "
        f"{run.began:%H:%M} UTC. "
        f'<button type="button" class="link"{files}>Whole report</button></p>'
        f"{compared}{_figures(result, changes)}{_types(result)}"
        f"{_changes(changes) if changes else ''}{_wrong(result)}</section>"
    )


def _figures(result: RunResult, changes: Comparison | None) -> str:
    total = result.summary()["total"]["metrics"]
    shown = [name for name in result.table()[-1] if name not in ("type", "n")]
    differences = {d.metric: d for d in changes.differences} if changes else {}
    rows = ""
    for name in shown:
        figure = total[name]
        value, low, high = (100 * figure[key] for key in ("value", "low", "high"))
        was = ""
        if changes:
            d = differences.get(name)
            if d is None:
                was = "<td></td><td></td>"
            else:
                kind = "up" if d.gain > 0 else "down" if d.gain < 0 else "same"
                sign = f"{100 * (d.after - d.before):+.1f}"
                sure = "" if d.p_value < 0.05 or not d.gain else " (may be chance)"
                was = (
                    f'<td class="or-figure">{percent(d.before)}</td>'
                    f'<td class="or-figure or-{kind}">{sign}{sure}</td>'
                )
        rows += (
            f'<tr><th scope="row">{esc(label(name))}{_meaning(name)}</th>'
            f'<td class="or-figure">{value:.1f} %</td>'
            f'<td class="or-range"><span class="or-scale" style="--or-low:{low:.1f}%;'
            f'--or-high:{high:.1f}%;--or-at:{value:.1f}%"></span></td>'
            f'<td class="or-figure">{low:.0f}–{high:.0f}</td>'
            f'<td class="or-figure">{figure["n"]:g}</td>{was}</tr>'
        )
    more = '<th scope="col">Before</th><th scope="col">Change</th>' if changes else ""
    return (
        '<h3>Figures</h3><div class="or-wide" tabindex="0" role="group" aria-label="Figures">'
        '<table class="or-table or-figures"><thead><tr><th scope="col">Measure</th>'
        '<th scope="col">Value</th><th scope="col"><span class="or-hidden">Plot</span></th>'
        f'<th scope="col">95 %</th><th scope="col">Of</th>{more}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _meaning(name: str) -> str:
    """What a figure says, in one sentence."""
    said = meaning(name)
    return f'<span class="or-meaning">{esc(said[0].upper())}{esc(said[1:])}.</span>' if said else ""


def _types(result: RunResult) -> str:
    rows = result.table()
    if len(rows) < 3:
        return ""
    names = [name for name in rows[-1] if name in BY_KIND or name.startswith("recall@")]
    head = "".join(f'<th scope="col">{esc(label(name))}</th>' for name in names)
    body = "".join(
        f'<tr><th scope="row">{esc(row["type"])}</th><td class="or-figure">{row["n"]}</td>'
        + "".join(f'<td class="or-figure">{percent(row[name])}</td>' for name in names)
        + "</tr>"
        for row in rows[:-1]
    )
    return (
        '<h3>By kind of question</h3><div class="or-wide" tabindex="0" role="group" '
        'aria-label="By kind of question"><table class="or-table or-figures"><thead><tr>'
        f'<th scope="col">Kind</th><th scope="col">Asked</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _changes(changes: Comparison) -> str:
    if not changes.changes:
        return '<h3>Changed</h3><p class="or-note">No question turned right or wrong.</p>'
    items = "".join(
        f'<li class="or-{"failed" if c.regression else "added"}"><strong>{esc(c.question)}'
        f"</strong> <span>turned {'wrong' if c.regression else 'right'}: "
        f"{esc(_short(c.after))}</span></li>"
        for c in changes.changes[:WRONG]
    )
    return f'<h3>Changed</h3><ul class="or-uploads">{items}</ul>'


def _wrong(result: RunResult) -> str:
    wrong = [r for r in result.results if r["scores"].get("correct", [1])[0] != 1]
    if not wrong:
        return '<h3>Not right</h3><p class="or-note">Every question was answered right.</p>'
    items = "".join(_wrong_one(r) for r in wrong[:WRONG])
    left = len(wrong) - WRONG
    more = f'<p class="or-note">{left} more are in the whole report.</p>' if left > 0 else ""
    tally = f'<span class="or-tally">{count(len(wrong), "question")}</span>'
    return f'<h3>Not right {tally}</h3><ul class="or-uploads">{items}</ul>{more}'


def _wrong_one(result: Mapping[str, Any]) -> str:
    gold = result["gold"]
    answer = result["answer"] or {}
    said = result["error"] or answer.get("text", "")
    if answer.get("status") == "abstained":
        said = f"no answer ({said.rstrip('.')})"
    speakers = [s if isinstance(s, str) else s[0] for s in gold.get("speakers", ())]
    wanted = ", ".join((*speakers, *gold.get("answers", ()), *gold.get("answers_all", ())))
    if gold.get("unanswerable"):
        wanted = "silence"
    wanted = wanted or next((e.get("quote", "") for e in gold.get("evidence", ())), "")
    expected = f"Expected: {esc(_short(wanted))}. " if wanted else ""
    return (
        f'<li class="or-failed"><button type="button" class="link" dir="auto"'
        f"{attributes(data_to_chat=gold['question'], title='Put it into the chat')}>"
        f"{esc(gold['question'])}</button> "
        f"<span>{expected}Answered: {esc(_short(said))}</span></li>"
    )


def label(name: str) -> str:
    """What a metric is called on the page."""
    measure, _, rank = name.partition("@")
    if rank and measure in AT_RANK:
        return AT_RANK[measure].format(rank)
    return NAMES.get(name, name.replace("_", " ").capitalize())


def percent(value: float | None) -> str:
    """A share as percent; a dash where there is none."""
    return "–" if value is None else f"{100 * value:.1f} %"


def _short(text: str, most: int = 240) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rstrip()}…"
