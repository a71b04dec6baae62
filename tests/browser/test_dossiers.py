"""Pins: from a quotation into a dossier, put in order, filtered, saved and verified."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from index import open_collection
from rag.citations import verify_all
from tests.browser.conftest import Server, reload, resize, tab
from tests.browser.test_looks import violations
from tests.browser.test_page import FERRY
from ui.export import read_export

pytestmark = pytest.mark.browser


@pytest.fixture
def own(collection_folder: Path, tmp_path: Path) -> Iterator[Server]:
    """The page of a copy of the collection, with no conversations and no dossiers."""
    folder = Path(shutil.copytree(collection_folder, tmp_path / "own"))
    for name in ("conversations.sqlite", "dossiers.sqlite"):
        (folder / name).unlink(missing_ok=True)
    running = Server(folder)
    yield running
    running.stop()


def pin(page: Any, button: Any, dossier: str = "", label: str = "", note: str = "") -> None:
    """Open the dialog of a Pin button and keep the quotation; without a name as it proposes."""
    button.click()
    dialog = page.locator(".or-pinning")
    dialog.locator(".or-fix-words:not(:empty)").wait_for()
    if dossier:
        dialog.get_by_label("Dossier").fill(dossier)
    dialog.get_by_label("Label").fill(label)
    dialog.get_by_label("Note").fill(note)
    dialog.get_by_role("button", name="Pin", exact=True).click()
    dialog.locator(".or-fix-done:not(:empty)").wait_for()
    assert dialog.locator(".or-problem").count() == 0
    dialog.get_by_role("button", name="Close").click()


def words(page: Any) -> list[str]:
    return [str(text) for text in page.locator(".or-pinned mark").all_text_contents()]


def test_a_quotation_is_pinned_ordered_filtered_saved_and_verified(
    own: Server, look: Any, ask: Any
) -> None:
    page = look(address=own.address)
    turn = ask(page, FERRY)
    cards = turn.locator(".or-source:not([hidden])")
    first = cards.first.locator("mark").text_content()
    cards.first.locator("[data-pin]").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    pin(page, cards.first.locator("[data-pin]"), "Ferry", "fares", "ask <b>her</b> again")
    tab(page, "Speakers")
    page.locator(".or-speaker").first.click()
    page.locator(".or-person [data-pin]").first.wait_for()
    pin(page, page.locator(".or-person [data-pin]").last)  # the dossier used last is proposed
    tab(page, "Search")
    page.locator("#or-query :is(textarea, input)").fill("ferry")
    page.locator("#or-find").click()
    pin(page, page.locator("#or-found [data-pin]").first, label="text")

    tab(page, "Dossiers")
    page.locator(".or-pinned").nth(2).wait_for()
    assert page.locator(".or-dossier-list .or-figure").text_content() == "3 quotations"
    assert "ask <b>her</b> again" in page.locator(".or-remark").first.text_content()
    assert violations(page) == []
    before = words(page)
    assert before[0] == first
    page.get_by_label("Move quotation 3 up").click()
    page.locator(".or-pinned").nth(1).locator(".or-tag", has_text="text").wait_for()
    assert words(page) == [before[0], before[2], before[1]]
    assert page.get_by_label("Move quotation 1 up").is_disabled()

    page.locator(".or-pinned").nth(2).get_by_text("Edit note").click()
    dialog = page.locator(".or-pinning")
    dialog.locator(".or-fix-words:not(:empty)").wait_for()
    dialog.get_by_label("Note").fill("later")
    dialog.get_by_role("button", name="Save").click()
    page.locator(".or-remark", has_text="later").wait_for()

    page.locator(".or-dossier summary", has_text="Export").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Word document").click()
    answers = read_export(Path(saved.value.path()).read_bytes())
    with open_collection(own.folder, read_only=True) as collection:
        checks = [check.result for group in verify_all(collection, answers) for check in group]
    assert checks == ["exact"] * 3

    page.locator(".or-dossier-bar select").select_option("fares")
    page.locator(".or-dossier .or-count", has_text="1 quotation of 3").wait_for()
    page.wait_for_function("location.hash.includes('label=fares')")
    reload(page)
    page.locator(".or-dossier .or-count", has_text="1 quotation of 3").wait_for()
    page.locator(".or-dossier-bar select").select_option("")
    page.locator(".or-pinned").nth(2).wait_for()
    page.get_by_label("Remove quotation 3").click()
    page.get_by_label("Remove quotation 3").click()
    page.locator(".or-pinned").nth(2).wait_for(state="detached")

    page.get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("The night ferry")
    page.keyboard.press("Enter")
    page.locator(".or-dossier h2", has_text="The night ferry").wait_for()
    page.get_by_label("Delete the dossier").click()
    page.get_by_label("Delete the dossier").click()
    page.get_by_role("heading", name="Keep what you will need").wait_for()


def test_a_dossier_in_every_width_and_colour(own: Server, look: Any) -> None:
    from ui.dossiers import Dossiers, citation_at

    with open_collection(own.folder) as collection:
        dossiers = Dossiers(own.folder)
        made = dossiers.create("", "A dossier with quite a long name")
        for statement in collection.statements()[:4]:
            article = collection.article(statement.article_id)
            cited = citation_at(collection, article, *statement.content[0])
            dossiers.pin(
                "", made.id, cited.to_dict(), article.digest, label="fares", note="ask again " * 30
            )
    page = look(width=390, scheme="dark", address=f"{own.address}/#view=dossiers")
    page.locator(".or-pinned").nth(3).wait_for()
    for width, scheme in ((390, "dark"), (1024, "light"), (1440, "dark")):
        resize(page, width, 900)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        painted = "dark => document.body.classList.contains('dark') === dark"
        page.wait_for_function(painted, arg=scheme == "dark")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
        assert violations(page) == [], (width, scheme)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/onrecord/pins?article=nothing&start=1&end=4", 404),
        ("/onrecord/dossier/nothing/dossier.md", 404),
        ("/onrecord/dossier/nothing/dossier.exe", 400),
    ],
)
def test_what_is_not_there(server: Server, path: str, code: int) -> None:
    assert httpx.get(f"{server.address}{path}", trust_env=False).status_code == code
