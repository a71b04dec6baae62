"""``onrecord eval export``: a run or a set in the forms of other tools."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from ui.cli.exits import OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import emit, emit_json, note
from ui.cli.running import opened, verb
from ui.exceptions import InputError

FORMS = ("ragas", "deepeval", "trec-run", "trec-qrels", "csv", "jsonl")


@verb
def export_step(
    source: Annotated[
        Path, typer.Argument(metavar="SOURCE", help="The folder of a run, or a question set.")
    ],
    form: Annotated[str, typer.Option("--to", metavar="FORM", help=f"One of {', '.join(FORMS)}.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Write here (default: standard output)."),
    ] = None,
    collection: CollectionOption = None,
    json_: JsonOption = False,
) -> int:
    """Hand a run or a set to other tools.

    Of a run: rows for RAGAS or DeepEval (JSON Lines), TREC run and qrels files (qrels look the
    gold up in the collection). Of a question set: a table for a spreadsheet, or JSON Lines.

    \b
    Examples:
      onrecord eval export runs/today --to ragas -o rows.jsonl
      onrecord eval export runs/today --to trec-qrels -c news -o qrels.txt
      onrecord eval export questions.jsonl --to csv -o questions.csv
    """
    if form not in FORMS:
        raise typer.BadParameter(f"{form!r} is none of {', '.join(FORMS)}", param_hint="--to")
    text = _sheet(source, form) if form in ("csv", "jsonl") else _run(source, form, collection)
    if out is not None:
        with out.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        note(f"written: {out}")
    if json_:
        emit_json({"form": form, "lines": text.count("\n"), "out": str(out) if out else None})
    elif out is None:
        emit(text.rstrip("\r\n"))
    return OK


def _sheet(source: Path, form: str) -> str:
    from eval.questions import lines
    from eval.sets import open_set
    from eval.sheet import sheet_text

    if (source / "run.json").exists():
        raise InputError(f"{source}: a run; csv and jsonl are forms of question sets")
    questions = open_set(source).questions
    return sheet_text(questions) if form == "csv" else lines(questions)


def _run(source: Path, form: str, collection: Path | None) -> str:
    from eval import GoldQuestion, RunResult
    from eval.export import deepeval_rows, ragas_rows, trec_qrels, trec_run
    from eval.gold import GoldFinder

    result = RunResult.load(source)
    if form == "trec-run":
        return trec_run(result)
    if form == "trec-qrels":
        with opened(collection) as articles:
            finder = GoldFinder(articles)
            asked = [GoldQuestion.model_validate(r["gold"]) for r in result.results]
            return trec_qrels(result, {q.id: finder.of(q) for q in asked})
    return _lines(ragas_rows(result) if form == "ragas" else deepeval_rows(result))


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
