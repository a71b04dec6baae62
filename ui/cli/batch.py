"""``onrecord ask --from FILE``: a list of questions, asked one after the other."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.exits import ABSTAINED, OK
from ui.cli.output import counted, emit, layout, note
from ui.exceptions import InputError

if TYPE_CHECKING:
    from rag.types import Answer

FromOption = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="Ask every question of FILE: one a line, or the column question of a .csv or .jsonl; "
        "- reads stdin.",
    ),
]


def read_questions(file: str) -> list[str]:
    """The questions of a file in order. Raises InputError where there are none.

    Empty lines, and in a plain file lines that begin with ``#``, are passed over.
    """
    try:
        raw = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: not UTF-8 text; save it as UTF-8") from error
    ending = Path(file).suffix.casefold()
    if ending == ".csv":
        found = [row.get("question") or "" for row in csv.DictReader(io.StringIO(raw))]
    elif ending == ".jsonl":
        found = [_question(line, f"{file}:{n}") for n, line in enumerate(raw.splitlines(), 1)]
    else:
        found = [line for line in raw.splitlines() if not line.lstrip().startswith("#")]
    questions = [" ".join(question.split()) for question in found]
    if not any(questions):
        raise InputError(f"{file}: no questions; write one a line, or name a column “question”")
    return [question for question in questions if question]


def _question(line: str, place: str) -> str:
    if not line.strip():
        return ""
    try:
        return str(json.loads(line)["question"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{place}: not an object with a key “question”") from error


def ask_all(
    questions: Sequence[str],
    ask: Callable[[str], tuple[Answer, int]],
    *,
    headings: bool,
) -> tuple[list[Answer], int]:
    """Ask each question; the answers, and ``ABSTAINED`` where none had one.

    ``headings`` prints each question before its answer. One that cannot be asked ends nothing:
    it is named on standard error.
    """
    from rag import QuestionError

    answers: list[Answer] = []
    codes: list[int] = []
    for number, question in enumerate(questions, 1):
        if headings:
            heading = f"{number}. {question}"
            emit(("\n\n" if number > 1 else "") + layout().style(heading, "heading") + "\n")
        try:
            answer, code = ask(question)
        except QuestionError as error:
            note(f"not asked: {question}: {error}")
            continue
        answers.append(answer)
        codes.append(code)
    silent = sum(code == ABSTAINED for code in codes)
    note(f"{counted(len(questions), 'question')}, {len(codes) - silent:,} answered")
    return answers, OK if OK in codes else ABSTAINED
