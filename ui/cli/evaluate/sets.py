"""``onrecord eval lint`` and ``onrecord eval schema``: question sets in good order."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import counted, emit, emit_json
from ui.cli.running import opened, verb


@verb
def lint_step(
    file: Annotated[
        list[Path], typer.Argument(metavar="SET", help="Question sets, as for eval run.")
    ],
    collection: CollectionOption = None,
    json_: JsonOption = False,
) -> int:
    """Check question sets against the collection.

    Ids are unique and types known; every gold article is in the collection and every gold quote
    in its article; each question has something to score. Exit code 1 where something is wrong.

    \b
    Examples:
      onrecord eval lint questions.jsonl
      onrecord eval lint sheet.csv -c news --json
    """
    from eval import lint
    from eval.sets import open_set

    sets = [open_set(path).questions for path in file]
    with opened(collection) as articles:
        problems = [problem for one in sets for problem in lint(one, articles)]
    total = sum(map(len, sets))
    if json_:
        shape = [{"where": p.where, "question": p.question, "message": p.message} for p in problems]
        emit_json({"questions": total, "problems": shape})
    else:
        for problem in problems:
            emit(str(problem))
        emit(f"{counted(total, 'question')}, {counted(len(problems), 'problem')}")
    return ERROR if problems else OK


@verb
def schema_step(
    csv: Annotated[
        bool, typer.Option("--csv", help="The heading of an empty table for a spreadsheet instead.")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """Print what a question looks like.

    The JSON Schema (draft 2020-12) of one line of a question file; it is JSON with or without
    --json.

    \b
    Examples:
      onrecord eval schema > question.schema.json
      onrecord eval schema --csv > questions.csv
    """
    if csv and not json_:
        from eval.sheet import sheet_text

        emit(sheet_text().strip())
        return OK
    from eval import schema

    emit_json(schema())
    return OK
