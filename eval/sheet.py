"""Question sets as a table that a person fills in a spreadsheet and saves as CSV.

One question a row. In a cell ``;`` parts several entries and ``|`` several names for one entry, any
of which will do. A piece of evidence takes the columns ``doc``, ``quote`` and ``speaker``; further
ones ``doc2``, ``quote2``, ``speaker2`` and so on. ``id`` and ``type`` may be left empty.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from eval.exceptions import QuestionSetError
from eval.questions import Gold, GoldQuestion, QuestionSet
from eval.reading import Reading

COLUMNS: Final = (
    *("id", "type", "question", "history", "speakers", "answers", "answers_all", "doc", "quote"),
    *("speaker", "expected", "about", "stance", "unanswerable", "reason", "tags", "note"),
)
"""Columns of a new table, in this order; files may have them in any order and leave some out."""
LISTS: Final = ("answers", "answers_all", "tags")
EVIDENCE: Final = re.compile(r"(doc|quote|speaker)(\d*)")
YES: Final = frozenset({"yes", "y", "true", "1", "x"})
NO: Final = frozenset({"", "no", "n", "false", "0"})
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")
"""What a spreadsheet would take for a formula; written with an apostrophe before it."""


def load_sheet(path: str | Path) -> QuestionSet:
    """Read a CSV (comma, semicolon or tab) saved as UTF-8. Raises QuestionSetError with the row."""
    reading = Reading(Path(path))
    text = reading.text(save_as="“CSV UTF-8”")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    head: list[str] = []
    try:
        for row in reader:
            if not any(cell.strip() for cell in row) or (not head and row[0].startswith("sep=")):
                continue
            if not head:
                head = _head(row, f"{reading.file}:{reader.line_num}")
                continue
            cells = {n: _plain(c) for n, c in zip(head, row, strict=False) if c.strip()}
            number = len(reading.questions) + 1
            reading.take(reader.line_num, partial(_question, cells, number))
    except csv.Error as problem:
        reading.wrong(reader.line_num, f"not a table ({problem})")
    return reading.finished()


def sheet_text(questions: Sequence[GoldQuestion] = ()) -> str:
    """Questions as CSV; without any, the heading of an empty table.

    Raises QuestionSetError for a question that would not be read back as it is.
    """
    rows = [_row(question) for question in questions]
    most = max((len(q.evidence) for q in questions), default=1)
    more = [f"{name}{n}" for n in range(2, most + 1) for name in ("doc", "quote", "speaker")]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, [*COLUMNS, *more], restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        # A cell that begins like a formula would be carried out by the spreadsheet.
        writer.writerow({n: f"'{c}" if _FORMULA.match(c) else c for n, c in row.items()})
    return out.getvalue()


def _delimiter(text: str) -> str:
    """The sign that parts most columns in the heading; spreadsheets choose it by country."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and lines[0].startswith("sep=") and len(lines[0]) > 4:
        return lines[0][4]
    return max(",;\t", key=lambda sign: lines[0].count(sign)) if lines else ","


def _plain(cell: str) -> str:
    cell = cell.strip()
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _head(row: Sequence[str], where: str) -> list[str]:
    names = [cell.strip().casefold().replace(" ", "_") for cell in row]
    for name in names:
        if name and name not in COLUMNS and not EVIDENCE.fullmatch(name):
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(COLUMNS)}"
            raise QuestionSetError(f"{where}: no column is called {name!r}{hint}")
    if "question" not in names:
        raise QuestionSetError(f"{where}: the first row has to name the columns, question at least")
    return names


def _question(cells: Mapping[str, str], number: int) -> GoldQuestion:
    fields: dict[str, Any] = {
        name: cells[name]
        for name in ("id", "type", "question", "stance", "expected", "about", "reason", "note")
        if name in cells
    }
    fields |= {name: _parts(cells[name], ";") for name in LISTS if name in cells}
    if "history" in cells:
        fields["history"] = _parts(cells["history"], "|")
    if "speakers" in cells:
        fields["speakers"] = [_name(part) for part in _parts(cells["speakers"], ";")]
    fields["unanswerable"] = _yes(cells.get("unanswerable", ""))
    if "expected" in fields:
        fields["expected"] = fields["expected"].casefold()
    fields["evidence"] = _evidence(cells)
    fields.setdefault("id", f"row-{number}")
    fields.setdefault("type", _kind(fields))
    return GoldQuestion.model_validate(fields)


def _kind(fields: Mapping[str, Any]) -> str:
    if fields["unanswerable"]:
        return "unanswerable"
    if fields.get("expected"):
        return "did_say"
    return "who" if fields.get("speakers") else "fact"


def _evidence(cells: Mapping[str, str]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for name, cell in cells.items():
        part = EVIDENCE.fullmatch(name)
        if part:
            item = found.setdefault(int(part[2] or 1), {})
            item[part[1]] = _name(cell) if part[1] == "speaker" else cell
    for number, item in found.items():
        if "doc" not in item:
            raise ValueError(f"evidence {number} has no doc: the article it stands in")
    return [found[number] for number in sorted(found)]


def _parts(cell: str, sign: str) -> list[str]:
    return [part.strip() for part in cell.split(sign) if part.strip()]


def _name(cell: str) -> str | list[str]:
    names = _parts(cell, "|")
    return names[0] if len(names) == 1 else names


def _yes(cell: str) -> bool:
    word = cell.strip().casefold()
    if word not in YES | NO:
        raise ValueError(f"unanswerable is {cell!r}; write yes, or leave it empty")
    return word in YES


def _row(question: GoldQuestion) -> dict[str, str]:
    row = {
        "id": question.id,
        "type": question.type,
        "question": question.question,
        "history": " | ".join(question.history),
        "speakers": "; ".join(_joined(s) for s in question.speakers),
        "answers": "; ".join(question.answers),
        "answers_all": "; ".join(question.answers_all),
        "expected": question.expected or "",
        "about": question.about,
        "stance": question.stance or "",
        "unanswerable": "yes" if question.unanswerable else "",
        "reason": question.reason,
        "tags": "; ".join(question.tags),
        "note": question.note,
    }
    for number, gold in enumerate(question.evidence, start=1):
        row |= _gold_cells(gold, "" if number == 1 else str(number))
    cells = {name: cell.strip() for name, cell in row.items() if cell.strip()}
    if _question(cells, 0) != question:
        raise QuestionSetError(
            f"question {question.id!r} does not fit into a table (evidence with or, stance or "
            "offsets, or a ; inside an entry); keep this set as JSON Lines"
        )
    return row


def _gold_cells(gold: Gold, ending: str) -> dict[str, str]:
    return {
        f"doc{ending}": gold.doc,
        f"quote{ending}": gold.quote,
        f"speaker{ending}": _joined(gold.speaker),
    }


def _joined(names: str | tuple[str, ...]) -> str:
    return names if isinstance(names, str) else " | ".join(names)
