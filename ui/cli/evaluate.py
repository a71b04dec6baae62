"""``onrecord eval``: can the answers be trusted?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption, QuietOption
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.progress import progress
from ui.cli.running import opened, verb
from ui.exceptions import InputError

if TYPE_CHECKING:
    from eval import RunResult


@verb
def eval_verb(
    file: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Question sets in JSON Lines.")
    ],
    collection: CollectionOption = None,
    k: Annotated[
        int, typer.Option("-k", "--k", metavar="N", min=1, help="Evidence looked at per question.")
    ] = 5,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under",
            metavar="[METRIC=]SHARE",
            help="Exit with 1 where the total is lower; without a metric: correct. Repeatable.",
        ),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline", metavar="FOLDER", help="Exit with 1 where worse than this saved run."
        ),
    ] = None,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", metavar="FOLDER", help="Keep the run here; one that was stopped goes on."
        ),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write a report; a name in .md gives Markdown, else HTML.",
        ),
    ] = None,
    quiet: QuietOption = False,
    json_: JsonOption = False,
) -> int:
    """Run a set of questions and measure the answers.

    Evidence found, answers and speakers right, quotations exact, silence where nothing is known:
    in total with 95 % intervals, and for each type of question.

    \b
    Examples:
      onrecord eval examples/questions.jsonl
      onrecord eval examples/questions.jsonl --fail-under 0.9 --fail-under recall@5=0.95
      onrecord eval dev.jsonl --save runs/today --baseline runs/yesterday
      onrecord eval examples/questions.jsonl --report report.html
      onrecord eval dev.jsonl -k 10 --json > result.json
    """
    from eval import RunResult, gate, run_file

    if len(file) > 1 and (save or baseline):
        raise InputError("--save and --baseline hold one question set; run eval once for each file")
    wanted = [_threshold(one) for one in fail_under or ()]
    earlier = RunResult.load(baseline) if baseline else None
    shapes: list[dict[str, Any]] = []
    results: list[RunResult] = []
    reasons: list[str] = []
    with opened(collection) as articles:
        for path in file:
            with progress(quiet=quiet) as advance:
                result = run_file(articles, path, k, advance, out=save)
            results.append(result)
            failed = [f"{path}: {reason}" for reason in _below(result, wanted)]
            if earlier is not None:
                failed += [f"{path}: {reason}" for reason in gate(result, earlier).reasons]
            reasons += failed
            shapes.append({"file": str(path), "summary": result.summary()})
            if not json_:
                emit(_table(path, result))
    if report is not None:
        _write_report(report, results if earlier is None else [earlier, *results])
    if json_:
        emit_json({"passed": not reasons, "reasons": reasons, "runs": shapes})
    for reason in reasons:
        note(f"failed: {reason}")
    return ERROR if reasons else OK


def _write_report(path: Path, runs: list[RunResult]) -> None:
    """One self-contained page, or Markdown."""
    from eval.report import html_report, markdown_report

    text = markdown_report(runs) if path.suffix.lower() == ".md" else html_report(runs)
    path.write_text(text, encoding="utf-8")
    note(f"report: {path}")


def _threshold(text: str) -> tuple[str, float]:
    """``0.9`` or ``recall@5=0.95``."""
    metric, _, share = text.rpartition("=")
    try:
        value = float(share)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise typer.BadParameter(
            f"{text!r} is no share; write 0.9 or recall@5=0.95", param_hint="--fail-under"
        )
    return metric or "correct", value


def _below(result: RunResult, wanted: list[tuple[str, float]]) -> list[str]:
    """Why the run does not reach what was asked for."""
    metrics = result.summary()["total"]["metrics"]
    reasons = []
    for metric, least in wanted:
        if metric not in metrics:
            reasons.append(f"{metric} was not measured; there are: {', '.join(sorted(metrics))}")
        elif metrics[metric]["value"] < least:
            reasons.append(f"{metric} is {metrics[metric]['value']:.3f}, under {least:g}")
    if wanted and result.errors:
        reasons.append(f"{len(result.errors)} questions ended in an error")
    return reasons


def _table(path: Path, result: RunResult) -> str:
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
        values = [_figure(row[name]) for row in rows[:-1]]
        body.append([name, _figure(known["value"]), interval, *values])
    if result.errors:
        body.append(["errors", str(len(result.errors)), "", *("" for _ in kinds)])
    text = table(layout(), ["", "all", "95 %", *kinds], body)
    return f"{layout().style(str(path), 'bold')}\n{text}"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
