"""Tables as Excel workbooks (.xlsx): one sheet, its heading frozen and ready to be filtered.

Every text is stored as a text, never as a formula, an error value or a number; counts and offsets
are numbers and days are dates, so that a spreadsheet can sort and add them up. Characters that XML
cannot hold are written as ``_x0007_`` (ECMA-376 part 1, 22.9.2.19) and read back from it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from ui.exceptions import ExportError
from ui.export.office import BROKEN, check_size, timeless

NUMBERS = frozenset(
    "answer citation statement passage pair start end id statements articles characters confidence "
    "score".split()
)
"""Columns that hold numbers."""
DATES = frozenset(("published",))
Value = str | int | float | date
LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_WIDE = {"quote": 80, "content": 80, "title": 40, "question": 40, "url": 30, "path": 30}
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_WRITTEN = re.compile("_x([0-9A-Fa-f]{4})_")


def write(columns: Sequence[str], rows: Iterable[dict[str, str]]) -> bytes:
    """The file. Raises ExportError where a text is too long for a cell."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    values = [[_value(column, row[column]) for column in columns] for row in rows]
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("On Record")
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE.get(column, 16)

    def cell(column: str, value: Value) -> Any:
        made = WriteOnlyCell(sheet)
        made.value = value
        if isinstance(value, str):
            made.data_type = "s"  # else openpyxl takes "=1+1" for a formula and "#N/A" for an error
            made.alignment = Alignment(vertical="top", wrap_text=column in _WIDE)
        return made

    heading = [cell("", column) for column in columns]
    for one in heading:
        one.font = Font(bold=True)
    sheet.append(heading)
    for row in values:
        sheet.append([cell(*pair) for pair in zip(columns, row, strict=True)])
    sheet.auto_filter.ref = f"A:{get_column_letter(len(columns))}"
    out = io.BytesIO()
    book.save(out)
    return timeless(out.getvalue())


def read(data: bytes) -> list[dict[str, str]]:
    """The rows of a workbook written here, as texts. Raises ExportError where it is none."""
    from openpyxl import load_workbook

    try:
        check_size(data)
        sheet: Any = load_workbook(io.BytesIO(data)).worksheets[0]
        heading, *rows = ([_text(value) for value in row] for row in sheet.values)
        return [dict(zip(heading, row, strict=True)) for row in rows]
    except BROKEN as error:
        raise ExportError(f"not a workbook as it was written ({error})") from error


def _value(column: str, text: str) -> Value:
    if column in NUMBERS and text:
        return int(text) if text.isdecimal() else float(text)
    if column in DATES and text[:4] >= "1900":
        return date.fromisoformat(text)
    if len(text) > LONGEST:
        raise ExportError(
            f"a {column} of {len(text):,} characters does not fit into a cell of Excel "
            f"({LONGEST:,}); name a file in .csv"
        )
    return _UNWRITABLE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, str):
        return _WRITTEN.sub(lambda m: chr(int(m[1], 16)), value)
    return str(value)
