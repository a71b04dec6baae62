"""Every view as a table: tab-separated in a pipe, or CSV and XLSX that can be verified."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import open_collection
from ui.export import lists, workbook
from ui.export.table import unguard

Run = Callable[..., Any]


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a table for spreadsheets, as they were before their cells were guarded."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return [{k: unguard(v) for k, v in row.items()} for row in csv.DictReader(stream)]


def test_statements_in_a_pipe_are_lines_of_columns(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "statements")
    lines = [line.split("\t") for line in ran.out.splitlines()]
    found = onrecord("-c", spoken, "statements", "--json").json["statements"]
    assert len(lines) == len(found) == 6
    assert {len(line) for line in lines} == {15}
    for line, one in zip(lines, found, strict=True):
        assert line[0] == one["source"]["published"]
        assert line[1] == one["voice"]["name"]
        assert line[2] == ""
        assert line[4:7] == [one["kind"], one["polarity"], one["modality"]]
        assert line[10] == one["source"]["article_id"]
        assert line[14] == str(one["id"])
    sentences = [" … ".join(s["text"] for s in one["sentences"]) for one in found]
    assert [line[13] for line in lines[:5]] == sentences[:5]
    assert lines[0][1:4] == ["Anna Kovacs", "", "mayor"]
    assert lines[0][7] == "the new bridge over the Lidda will open in May"
    assert not [c for c in ran.out if c < " " and c not in "\n\t"]


def test_statements_are_exported_word_for_word_and_can_be_verified(
    onrecord: Run, spoken: Path, tmp_path: Path
) -> None:
    file = tmp_path / "havel.csv"
    ran = onrecord("-c", spoken, "statements", "--speaker", "Havel", "--export", file)
    assert (ran.code, ran.out) == (0, "")
    assert f"2 rows in {file}" in ran.err
    rows = rows_of(file)
    assert [row["speaker"] for row in rows] == ["Tomas Havel"] * 2
    assert list(rows[0]) == list(lists.STATEMENTS)
    with open_collection(spoken) as collection:
        for row in rows:
            article = collection.article(row["article_id"])
            assert row["quote"] == article.text[int(row["start"]) : int(row["end"])]
            assert row["sha256"] == article.digest
    verified = onrecord("-c", spoken, "verify", file)
    assert verified.code == 0, verified
    assert "2 of 2 quotations are exact" in verified.out

    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("open in May", "open in June"), encoding="utf-8")
    assert onrecord("-c", spoken, "verify", file).code == 1


def test_a_table_holds_all_where_a_screen_shows_fifty(
    onrecord: Run, tmp_path: Path, terminal: Run
) -> None:
    from index import Article, LocalCollection
    from tests.ui.cli.conftest import find_statements

    folder = tmp_path / "many"
    open_collection(folder, create=True).close()
    with LocalCollection(folder, attribute=find_statements) as collection:
        collection.add(
            Article(text=f"Mayor Anna Kovacs said that bridge {n} will open.", title=f"B {n}")
            for n in range(60)
        )
    assert len(onrecord("-c", folder, "statements").out.splitlines()) == 60
    assert len(onrecord("-c", folder, "statements", "-n", "7").out.splitlines()) == 7
    shape = onrecord("-c", folder, "statements", "--json").json
    assert (shape["total"], len(shape["statements"])) == (60, 50)
    file = tmp_path / "all.tsv"
    assert onrecord("-c", folder, "statements", "--export", file).code == 0
    assert len(file.read_text(encoding="utf-8").splitlines()) == 61
    shown = terminal("-c", folder, "statements")
    assert "50 of 60 statements; more with -n" in shown.out


def test_speakers_are_exported(onrecord: Run, spoken: Path, tmp_path: Path) -> None:
    file = tmp_path / "speakers.csv"
    assert onrecord("-c", spoken, "speakers", "--export", file).code == 0
    rows = rows_of(file)
    found = onrecord("-c", spoken, "speakers", "--json").json["speakers"]
    assert [row["speaker"] for row in rows] == [one["name"] for one in found]
    assert [int(row["statements"]) for row in rows] == [one["statements"] for one in found]


@pytest.mark.parametrize("verb", ["speakers", "statements"])
def test_a_list_is_no_document(onrecord: Run, spoken: Path, tmp_path: Path, verb: str) -> None:
    file = tmp_path / "list.docx"
    ran = onrecord("-c", spoken, verb, "--export", file)
    assert ran.code == 1
    assert "name a file in .csv, .tsv or .xlsx" in ran.err
    assert not file.exists()


EVERY_VIEW = [
    ("statements", "--about", "the bridge"),
    ("speaker", "Havel"),
    ("search", "the bridge will open"),
    ("positions", "the bridge will open in May"),
    ("speakers",),
    ("list",),
]


@pytest.mark.parametrize("command", EVERY_VIEW, ids=lambda command: command[0])
def test_every_view_is_the_same_table_as_csv_and_as_a_workbook(
    onrecord: Run, spoken: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    csv_file, workbook_file = tmp_path / "view.csv", tmp_path / "view.xlsx"
    for file in (csv_file, workbook_file):
        ran = onrecord("-c", spoken, *command, "--export", file)
        assert (ran.code, ran.out) == (0, ""), ran
    rows = rows_of(csv_file)
    assert rows
    assert workbook.read(workbook_file.read_bytes()) == rows
    if "quote" in rows[0]:
        for file in (csv_file, workbook_file):
            ran = onrecord("-c", spoken, "verify", file)
            assert ran.code == 0, ran
            assert f"{len(rows)} of {len(rows)} quotations" in ran.out


def test_a_search_for_a_phrase_finds_it_word_for_word(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "search", "--json", '"will open in May"')
    assert ran.code == 0
    texts = [one["quote"]["text"] for one in ran.json["results"]]
    assert len(texts) == 2
    assert all("will open in May" in text for text in texts)
    assert onrecord("-c", spoken, "search", '"opens in May"').code == 3
    only = onrecord("-c", spoken, "search", "--json", "bridge NOT engineer").json["results"]
    assert only
    assert not [one for one in only if "engineer" in one["quote"]["text"].casefold()]
    said = onrecord("-c", spoken, "search", "--json", "--speaker", "Havel", "bridge OR ferry").json
    assert {one["source"]["source"] for one in said["results"]} == {"Evening Post"}
    assert said["where"]["speaker_ids"]


def test_a_broken_query_says_what_is_wrong(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "search", '"will open')
    assert ran.code == 1
    assert "the quotation mark before 'will open' is never closed" in ran.err
    assert "onrecord search --help" in ran.err


def test_a_quotation_changed_in_a_workbook_is_found(
    onrecord: Run, spoken: Path, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    file = tmp_path / "havel.xlsx"
    assert onrecord("-c", spoken, "statements", "--speaker", "Havel", "--export", file).code == 0
    book = load_workbook(file)
    (sheet,) = book.worksheets
    heading = [cell.value for cell in sheet[1]]
    quote = sheet.cell(row=2, column=heading.index("quote") + 1)
    assert isinstance(sheet.cell(row=2, column=heading.index("start") + 1).value, int)
    assert sheet.cell(row=2, column=heading.index("published") + 1).is_date
    quote.value = quote.value.replace("in May", "in June")
    book.save(file)
    ran = onrecord("-c", spoken, "verify", file)
    assert ran.code == 1
    assert "altered" in ran.out


def test_a_workbook_without_quotations_cannot_be_verified(
    onrecord: Run, spoken: Path, tmp_path: Path
) -> None:
    file = tmp_path / "speakers.xlsx"
    assert onrecord("-c", spoken, "speakers", "--export", file).code == 0
    ran = onrecord("-c", spoken, "verify", file)
    assert ran.code == 1
    assert "no quotations in this table" in ran.err
