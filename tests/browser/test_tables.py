"""What a view shows can be saved as a table, and the table can be verified."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index import open_collection
from rag.citations import verify_all
from tests.browser.conftest import tab
from ui.export import read_export, workbook
from ui.export.table import unguard

pytestmark = pytest.mark.browser
CLAIM = "the night ferry will pay for itself within three years"
Saved = Callable[[Any, Any], list[dict[str, str]]]


@pytest.fixture
def saved(collection_folder: Path) -> Saved:
    """Clicks a button that saves a table; the rows. Quotations in it are held to the articles."""

    def rows(page: Any, within: Any) -> list[dict[str, str]]:
        with page.expect_download() as found:
            within.get_by_role("button", name="CSV", exact=True).first.click()
        file = Path(found.value.path())
        text = file.read_text(encoding="utf-8")
        if "quote" in text.partition("\n")[0]:
            with open_collection(collection_folder, read_only=True) as collection:
                checks = verify_all(collection, read_export(text))
            assert checks[0]
            assert {check.result for check in checks[0]} == {"exact"}
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return [{k: unguard(v) for k, v in row.items()} for row in csv.DictReader(stream)]

    return rows


def test_speakers_and_their_statements(look: Any, saved: Saved) -> None:
    page = look()
    tab(page, "Speakers")
    names = page.locator(".or-speaker .or-name")
    names.first.wait_for()
    rows = saved(page, page.locator("#or-speakers-list"))
    assert [row["speaker"] for row in rows] == names.all_text_contents()
    page.locator("#or-who :is(input, textarea)").fill("calloway")
    page.wait_for_function("document.querySelectorAll('.or-speaker').length === 1")
    assert [r["speaker"] for r in saved(page, page.locator("#or-speakers-list"))] == [
        "Ruth Calloway"
    ]
    page.locator(".or-speaker").click()
    page.locator(".or-person h2", has_text="Ruth Calloway").wait_for()
    said = saved(page, page.locator(".or-person"))
    assert len(said) == int(page.locator(".or-big").text_content())
    assert {row["speaker"] or row["probably"] for row in said} == {"Ruth Calloway"}
    quoted = page.locator(".or-person .or-quote").all_text_contents()
    assert set(quoted) <= {row["content"] for row in said if row["kind"] == "direct"}
    words = page.locator(".or-person .or-days ol > li").all_text_contents()
    for row, item in zip(said, words, strict=True):
        assert all(part in item for part in row["content"].split(" … "))
        if row["content"] not in quoted:
            assert all(part in item for part in row["sentence"].split(" … "))


def test_a_timeline_a_list_of_articles_and_both_sides(look: Any, saved: Saved) -> None:
    page = look()
    tab(page, "Timeline")
    page.wait_for_selector(".or-stack")
    page.locator("#or-topic :is(input, textarea)").fill("quay")
    page.locator("#or-show").click()
    page.locator("#or-plot .or-count", has_text="on “quay”").wait_for()
    rows = saved(page, page.locator("#or-plot"))
    assert rows
    assert all("quay" in f"{row['content']} {row['title']}".casefold() for row in rows)

    tab(page, "Articles")
    titles = page.locator("#or-articles-list .or-title")
    titles.first.wait_for()
    page.locator("#or-articles-search :is(textarea, input)").fill("selm observer")
    page.locator(".or-count", has_text="of 4").wait_for()
    rows = saved(page, page.locator("#or-articles-list"))
    assert [row["title"] for row in rows] == titles.all_text_contents()

    tab(page, "Both sides")
    page.locator("#or-claim :is(input, textarea)").fill(CLAIM)
    page.locator("#or-compare").click()
    page.wait_for_selector(".or-columns")
    rows = saved(page, page.locator("#or-columns"))
    quotes = page.locator("#or-columns .or-side:not(.or-report) mark").all_text_contents()
    assert sorted(row["quote"] for row in rows if row["stance"] != "report") == sorted(quotes)
    assert {row["stance"] for row in rows} >= {"affirm", "deny"}
    assert {row["kind"] for row in rows} > {"direct"}

    page.get_by_label("Kind of words").select_option("direct")
    page.locator("#or-compare").click()
    page.locator("#or-columns .or-table-link[data-download*='kind=direct']").wait_for()
    rows = saved(page, page.locator("#or-columns"))
    assert rows
    assert {row["kind"] for row in rows} == {"direct"}


def test_search_counts_and_contradictions(look: Any, saved: Saved) -> None:
    page = look()
    tab(page, "Search")
    page.locator("#or-query :is(textarea, input)").fill("ferry")
    page.locator("#or-find").click()
    page.locator("#or-found mark").first.wait_for()
    rows = saved(page, page.locator("#or-found"))
    assert rows
    assert all("ferry" in row["quote"].casefold() for row in rows)

    tab(page, "Counts")
    page.locator(".or-counts").wait_for()
    rows = saved(page, page.locator("#or-counts .or-person"))
    names = page.locator(".or-counts tbody th").all_text_contents()
    assert list(dict.fromkeys(row["speaker"] for row in rows))[: len(names)] == names
    months = saved(page, page.locator("#or-counts .or-months"))
    assert {len(row["group"]) for row in months} <= {0, len("2026-03")}

    tab(page, "Contradictions")
    page.locator("#or-clash-find").click()
    page.locator("#or-clashes .or-clash").first.wait_for(timeout=120_000)
    rows = saved(page, page.locator("#or-clashes"))
    quotes = page.locator("#or-clashes mark").all_text_contents()
    assert [row["quote"] for row in rows] == quotes


def test_a_table_is_a_workbook_or_is_pasted(look: Any) -> None:
    page = look()
    tab(page, "Speakers")
    page.locator(".or-speaker").first.wait_for()
    listed = page.locator("#or-speakers-list")
    with page.expect_download() as found:
        listed.get_by_role("button", name="Excel", exact=True).click()
    names = page.locator(".or-speaker .or-name").all_text_contents()
    assert [row["speaker"] for row in workbook.read(Path(found.value.path()).read_bytes())] == names
    listed.get_by_role("button", name="Copy", exact=True).click()
    listed.get_by_role("button", name="Copied", exact=True).wait_for()
    pasted = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert pasted[0].split("\t")[0] == "speaker"
    assert [line.split("\t")[0] for line in pasted[1:]] == names


@pytest.mark.parametrize("name", ["nothing.csv", "speakers.exe", "statements.csv?speaker=99999"])
def test_no_table_of_what_there_is_not(server: Any, name: str) -> None:
    import httpx

    answer = httpx.get(f"{server.address}/onrecord/table/{name}", trust_env=False)
    assert answer.status_code == 404
