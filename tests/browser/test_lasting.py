"""What is typed, asked and handed in outlives closed tabs, reloads and servers that are stopped."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from index import Article, open_collection
from tests.browser.conftest import Server, bound, build, tab
from tests.browser.test_page import FERRY

pytestmark = pytest.mark.browser

LIBRARY = "What is said about the library on Sundays?"
CODE = """
import sys, time
from pathlib import Path
from ui.web import serve
from ui.web.desk import Desk

stream, upload = Desk.stream, Desk.upload

def slow_stream(self, *asked, **how):
    for event in stream(self, *asked, **how):
        time.sleep({pause})
        yield event

def slow_upload(self, *args):
    time.sleep(1)
    return upload(self, *args)

Desk.upload = slow_upload
if {pause}:
    Desk.stream, Desk.early = slow_stream, lambda self, *asked, **how: None
serve(Path(sys.argv[1]), port={port})
"""
Serve = Callable[..., Server]


@pytest.fixture
def folder(collection_folder: Path, tmp_path: Path) -> Path:
    """A collection of one's own."""
    return Path(shutil.copytree(collection_folder, tmp_path / "own"))


@pytest.fixture
def port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def serve(folder: Path, port: int) -> Iterator[Serve]:
    """Serves one collection at one port; ``pause`` seconds before every step of an answer."""
    running: list[Server] = []

    def started(pause: float = 0) -> Server:
        running.append(Server(folder, code=CODE.format(pause=pause, port=port)))
        return running[-1]

    yield started
    for server in running:
        if server.process.poll() is None:
            server.stop()


@pytest.fixture
def visit(context: Any) -> Iterator[Callable[[str], Any]]:
    """Opens a page that is not watched: a server that is gone makes errors in the console."""
    pages = []

    def opened(address: str) -> Any:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(address)
        bound(page)
        return page

    yield opened
    for page in pages:
        page.close()


def value(page: Any, text: str) -> None:
    """Wait until the question box holds this."""
    page.wait_for_function("t => document.querySelector('#or-box textarea').value === t", arg=text)


def test_a_server_that_is_killed_loses_neither_the_question_nor_what_is_typed(
    serve: Serve, visit: Any
) -> None:
    server = serve(pause=2)
    page = visit(server.address)
    box = page.locator("#or-box textarea")
    box.fill(FERRY)
    box.press("Enter")
    page.locator("#or-now [aria-busy=true] .or-question").wait_for()
    value(page, "")
    box.fill(LIBRARY)
    server.process.kill()
    server.process.communicate()
    serve()  # the page is loaded again by itself as soon as it is back
    turn = page.locator("#or-now .or-turn", has_text="before there was an answer")
    turn.wait_for()
    assert turn.locator(".or-question").text_content() == FERRY
    value(page, LIBRARY)

    turn.get_by_role("button", name="Ask again").click()
    page.locator("#or-now .or-chip").first.wait_for()
    assert page.locator("#or-now .or-question").text_content() == FERRY
    value(page, LIBRARY)  # asking with a button leaves the box alone
    page.reload()
    bound(page)
    page.locator("#or-now .or-chip").first.wait_for()
    assert page.locator(".or-turn").count() == 1
    value(page, LIBRARY)


def test_files_are_read_to_the_end_though_their_tab_is_closed(serve: Serve, visit: Any) -> None:
    server = serve()
    page = visit(server.address)
    tab(page, "Articles")
    page.locator("#or-articles-list tbody tr").first.wait_for()
    names = [f"note{nth}.txt" for nth in range(4)]
    files = [
        {
            "name": name,
            "mimeType": "text/plain",
            "buffer": f"Note {name}\n\nClerk Ada Penn said that {name} is kept.".encode(),
        }
        for name in names
    ]
    page.set_input_files("#or-upload input[type=file]", files)
    page.locator(".or-uploads .or-pending", has_text=names[-1]).wait_for()
    page.close()

    other = visit(server.address)
    tab(other, "Articles")
    for name in names:
        done = other.locator("#or-earlier-results .or-added", has_text=name)
        done.wait_for(timeout=120_000)
    assert other.locator(".or-uploads .or-pending").count() == 0
    other.locator("#or-articles-list tbody tr", has_text="note3.txt").first.wait_for()


