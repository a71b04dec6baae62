"""*Fix it here*: corrected once on a quotation, right in every view, also after a rebuild."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index import open_collection, rebuild
from tests.browser.conftest import Server, reload, tab
from tests.browser.test_looks import violations
from tests.browser.test_page import FERRY

pytestmark = pytest.mark.browser


@pytest.fixture
def own(collection_folder: Path, tmp_path: Path) -> Iterator[Server]:
    """The page of a copy of the collection, to be corrected."""
    folder = Path(shutil.copytree(collection_folder, tmp_path / "own"))
    (folder / "conversations.sqlite").unlink(missing_ok=True)
    running = Server(folder)
    yield running
    running.stop()


def fix(page: Any, button: Any, what: str, text: str = "") -> Any:
    """Open the dialog of a Fix button and correct something."""
    button.click()
    dialog = page.locator(".or-fixing")
    dialog.get_by_label(what, exact=True).check()
    field = dialog.locator(".or-fix-field:visible")
    if text:
        field.fill(text)
    dialog.get_by_role("button", name="Correct", exact=True).click()
    dialog.locator(".or-fix-done:not(:empty)").wait_for()
    return dialog


def told(dialog: Any) -> str:
    return str(dialog.locator(".or-fix-done").text_content())


def test_a_speaker_corrected_in_an_answer_is_right_everywhere_and_stays_so(
    own: Server, look: Any, ask: Any
) -> None:
    page = first = look(address=own.address)
    turn = ask(page, FERRY)
    sentence = turn.locator(".or-sentence", has_text="The night ferry will pay for itself")
    assert "Ruth Calloway" in sentence.first.text_content()
    dialog = fix(page, sentence.locator(".or-fix").first, "Wrong speaker", "lena okafor")
    assert told(dialog).startswith("Corrected: Lena Okafor: ")
    assert violations(page) == []
    dialog.get_by_role("button", name="Close").click()

    def everywhere(right: str, wrong: str) -> None:
        said = page.locator("#or-now .or-sentence", has_text="The night ferry will pay for itself")
        said.filter(has_text=right).first.wait_for()
        assert wrong not in said.first.text_content()
        card = page.locator("#or-now .or-source", has_text="The night ferry will pay for itself")
        assert right in card.first.locator(".or-name").text_content()
        page.locator("#or-now summary", has_text="Export").click()
        with page.expect_download() as found:
            page.locator("#or-now").get_by_role("button", name="JSON", exact=True).click()
        shape = json.loads(Path(found.value.path()).read_text(encoding="utf-8"))
        (answer,) = shape["answers"]
        cited = [c for c in answer["citations"] if "will pay for itself" in c["quote"]["text"]]
        voices = {c["voice"]["name"] for c in cited}
        assert right in voices
        assert wrong not in voices

        page.locator("#or-now .or-chip").first.click()
        viewer = page.locator(".or-viewer")
        quoted = viewer.locator(".or-line", has=page.locator("mark"))
        assert right in quoted.locator(".or-margin").first.text_content()
        page.keyboard.press("Escape")

        tab(page, "Speakers")
        page.locator(".or-speaker", has_text=right).click()
        page.locator(".or-person h2", has_text=right).wait_for()
        assert "will pay for itself" in page.locator("#or-speaker-page").text_content()
        tab(page, "Timeline")
        lane = page.get_by_role("group", name=right, exact=True)
        lane.locator(".or-stack").first.click()
        page.locator("#or-plot-words", has_text="will pay for itself").wait_for()
        tab(page, "Chat")

    everywhere("Lena Okafor", "Ruth Calloway")
    with open_collection(own.folder) as collection:
        assert [one.what for one in collection.corrections()] == ["speaker"]
    first.goto("about:blank")
    own.stop()
    rebuild(own.folder, statements=True)
    own.__post_init__()
    page = look(address=own.address)
    ask(page, FERRY)
    everywhere("Lena Okafor", "Ruth Calloway")

    # Undone in the article: the answer says so too.
    page.locator("#or-now .or-chip").first.click()
    quoted = page.locator(".or-viewer .or-line", has=page.locator("mark"))
    quoted.locator(".or-fix").first.click()
    dialog = page.locator(".or-fixing")
    dialog.locator(".or-fix-here").get_by_role("button").click()
    page.wait_for_function("document.querySelector('.or-fix-done').textContent === 'Undone.'")
    dialog.get_by_role("button", name="Close").click()
    quoted.locator(".or-margin", has_text="Ruth Calloway").wait_for()
    page.keyboard.press("Escape")
    page.locator("#or-now .or-sentence", has_text="Ruth Calloway").first.wait_for()
    first.goto(own.address)


def test_no_statement_wrong_role_same_and_different_people(own: Server, look: Any) -> None:
    page = look(address=own.address)
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Ruth Calloway").click()
    person = page.locator("#or-speaker-page")
    item = person.locator(".or-day li", has_text="2.4 million")
    number = int(person.locator(".or-big").text_content())

    dialog = fix(page, item.locator(".or-fix"), "Wrong role", "port captain")
    assert told(dialog) == "Corrected: Ruth Calloway: port captain"
    person.locator(".or-role", has_text="port captain").wait_for()
    page.keyboard.press("Escape")
    dialog = fix(page, item.locator(".or-fix"), "Wrong role", "port captain")
    assert told(dialog).startswith("This changes nothing")
    page.keyboard.press("Escape")

    dialog = fix(page, item.locator(".or-fix"), "A different person in this article")
    assert "is somebody else" in told(dialog)
    item.wait_for(state="detached")
    dialog.get_by_text("All corrections (2)").click()
    dialog.locator(".or-fix-every").get_by_role("button").first.click()
    item.wait_for()
    page.keyboard.press("Escape")

    dialog = fix(page, item.locator(".or-fix"), "Not a statement: nobody says this")
    assert told(dialog).startswith("Corrected: no statement")
    item.wait_for(state="detached")
    assert int(person.locator(".or-big").text_content()) == number - 1
    dialog.locator(".or-fix-here").get_by_role("button").click()
    item.wait_for()
    page.keyboard.press("Escape")

    same = "The same person as somebody else"
    dialog = fix(page, item.locator(".or-fix"), same, "Nobody at all")
    assert told(dialog).startswith("This changes nothing")
    page.keyboard.press("Escape")
    dialog = fix(page, item.locator(".or-fix"), same, "Tomas Brandt")
    assert "Tomas Brandt merged with Ruth Calloway" in told(dialog)
    page.locator(".or-speaker", has_text="Tomas Brandt").wait_for(state="detached")
    page.keyboard.press("Escape")
    item.locator(".or-fix").click()
    with page.expect_download() as found:
        dialog.get_by_text("All corrections (2)").click()
        dialog.get_by_text("Save all corrections").click()
    lines = Path(found.value.path()).read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["role", "same"]
    reload(page)
