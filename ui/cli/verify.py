"""``onrecord verify``: does a saved answer still stand?"""

from __future__ import annotations

import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import counted, emit, emit_json, layout
from ui.cli.running import opened, verb
from ui.exceptions import ExportError, InputError

if TYPE_CHECKING:
    from index.collection import Collection
    from rag import Check
    from ui.render.style import Run


@verb
def verify_verb(
    file: Annotated[
        str | None,
        typer.Argument(
            metavar="FILE", help="An export, or what ask --json printed; - reads stdin."
        ),
    ] = None,
    collection: CollectionOption = None,
    log: Annotated[
        int | None,
        typer.Option("--log", metavar="N", min=1, help="An answer kept in the log instead."),
    ] = None,
    json_: JsonOption = False,
) -> int:
    """Check every quotation of a saved answer again.

    Each is exact, or its article has changed or is gone, or the file itself was altered. Exit
    code 1 unless all are exact. Takes every format of onrecord export.

    \b
    Examples:
      onrecord ask --export answer.md "who claims this?"
      onrecord verify answer.md
      onrecord verify --log 12
    """
    from rag.citations import verify_all

    if (file is None) == (log is None):
        raise typer.BadParameter("give either a file or --log N", param_hint="FILE")
    saved = _load(file) if file is not None else None
    with opened(collection) as articles:
        answers = saved if saved is not None else [_kept(articles, log or 0)]
        groups = verify_all(articles, answers)
    total = sum(map(len, groups))
    exact = sum(check.result == "exact" for checks in groups for check in checks)
    several = len(answers) > 1
    if json_:
        emit_json(
            {
                "question": str(answers[0].get("question", "")) if answers else "",
                "answers": len(answers),
                "exact": exact,
                "total": total,
                "checks": [
                    {"answer": number, **check.to_dict()}
                    for number, checks in enumerate(groups, start=1)
                    for check in checks
                ],
            }
        )
    else:
        for number, checks in enumerate(groups, start=1):
            for check in checks:
                emit(_line(check, f"{number}-" if several else ""))
        emit(f"{exact} of {counted(total, 'quotation')} {'is' if total == 1 else 'are'} exact")
    return OK if exact == total else ERROR


def _kept(collection: Collection, number: int) -> Mapping[str, Any]:
    """An answer of the log. Raises InputError where there is none of this number."""
    answer = collection.logged(number)
    if answer is None:
        raise InputError(
            f"no answer number {number} is kept in {collection.name}; see log_id in "
            "what onrecord ask --json prints"
        )
    return answer


def _line(check: Check, answer: str) -> str:
    """``[1] exact …``; a quotation that names no source has no number."""
    runs: list[Run] = [
        (f"[{answer}{check.number or '?'}] ", "mark"),
        (check.result, "good" if check.result == "exact" else "warn"),
        (f" {check.quote}", ""),
    ]
    if check.note:
        runs.append((f" ({check.note})", "dim"))
    return layout().block(runs, hang="    ")


def _load(file: str) -> Sequence[Mapping[str, Any]]:
    """The saved answers. Raises InputError where the file holds none."""
    from ui.export import read_export

    try:
        # As bytes: line ends inside a quotation are part of it.
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return read_export(raw)
    except FileNotFoundError as error:
        raise InputError(
            f"{file}: no such file; save an answer with: "
            f"onrecord ask --export {shlex.quote(file)} QUESTION "
            f"or: onrecord ask --json QUESTION > {shlex.quote(file)}"
        ) from error
    except ExportError as error:
        raise InputError(f"{file}: {error}") from error
