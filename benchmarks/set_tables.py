"""Tables of question sets for docs/benchmarks.md, from what ``benchmarks.evaluate`` wrote."""

from __future__ import annotations

from typing import Any

from eval.report.cells import figure, figure_with_range, heading
from eval.result import COLUMNS

MOST_COLUMNS = 9
"""With more groups of questions a table would be too wide to read; the run's report has them."""
BUSY = 1.5
"""Load for each core from which times say more of the machine than of the program."""
LEFT_OUT = (
    "abstention_f1",
    "answer_em",
    "answer_f1",
    "coverage@",
    "map",
    "answered",
    "faithfulness",
    "noise_",
    "context_",
)
"""Metrics whose names begin so are in the run's report, not in the documentation."""


def eval_table(data: dict[str, Any]) -> str:
    """A run over a data set, by tag and in total, with intervals of the total."""
    summary = data["summary"]
    total = summary["total"]["metrics"]
    groups = {**_columns(summary), "all": summary["total"]}
    first = [n for n in COLUMNS if n in total]
    rest = [n for n in total if n not in first and not n.startswith(LEFT_OUT)]
    wanted = [n for n in (*first, *rest) if n not in LEFT_OUT]
    lines = [measured(data), ""]
    lines.append(
        "| metric | " + " | ".join(f"{g} ({v['questions']})" for g, v in groups.items()) + " |"
    )
    lines.append("| --- |" + " ---: |" * len(groups))
    for name in wanted:
        cells = [
            figure_with_range(v["metrics"].get(name))
            if group == "all"
            else figure(v["metrics"].get(name, {}).get("value"))
            for group, v in groups.items()
        ]
        lines.append(f"| {heading(name)} | " + " | ".join(cells) + " |")
    whole = summary["total"]
    lines += ["", f"AURC {whole['aurc']:.3f}, calibration error {whole['calibration_error']:.3f}."]
    if data.get("reference"):
        named = "; ".join(f"{name}: {figure(value)}" for name, value in data["reference"].items())
        lines += ["", f"Published, or of a simple baseline, for orientation: {named}."]
    if summary.get("abstention"):
        lines += ["", *silence(summary["abstention"])]
    if data.get("extraction"):
        lines += ["", *_extraction(data["extraction"])]
    return "\n".join(lines)


def _columns(summary: dict[str, Any]) -> dict[str, Any]:
    """The tags where they divide the questions, else the types, and the tags if there is room."""
    types: dict[str, Any] = summary["types"] if len(summary["types"]) > 1 else {}
    tags: dict[str, Any] = summary["tags"]
    if sum(group["questions"] for group in tags.values()) == summary["total"]["questions"]:
        return tags
    return {**types, **tags} if len({**types, **tags}) <= MOST_COLUMNS else types


def measured(data: dict[str, Any]) -> str:
    """On what, with what, and how long a question took."""
    run = data["summary"]["run"]
    ask = data["latency"]["ask"]
    load, cores = data["machine"]["load_average"][0], data["machine"]["cores"] or 1
    busy = f", while other work kept it busy (load {load:.0f})" if load > BUSY * cores else ""
    return (
        f"{run['questions']['count']:,} questions over {run['collection']['articles']:,} articles, "
        f"k {run['settings']['k']}, commit {run['git'][:12] or '–'}, "
        f"{data['machine']['processor']}; an answer took {1000 * ask['p50']:.0f} ms (p50), "
        f"{1000 * ask['p95']:.0f} ms (p95){busy}."
    )


def silence(kinds: dict[str, dict[str, float]]) -> list[str]:
    """Silence in all, and each kind of it against all answerable questions."""
    lines = [
        "| silence | without answer | silent | answerable | silent there ↓ | precision | recall "
        "| F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, found in kinds.items():
        right, wrong = found["true_positive"], found["false_positive"]
        wanted, others = right + found["false_negative"], wrong + found["true_negative"]
        shares = " | ".join(figure(found[n]) for n in ("precision", "recall", "f1"))
        lines.append(f"| {name} | {wanted} | {right} | {others} | {wrong} | {shares} |")
    return lines


def _extraction(scores: dict[str, Any]) -> list[str]:
    """Span F1 of who, how and what, over whole articles."""
    lines = [
        f"Statements against the annotation of {scores['articles']} articles, per cent:",
        "",
        "| span | precision | recall | exact F1 | begin F1 | Jaccard |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for role in ("source", "cue", "content"):
        found = scores[role]
        exact = figure_with_range({"value": found["f1"]} | found)
        rest = " | ".join(figure(found[n]) for n in ("begin_f1", "jaccard"))
        head = " | ".join(figure(found[n]) for n in ("precision", "recall"))
        lines.append(f"| {role} | {head} | {exact} | {rest} |")
    return lines
