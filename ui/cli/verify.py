"""``onrecord verify``: does a saved answer still stand?"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import emit, emit_json, layout
from ui.cli.running import opened, verb
from ui.exceptions import InputError

if TYPE_CHECKING:
    from rag import Check
    from ui.render.style import Run


@verb
def verify_verb(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="An answer saved with ask --json; - reads stdin."),
    ] = None,
    collection: CollectionOption = None,
    log: Annotated[
        int | None,
        typer.Option("--log", metavar="N", min=1, help="An answer kept in the log instead."),
    ] = None,
    json_: JsonOption = False,
) -> int:
    """Check every quotation of a saved answer again.

    Each is exact, or its article has changed or is gone. Exit code 1 unless all are exact.

    \b
    Examples:
      onrecord ask --json "who claims this?" > answer.json
      onrecord verify answer.json
      onrecord verify --log 12
    """
    from rag import verify

    if (file is None) == (log is None):
        raise typer.BadParameter("give either a file or --log N", param_hint="FILE")
    saved = _load(file) if file is not None else None
    with opened(collection) as articles:
        answer = saved if saved is not None else articles.logged(log or 0)
        if answer is None:
            raise InputError(
                f"no answer number {log} is kept in {articles.name}; see log_id in "
                "what onrecord ask --json prints"
            )
        checks = verify(articles, answer)
    exact = sum(check.result == "exact" for check in checks)
    if json_:
        emit_json(
            {
                "question": str(answer.get("question", "")),
                "exact": exact,
                "total": len(checks),
                "checks": [check.to_dict() for check in checks],
            }
        )
    else:
        for check in checks:
            emit(_line(check))
        emit(f"{exact} of {len(checks)} quotations are exact")
    return OK if exact == len(checks) else ERROR


def _line(check: Check) -> str:
    """``[1] exact “…”``."""
    runs: list[Run] = [
        (f"[{check.number}] ", "mark"),
        (check.result, "good" if check.result == "exact" else "warn"),
        (f" “{check.quote}”", ""),
    ]
    if check.note:
        runs.append((f" ({check.note})", "dim"))
    return layout().block(runs, hang="    ")


def _load(file: str) -> Mapping[str, Any]:
    """The saved answer. Raises InputError where the file holds none."""
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        answer = json.loads(text)
    except FileNotFoundError as error:
        raise InputError(
            f"{file}: no such file; save an answer with: onrecord ask --json QUESTION > {file}"
        ) from error
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"{file}: not JSON ({error}); save an answer with: onrecord ask --json QUESTION"
        ) from error
    if not isinstance(answer, dict):
        raise InputError(f"{file}: not an answer; save one with: onrecord ask --json QUESTION")
    return answer
