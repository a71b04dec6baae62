"""Parts that only some runs have: silence and its kinds, and what a language model said."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final, NamedTuple

from eval.figures import confidences
from eval.judge import agreements
from eval.metrics.selective import coverage_at_risk, risk_coverage
from eval.report.cells import cell, figure
from eval.result import RunResult

RISKS: Final = (0.05, 0.1, 0.2)
"""Shares of wrong answers for which the report says how much can be answered."""


class Extra(NamedTuple):
    """A table with a heading above and a sentence below it."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str


def extras(run: RunResult) -> list[Extra]:
    """The parts that this run has."""
    return [part for part in (_silence(run), _judges(run)) if part.rows]


def risks(run: RunResult) -> str:
    """How much is answered where only this many answers may be wrong; empty without answers."""
    curve = risk_coverage(confidences(run.results), len(run.results))
    parts = []
    for risk in RISKS if curve else ():
        point = coverage_at_risk(curve, risk)
        share = f"{100 * point.coverage:.0f}\u00a0%" if point else "nothing"
        parts.append(f"at most {100 * risk:.0f}\u00a0% wrong: {share}")
    return "; ".join(parts)


def as_html(part: Extra) -> str:
    """The part for the page."""
    head = "".join(f"<th>{escape(name)}</th>" for name in part.head)
    rows = "".join(
        f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in part.rows
    )
    return (
        f'<h3>{escape(part.title)}</h3><div class="scroll"><table class="extra"><thead><tr>{head}'
        f'</tr></thead><tbody>{rows}</tbody></table></div><p class="soft">{escape(part.note)}</p>'
    )


def as_markdown(part: Extra) -> list[str]:
    """The part as lines of Markdown."""
    lines = [f"### {cell(part.title)}", "", "| " + " | ".join(map(cell, part.head)) + " |"]
    lines.append("| --- |" + " ---: |" * (len(part.head) - 1))
    lines += ["| " + " | ".join(map(cell, row)) + " |" for row in part.rows]
    return [*lines, "", part.note, ""]


def _silence(run: RunResult) -> Extra:
    rows = []
    for name, found in run.summary()["abstention"].items():
        wanted = found["true_positive"] + found["false_negative"]
        others = found["false_positive"] + found["true_negative"]
        counts = (wanted, found["true_positive"], others, found["false_positive"])
        shares = (found["precision"], found["recall"], found["f1"])
        rows.append([name, *(f"{n:g}" for n in counts), *(figure(s) for s in shares)])
    note = (
        "Questions without an answer in the collection are the positive class. Each kind of "
        "silence is set against all answerable questions."
    )
    head = (
        *("silence", "without answer", "silent", "answerable", "silent there ↓"),
        *("precision", "recall", "F1"),
    )
    return Extra("Silence", head, rows, note)


def _judges(run: RunResult) -> Extra:
    rows = []
    for name, told in agreements(run).items():
        for metric in ("correct", "faithfulness"):
            found = told[metric]
            shares = (figure(found["same"]), f"{found['kappa']:.2f}") if found["n"] else ("–", "–")
            rows.append([name, metric, str(found["n"]), *shares, str(told["unread"])])
    note = (
        "A language model was asked whether answers are right and supported. No other figure here "
        "depends on it; kappa is 0 where it agrees with the metric as often as by chance, 1 where "
        "always."
    )
    head = ("judge", "metric", "questions", "same verdict", "Cohen’s kappa", "replies not read")
    return Extra("A language model’s opinion", head, rows, note)
