"""Tables of the question set ``natural``: its measures with intervals, by type and by pack."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from benchmarks.set_tables import measured, silence
from eval.datasets.natural import REASONS
from eval.figures import figures
from eval.report.cells import figure, figure_with_range

MEASURES: Final = (
    ("correct", "correct"),
    ("any_speaker", "any speaker"),
    ("speaker_recall", "speaker recall"),
    ("first_voice", "first voice right"),
    ("voices_right", "voices right"),
    ("only_wrong_voices", "only wrong voices ↓"),
    ("verdict", "verdict"),
    ("answer_match", "answer match"),
    ("stance", "on the right side"),
    ("citation_recall", "gold quotes cited"),
    ("false_abstention", "false silence ↓"),
    ("abstention_recall", "silent"),
    ("reason", "right reason"),
    ("citation_exact", "quotations exact"),
)
"""Metrics of a run, and what the set's own description calls them."""
BRIEF: Final = (
    *("correct", "any_speaker", "first_voice", "voices_right", "only_wrong_voices", "verdict"),
    *("answer_match", "false_abstention", "abstention_recall"),
)
"""What has a column where every group has a row."""
ORDER: Final = ("who", "says", "did_say", "contrast", "fact", "follow-up", "unanswerable")
ALL: Final = "all"
_PACK = re.compile(r"(?:dev|test)-\d+|[uv]\d")

Groups = Mapping[str, Mapping[str, Any]]
"""Figures of groups of questions, as a run's summary has them for each type."""


def natural_table(data: dict[str, Any]) -> str:
    """The figures for the documentation: by type with intervals, by pack, silence, quotations."""
    summary = data["summary"]
    by_type = {ALL: summary["total"]} | {t: summary["types"][t] for t in in_order(summary["types"])}
    packs = {tag: found for tag, found in summary["tags"].items() if _PACK.fullmatch(tag)}
    lines = [measured(data), "", by_measure(by_type)]
    if packs:
        lines += ["", by_group(packs, "pack")]
    lines += ["", quotations_line(data["quotations"])]
    if data.get("reference"):
        named = "; ".join(f"{name}: {figure(value)}" for name, value in data["reference"].items())
        lines += ["", f"Plain retrieval, for orientation: {named}."]
    kinds = {ALL, *REASONS}
    counted = {name: found for name, found in summary["abstention"].items() if name in kinds}
    return "\n".join([*lines, "", *silence(counted)])


def by_measure(groups: Groups) -> str:
    """A row for each measure that any group has, a column for each group, with intervals."""
    heads = " | ".join(f"{name} ({found['questions']})" for name, found in groups.items())
    lines = [f"| measure | {heads} |", "| --- |" + " ---: |" * len(groups)]
    for metric, label in MEASURES:
        found = [group["metrics"].get(metric) for group in groups.values()]
        if any(found):
            lines.append(f"| {label} | {' | '.join(map(figure_with_range, found))} |")
    return "\n".join(lines)


def by_group(groups: Groups, what: str) -> str:
    """A row for each group and a column for each of the ``BRIEF`` measures that any has."""
    names = [m for m in BRIEF if any(m in found["metrics"] for found in groups.values())]
    heads = " | ".join(dict(MEASURES)[name] for name in names)
    lines = [f"| {what} | n | {heads} |", "| --- | ---: |" + " ---: |" * len(names)]
    for group, found in groups.items():
        cells = (figure(found["metrics"].get(name, {}).get("value")) for name in names)
        lines.append(f"| {group} | {found['questions']} | {' | '.join(cells)} |")
    return "\n".join(lines)


def grouped(results: Sequence[Mapping[str, Any]], by: str, seed: int = 0) -> dict[str, Any]:
    """Figures of results: in all, and for each ``type``, ``pack`` or ``both``."""
    parts: dict[str, list[Mapping[str, Any]]] = {}
    for result in results:
        pack = pack_of(result["tags"])
        name = {"type": result["type"], "pack": pack}.get(by, f"{result['type']} {pack}")
        parts.setdefault(name, []).append(result)
    names = in_order(parts) if by == "type" else sorted(parts)
    return {ALL: figures(results, seed)} | {name: figures(parts[name], seed) for name in names}


def in_order(types: Iterable[str]) -> list[str]:
    """Types as the set's own description has them, others behind."""
    return sorted(types, key=lambda t: (ORDER.index(t) if t in ORDER else len(ORDER), t))


def pack_of(tags: Iterable[str]) -> str:
    """The pack that a question's tags name; empty where none does."""
    return next((tag for tag in tags if _PACK.fullmatch(tag)), "")


def quotations(results: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How many quotations were checked, and how many are not the article's own words.

    As in ``citation_exact``: each in its citation and again where a sentence shows it, and the
    nearest evidence of an abstention.
    """
    pairs = [r["scores"]["citation_exact"] for r in results if "citation_exact" in r["scores"]]
    checked, exact = (int(sum(pair[i] for pair in pairs)) for i in (1, 0))
    return {"checked": checked, "misquoted": checked - exact}


def quotations_line(counts: Mapping[str, int]) -> str:
    """One sentence on them."""
    return (
        f"Quotations checked, in sentences, citations and nearest evidence: {counts['checked']:,}; "
        f"misquotations among them: {counts['misquoted']}."
    )
