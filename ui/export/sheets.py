"""Tables as files, .csv, .tsv or .xlsx, and quotations read back from them.

Cells of CSV are guarded as in ``ui.export.table``, those of a workbook as in
``ui.export.workbook``: no spreadsheet takes the words of an article for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from ui.exceptions import ExportError
from ui.export import workbook
from ui.export.table import BYTE_ORDER_MARK, answers_of, citation_of, guard, unguard

MEDIA_TYPES = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By the ending of a file's name."""
Row = dict[str, str]


def written(columns: Sequence[str], rows: Iterable[Row], ending: str = ".csv") -> bytes:
    """The table as a file: .csv or .xlsx for spreadsheets, .tsv with every cell on one line.

    Raises ExportError where a text is too long for a cell of .xlsx.
    """
    if ending == ".xlsx":
        return workbook.write(columns, rows)
    if ending == ".tsv":
        lines = [columns, *([" ".join(row[c].split()) for c in columns] for row in rows)]
        text = "".join("\t".join(line) + "\n" for line in lines)
    else:
        out = io.StringIO(newline="")
        writer = csv.writer(out, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([guard(row[column]) for column in columns])
        text = BYTE_ORDER_MARK + out.getvalue()
    return text.encode("utf-8", "surrogateescape")


def ending_of(file: str) -> str:
    """``.csv``, ``.tsv`` or ``.xlsx``. Raises ExportError where the name ends in none of them."""
    for ending in MEDIA_TYPES:
        if file.casefold().endswith(ending):
            return ending
    raise ExportError(f"{file}: a list is written as a table; name a file in .csv, .tsv or .xlsx")


def read(text: str) -> list[dict[str, Any]]:
    """A CSV table of quotations as one answer without a question, to be verified.

    Raises ExportError where a row cannot be read.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True)
    try:
        return quoted({name: unguard(value) for name, value in raw.items()} for raw in rows)
    except (csv.Error, AttributeError, TypeError) as error:
        raise ExportError(f"line {rows.line_num}: not a row as it was written") from error


def quoted(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows of a table of quotations as one answer without a question.

    Raises ExportError where a row lacks a part.
    """
    citations = []
    for number, row in enumerate(rows, 1):
        try:
            place = row.get("statement") or row["passage"]
            citations.append(citation_of({"speaker": "", "probably": "", **row, "citation": place}))
        except (KeyError, ValueError) as error:
            raise ExportError(f"row {number} is not as it was written ({error})") from error
    return [{"question": "", "citations": citations}]


def read_workbook(data: bytes) -> list[dict[str, Any]]:
    """The answers of a workbook, or its rows as one answer without a question.

    Raises ExportError where there are no quotations in it.
    """
    rows = workbook.read(data)
    if rows and "answer" in rows[0]:
        return answers_of(rows)
    if rows and "quote" not in rows[0]:
        raise ExportError("there are no quotations in this table to verify")
    return quoted(rows)
