"""``onrecord eval FILE…``: questions asked and measured at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.evaluate.tables import run_table
from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption, QuietOption
from ui.cli.output import emit, emit_json, note
from ui.cli.progress import progress
from ui.cli.running import opened, verb
from ui.exceptions import InputError

if TYPE_CHECKING:
    from eval import RunResult


@verb
def eval_verb(
    file: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="Question sets (see eval run), or a step.")
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
    in total with 95 % intervals, and for each type of question. The steps below do the same one
    by one, and more.

    \b
    Examples:
      onrecord eval examples/questions.jsonl
      onrecord eval examples/questions.jsonl --fail-under 0.9 --fail-under recall@5=0.95
      onrecord eval dev.jsonl --save runs/today --baseline runs/yesterday
      onrecord eval examples/questions.jsonl --report report.html
      onrecord eval dev.jsonl -k 10 --json > result.json
      onrecord eval run dev.jsonl --out runs/today
    """
    from eval import RunResult, gate, run
    from eval.sets import open_set

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
                questions = open_set(path).questions
                result = run(articles, questions, k=k, progress=advance, out=save)
            results.append(result)
            failed = [f"{path}: {reason}" for reason in _below(result, wanted)]
            if earlier is not None:
                failed += [f"{path}: {reason}" for reason in gate(result, earlier).reasons]
            reasons += failed
            shapes.append({"file": str(path), "summary": result.summary()})
            if not json_:
                emit(run_table(str(path), result))
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
