"""Workbooks: what is read back is what was written, and no text is taken for a formula."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.ui.export.strategies import NASTY, texts
from ui.exceptions import ExportError
from ui.export import office, read_export, workbook

COLUMNS = ("statement", "quote", "source", "published", "start")


def row(quote: str, source: str = "Wire", published: str = "2026-03-02") -> dict[str, str]:
    cells = ("1", quote, source, published, "12")
    return dict(zip(COLUMNS, cells, strict=True))


@settings(max_examples=60)
@given(st.lists(st.tuples(texts, texts), max_size=4))
@example([("_x0041_ and _x005F_x0041_", "\r\n\x00\x0b\ufffe\ud800")])
@example([("  two  ", "\t")])
def test_every_cell_comes_back(cells: list[tuple[str, str]]) -> None:
    rows = [row(*pair) for pair in cells]
    assert workbook.read(workbook.write(COLUMNS, rows)) == rows


@pytest.mark.parametrize("published", ["2026-03-02", "1899-12-31", "0987-01-01", ""])
def test_days_come_back(published: str) -> None:
    rows = [row("a", published=published)]
    assert workbook.read(workbook.write(COLUMNS, rows)) == rows


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "#N/A", "TRUE", "12", "1E5"]
)
def test_a_text_stays_a_text(text: str) -> None:
    content = workbook.write(COLUMNS, [row(text)])
    cell = load_workbook(io.BytesIO(content)).worksheets[0].cell(row=2, column=2)
    assert (cell.data_type, cell.value) == ("s", text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_text_too_long_for_a_cell_is_refused_and_not_cut() -> None:
    with pytest.raises(ExportError, match=r"quote of 32,768 characters .* \.csv"):
        workbook.write(COLUMNS, [row("a" * 32_768)])
    assert workbook.read(workbook.write(COLUMNS, [row("a" * 32_767)]))[0]["quote"] == "a" * 32_767


@settings(max_examples=60)
@given(data=st.data())
def test_a_damaged_workbook_is_refused_or_read(data: st.DataObject) -> None:
    """Never a traceback."""
    content = workbook.write(COLUMNS, [row("words")])
    at = data.draw(st.integers(0, len(content)))
    cut = data.draw(st.integers(0, 40))
    new = data.draw(st.sampled_from([*(n.encode() for n in NASTY), b""]))
    try:
        read_export(content[:at] + new + content[at + cut :])
    except ExportError:
        return


def test_a_workbook_that_unpacks_to_too_much_is_not_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (office.UNPACKED + 1))
    with pytest.raises(ExportError, match="200 MB"):
        workbook.read(out.getvalue())
