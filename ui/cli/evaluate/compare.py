"""``onrecord eval compare`` and ``onrecord eval gate``: two runs side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import JsonOption
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import verb

if TYPE_CHECKING:
    from eval import Comparison
    from ui.render.style import Run


@verb
def compare_step(
    before: Annotated[Path, typer.Argument(metavar="RUN_A", help="The earlier run.")],
    after: Annotated[Path, typer.Argument(metavar="RUN_B", help="The later run.")],
    changes: Annotated[
        int,
        typer.Option(
            "-n", "--changes", metavar="N", min=0, help="Questions shown that turned (0: all)."
        ),
    ] = 20,
    json_: JsonOption = False,
) -> int:
    """Say what changed between two runs.

    Every metric with a paired permutation test, and every question that turned right or wrong:
    those that were lost come first. "detectable" is the smallest true difference that this many
    questions show with 80 % likelihood.

    \b
    Examples:
      onrecord eval compare runs/yesterday runs/today
      onrecord eval compare runs/yesterday runs/today --changes 0 --json
    """
    from eval import RunResult, compare

    found = compare(RunResult.load(before), RunResult.load(after))
    if json_:
        emit_json(found.to_dict())
    else:
        emit(_text(found, changes))
    return OK


@verb
def gate_step(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The run that wants to pass.")],
    baseline: Annotated[
        Path, typer.Option("--baseline", metavar="RUN_A", help="The run it must not be worse than.")
    ],
    alpha: Annotated[
        float,
        typer.Option(
            "--alpha", metavar="SHARE", min=0.0, max=1.0, help="False alarms that are tolerated."
        ),
    ] = 0.05,
    json_: JsonOption = False,
) -> int:
    """Fail where a run is worse than its baseline.

    Exit code 1 where a metric is significantly worse (one-sided paired tests, Holm's correction),
    where a quotation is not exact, or where a question ends in an error that did not before. Noise
    passes.

    \b
    Examples:
      onrecord eval gate runs/today --baseline runs/main
      onrecord eval gate runs/today --baseline runs/main --alpha 0.01 --json
    """
    from eval import RunResult, gate

    verdict = gate(RunResult.load(run), RunResult.load(baseline), alpha=alpha)
    if json_:
        emit_json(verdict.to_dict())
    elif verdict.passed:
        emit(f"passed: not worse on {verdict.comparison.questions} questions")
    else:
        emit("failed")
    for reason in verdict.reasons:
        note(f"failed: {reason}")
    return OK if verdict.passed else ERROR


def _text(found: Comparison, most: int) -> str:
    """Metrics that differ, then questions that turned."""
    from ui.render.table import table

    differing = [d for d in found.differences if d.gain]
    rows = [
        [
            d.metric,
            str(d.n),
            f"{d.before:.3f}",
            f"{d.after:.3f}",
            f"{d.after - d.before:+.3f}",
            "better" if d.gain > 0 else "worse",
            f"{d.p_value:.4f}",
            f"{d.detectable:.3f}",
        ]
        for d in sorted(differing, key=lambda d: d.gain)
    ]
    head = ["metric", "n", "before", "after", "change", "", "p", "detectable"]
    same = len(found.differences) - len(differing)
    lines = [
        layout().style(f"{found.before} → {found.after}", "bold"),
        table(layout(), head, rows) if rows else "No metric differs.",
        f"{same} metrics are the same; McNemar's test on correct: p {found.mcnemar:.4f}.",
    ]
    shown = found.changes[:most] if most else found.changes
    for change in shown:
        mark: Run = ("lost", "warn") if change.regression else ("won", "good")
        text: list[Run] = [mark, (f" {change.question}", ""), (f" ({change.id})", "dim")]
        lines.append(layout().block(text, hang="  "))
    if len(found.changes) > len(shown):
        lines.append(f"and {len(found.changes) - len(shown)} more (--changes 0 shows all)")
    return "\n".join(lines)
