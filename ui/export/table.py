"""CSV with one row for every statement that is quoted.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and in some
countries a semicolon for the end of a cell. Such a beginning gets an apostrophe in front, which
spreadsheets show as text, and reading takes it away again: ``unguard(guard(x)) == x`` for any x.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

from ui.exceptions import ExportError
from ui.export.record import Cited, Record

COLUMNS = (
    *("answer", "question", "citation", "use", "stance", "speaker", "probably", "role"),
    *("kind", "polarity", "modality", "quote", "start", "end", "article_id", "sha256"),
    *("title", "source", "author", "published", "url", "path"),
)
READ = (
    *("answer", "question", "citation", "speaker", "probably", "quote", "start", "end"),
    *("article_id", "sha256", "title", "source", "author", "published", "url", "path"),
)
BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the file for one in the old encoding of the country."""
_FORMULA = re.compile("(^|[;\t\r\n])('*[=+\\-@＝＋－＠])")
_GUARDED = re.compile("(^|[;\t\r\n])'('*[=+\\-@＝＋－＠])")


def guard(text: str) -> str:
    """Make a cell a text for every spreadsheet."""
    return _FORMULA.sub(r"\1'\2", text)


def unguard(text: str) -> str:
    """The inverse of ``guard``."""
    return _GUARDED.sub(r"\1\2", text)


def write(records: list[Record], name: str) -> str:
    """The whole table; it does not name the collection."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows_of(records):
        writer.writerow([guard(row[column]) for column in COLUMNS])
    return BYTE_ORDER_MARK + out.getvalue()


def rows_of(records: Iterable[Record]) -> list[dict[str, str]]:
    """One row for every quotation, by column; a question without any has one that says so."""
    return [
        row
        for record in records
        for row in ([_row(record, one) for one in record.cited] or [_silent(record)])
    ]


def _silent(record: Record) -> dict[str, str]:
    known = {"answer": str(record.number), "question": record.question, "use": "no answer"}
    return dict.fromkeys(COLUMNS, "") | known


def _row(record: Record, one: Cited) -> dict[str, str]:
    unsure = one.voice.certainty == "uncertain"
    said = one.statement
    return {
        "answer": str(record.number),
        "question": record.question,
        "citation": str(one.number),
        "use": "nearest, not an answer" if one.nearest else "cited",
        "stance": one.stance,
        "speaker": "" if unsure else one.voice.name or one.voice.described,
        "probably": one.voice.name if unsure else "",
        "role": one.voice.role,
        "kind": one.kind or "",
        "polarity": said.polarity if said else "",
        "modality": said.modality if said else "",
        "quote": one.text,
        "start": str(one.start),
        "end": str(one.end),
        "article_id": one.article_id,
        "sha256": one.digest,
        "title": one.title,
        "source": one.source,
        "author": one.author,
        "published": one.published,
        "url": one.url,
        "path": one.path,
    }


def read(text: str) -> list[dict[str, Any]]:
    """The answers of a CSV file written here. Raises ExportError where a cell cannot be read."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True)
    try:
        # What a table of another version has in columns of its own is not read.
        return answers_of({column: unguard(raw[column]) for column in READ} for raw in rows)
    except (csv.Error, KeyError, TypeError) as error:
        raise ExportError(f"line {rows.line_num}: not a row as it was written ({error})") from error


def answers_of(rows: Iterable[dict[str, str]]) -> list[dict[str, Any]]:
    """The answers that rows belong to. Raises ExportError where a row lacks a part."""
    answers: dict[int, dict[str, Any]] = {}
    for number, row in enumerate(rows, 1):
        try:
            shape = {"question": row["question"], "citations": []}
            answer = answers.setdefault(int(row["answer"]), shape)
            if row["citation"]:
                answer["citations"].append(citation_of(row))
        except (KeyError, ValueError) as error:
            raise ExportError(f"row {number} is not as it was written ({error})") from error
    return [answers[number] for number in sorted(answers)]


def citation_of(row: dict[str, str]) -> dict[str, Any]:
    """What a row says was quoted, from where and by whom."""
    return {
        "number": int(row["citation"]),
        "quote": {
            "article_id": row["article_id"],
            "start": int(row["start"]),
            "end": int(row["end"]),
            "text": row["quote"],
        },
        "speaker": row["speaker"] or row["probably"],
        "source": {
            name: row[name] for name in ("title", "source", "author", "published", "url", "path")
        },
        "sha256": row["sha256"],
    }