def test_the_heading_counts_what_another_process_has_added(
    serve: Serve, folder: Path, visit: Any
) -> None:
    server = serve()
    page = visit(server.address)
    heading = page.locator(".or-collection")
    heading.get_by_text("4 articles").wait_for()
    with open_collection(folder) as collection:
        collection.add([Article(text="The mill turns again, she said.", title="The mill")])
    tab(page, "Articles")
    heading.get_by_text("5 articles").wait_for()
    with open_collection(folder) as collection:
        collection.add([Article(text="The mill stands still, he said.", title="The miller")])
    page.reload()
    bound(page)
    heading.get_by_text("6 articles").wait_for()


def test_speakers_have_a_tab_once_another_process_has_added_them(
    visit: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "my new collection"
    open_collection(folder, create=True).close()
    server = Server(folder)
    try:
        page = visit(server.address)
        # The hint fills the collection that is served, and can be copied as it stands.
        shown = page.locator("#or-intro code").text_content()
        assert shown == f"onrecord -c '{folder}' add FOLDER"
        tab(page, "Articles")
        page.locator("#or-articles-list code").wait_for()
        assert page.locator("#or-articles-list code").text_content() == shown
        assert page.get_by_role("tab", name="Speakers").count() == 0
        articles = tmp_path / "articles"
        articles.mkdir()
        text = "The mill\n\nMiller Jonas Petri said that the mill will turn again.\n"
        (articles / "mill.txt").write_text(text, encoding="utf-8")
        build(folder, articles)
        page.reload()
        bound(page)
        page.get_by_role("tab", name="Speakers", exact=True).wait_for()
    finally:
        server.stop()


def test_a_text_that_is_too_long_is_told_and_not_cut(look: Any, ask: Any) -> None:
    page = look()
    ask(page, FERRY)
    pasted = "ferry " * 833 + "?"
    box = page.locator("#or-box textarea")
    box.fill(pasted)
    told = page.locator("#or-too-long", has_text="4,999 characters, at most 1,000")
    told.wait_for()
    box.press("Enter")
    page.wait_for_timeout(700)  # an answer would have come by now
    assert box.input_value() == pasted
    assert page.locator(".or-turn").count() == 1
    box.fill(LIBRARY)
    told.wait_for(state="hidden")

    turn = page.locator("#or-now .or-turn")
    turn.get_by_role("button", name="Edit this question").click()
    field = turn.get_by_role("textbox", name="Edit the question")
    field.fill(pasted)
    turn.get_by_text("4,999 characters, at most 1,000").wait_for()
    field.press("Enter")
    page.wait_for_timeout(700)
    assert field.input_value() == pasted
    assert page.locator(".or-question").text_content() == FERRY
    field.press("Escape")

    tab(page, "Both sides")
    claim = page.locator("#or-claim :is(input, textarea)")
    claim.fill("x" * 600)
    claim.press("Enter")
    page.get_by_text("600 characters, at most 500").wait_for()
    assert claim.input_value() == "x" * 600


def test_a_date_can_be_written_as_the_page_shows_it(look: Any) -> None:
    page = look()
    tab(page, "Articles")
    row = page.locator("#or-articles-list tbody tr", has_text="Old quay")
    row.wait_for()
    shown = row.locator("[data-label=Date]").text_content()
    row.get_by_role("button", name="Edit").click()
    form = page.locator("#or-edit")
    date = form.get_by_label("Date")
    page.wait_for_function(
        "t => [...document.querySelectorAll('#or-edit :is(input, textarea)')]"
        ".some(field => field.value === t)",
        arg=shown,
    )
    for wrong in ("next week", "03/04/2025"):
        date.fill(wrong)
        form.get_by_role("button", name="Save").click()
        form.get_by_text(f"“{wrong}” is not a date; write 2 March 2026 or 2026-03-02").wait_for()
    date.fill("24 December 2025")
    form.get_by_role("button", name="Save").click()
    form.wait_for(state="hidden")
    row.get_by_text("24 December 2025").wait_for()
    row.get_by_role("button", name="Edit").click()
    date.fill(shown)
    form.get_by_role("button", name="Save").click()
    row.get_by_text(shown, exact=True).wait_for()
