"""The columns at the left, conversations and speakers: everything in them can be seen and used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, build, reload, resize, tab
from ui.web.conversations import Conversations, KeptTurn

pytestmark = pytest.mark.browser


@pytest.fixture
def quays(tmp_path: Path) -> Iterator[Server]:
    """The page of a small collection."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("A quay\n\nThe quay is old.", encoding="utf-8")
    running = Server(build(tmp_path / "quays", tmp_path / "articles"))
    yield running
    running.stop()


def test_conversations_stay_in_sight_however_many(quays: Server, look: Any) -> None:
    conversations = Conversations(quays.folder)
    page: Any = None
    for already, number in ((0, 3), (3, 9), (9, 40)):
        for nth in range(already, number):
            question = f"Who says that quay number {nth} will be built?"
            conversations.append("", "", KeptTurn(question, None, "x"))
        if page is None:
            page = look(height=800, address=quays.address)
        else:
            reload(page)
        in_sight(page, number)


def in_sight(page: Any, number: int) -> None:
    """So many conversations are listed, and the first and last can be seen."""
    shown = page.locator(".or-conversation")
    assert shown.count() == number
    side = page.locator("#or-side").bounding_box()
    search = page.locator("#or-side-search").bounding_box()
    first = shown.first.bounding_box()
    assert first["x"] >= side["x"]
    assert first["x"] + first["width"] <= side["x"] + side["width"]
    assert first["y"] >= search["y"] + search["height"]
    assert first["y"] + first["height"] <= 800
    composer = page.locator("#or-composer").bounding_box()
    assert composer["x"] >= side["x"] + side["width"]
    assert composer["x"] + composer["width"] <= 1440
    shown.last.scroll_into_view_if_needed()
    last = shown.last.bounding_box()
    assert side["x"] <= last["x"] < side["x"] + side["width"]
    assert last["y"] + last["height"] <= 801  # a part of a pixel is no loss


def test_speakers_can_be_searched_at_every_width(look: Any) -> None:
    height = 400  # low, so that the list is longer than its column
    page = look(width=390, height=height)
    tab(page, "Speakers")
    page.locator(".or-speaker").first.wait_for()
    everybody = page.locator(".or-speaker").count()
    field = page.locator("#or-who :is(input, textarea)")
    drawn = "number => document.querySelectorAll('.or-speaker').length === number"
    for width in (390, 721, 1024, 1440):
        resize(page, width, height)
        box, field_box = page.locator("#or-who").bounding_box(), field.bounding_box()
        assert field_box["height"] >= 28
        assert box["y"] <= field_box["y"]
        assert field_box["y"] + field_box["height"] <= box["y"] + box["height"] + 1
        first = page.locator(".or-speaker").first.bounding_box()
        assert first["y"] >= field_box["y"] + field_box["height"]
        field.click()
        page.keyboard.type("calloway")
        page.wait_for_function(drawn, arg=1)
        assert "Ruth Calloway" in page.locator(".or-speaker").text_content()
        field.fill("")
        page.wait_for_function(drawn, arg=everybody)


def test_sides_stand_two_by_two_where_four_have_no_room(look: Any) -> None:
    page = look(width=1024)
    tab(page, "Both sides")
    page.fill("#or-claim :is(input, textarea)", "The night ferry will pay for itself")
    page.locator("#or-compare").click()
    page.locator(".or-columns > .or-side").first.wait_for()
    assert page.locator(".or-columns > .or-none").count(), (
        "no side is empty: another claim is wanted"
    )
    sides = page.locator(".or-columns > .or-side").all()
    # Those that hold nobody come last, so that agreement and disagreement are side by side.
    sides.sort(key=lambda side: "or-none" in side.get_attribute("class"))
    tops = [side.bounding_box()["y"] for side in sides]
    assert len(tops) == 4
    assert tops[0] == tops[1] < tops[2] == tops[3]


WORDS_AND_LINES = """nodes => nodes.map(node => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
    return [node.textContent.trim().split(/[ -]+/).length, lines.size];
})"""


def test_no_width_breaks_a_name_between_its_letters_or_hides_it(look: Any) -> None:
    page = look(width=768, height=1024)
    tab(page, "Articles")
    page.locator("#or-articles-list tbody tr").first.wait_for()
    outlets = page.locator('#or-articles-list td[data-label="Outlet"]:not(:empty)')
    for width in (721, 768, 900, 901, 1024):
        resize(page, width, 900)
        found = outlets.evaluate_all(WORDS_AND_LINES)
        assert found
        assert all(lines <= words for words, lines in found), (width, found)
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Ruth Calloway").click()
    page.locator("#or-speaker-page .or-where").first.wait_for()
    cut = "nodes => nodes.filter(n => n.scrollWidth > n.clientWidth).map(n => n.textContent)"
    outlets = page.locator("#or-speaker-page .or-where")
    for width in (390, 721, 768, 900, 901, 1100, 1101, 1440):
        resize(page, width, 900)
        assert outlets.evaluate_all(cut) == [], width
        found = outlets.evaluate_all(WORDS_AND_LINES)
        assert all(lines <= words for words, lines in found), (width, found)


def test_the_tabs_stay_where_they_are_when_a_view_has_no_filters(look: Any) -> None:
    page = look(width=1024)
    top = page.get_by_role("tab", name="Articles").bounding_box()["y"]
    for name in ("Articles", "Evaluation"):
        tab(page, name)
        page.locator(f"[data-view={name.lower()}]").wait_for()
        assert page.get_by_role("tab", name="Articles").bounding_box()["y"] == top
        assert not page.locator(".or-filter-menu").is_visible()
