"""The columns at the left, conversations and speakers: everything in them can be seen and used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, build, tab
from ui.web.conversations import Conversations, KeptTurn

pytestmark = pytest.mark.browser


@pytest.fixture
def kept(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    """The page of a small collection with some kept conversations."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("A quay\n\nThe quay is old.", encoding="utf-8")
    folder = build(tmp_path / "quays", tmp_path / "articles")
    conversations = Conversations(folder)
    for nth in range(request.param):
        question = f"Who says that quay number {nth} will be built?"
        conversations.append("", "", KeptTurn(question, None, "x"))
    running = Server(folder)
    yield running
    running.stop()


@pytest.mark.parametrize(("kept", "number"), [(3, 3), (9, 9), (40, 40)], indirect=["kept"])
def test_conversations_stay_in_sight_however_many(kept: Server, look: Any, number: int) -> None:
    page = look(height=800, address=kept.address)
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


@pytest.mark.parametrize("width", [1440, 1024, 721, 390])
def test_speakers_can_be_searched_at_every_width(look: Any, width: int) -> None:
    page = look(width=width, height=400)  # low, so that the list is longer than its column
    tab(page, "Speakers")
    page.locator(".or-speaker").first.wait_for()
    field = page.locator("#or-who :is(input, textarea)")
    box, field_box = page.locator("#or-who").bounding_box(), field.bounding_box()
    assert field_box["height"] >= 28
    assert box["y"] <= field_box["y"]
    assert field_box["y"] + field_box["height"] <= box["y"] + box["height"] + 1
    first = page.locator(".or-speaker").first.bounding_box()
    assert first["y"] >= field_box["y"] + field_box["height"]
    field.click()
    page.keyboard.type("calloway")
    page.wait_for_function("document.querySelectorAll('.or-speaker').length === 1")
    assert "Ruth Calloway" in page.locator(".or-speaker").text_content()


def test_sides_stand_two_by_two_where_four_have_no_room(look: Any) -> None:
    page = look(width=1024)
    tab(page, "Both sides")
    page.fill("#or-claim :is(input, textarea)", "The night ferry will pay for itself")
    page.locator("#or-compare").click()
    page.locator(".or-columns > .or-side").first.wait_for()
    assert page.locator(".or-columns > .or-none").count(), (
        "no side is empty: another claim is wanted"
    )
    tops = [side.bounding_box()["y"] for side in page.locator(".or-columns > .or-side").all()]
    assert len(tops) == 4
    assert tops[0] == tops[1] < tops[2] == tops[3]
