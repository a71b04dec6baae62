"""The five jobs of docs/walkthrough.md, each step performed on the page.

With ONRECORD_PICTURES the pictures of that page are taken into the folder it names.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from index import open_collection
from rag.citations import verify_all
from tests.browser.conftest import ARTICLES, ROOT, Server, build, tab
from tests.browser.test_dossiers import pin
from tests.browser.test_fixing import fix
from ui.export import read_export

pytestmark = pytest.mark.browser

NAMES = ("ferry.md", "quay.md", "library.txt")
CLAIM = "The night ferry will pay for itself"
SILENT = "Who says that interest rates will rise?"
ASKED = {
    "Who says the night ferry will pay for itself?": "Ruth Calloway",
    "And who disagrees?": "Tomas Brandt",
    "What does Tomas Brandt say about the night ferry?": "never pay for itself",
    "Who says the night ferry could break even?": "Lena Okafor",
    "What does Ruth Calloway say about the repair?": "2.4 million crowns",
    "Did Marta Lindqvist say that the old quay is safe?": "safe for passengers",
    "How much will the repair of the old quay cost?": "2.4 million crowns",
    "When will work on the old quay begin?": "June",
    "Who says the library will stay open on Sundays?": "Amara Nwosu",
    "Why?": "Amara Nwosu",
    "What does Amara Nwosu say about families?": "families come to read",
    SILENT: "",
}
"""Twelve questions, each with what its answer shows."""


@dataclass
class Walk:
    """One job: its steps are performed in the order of the page, and none is left out."""

    job: int
    page: Any = None
    done: list[str] = field(default_factory=list)

    def step(self, words: str) -> None:
        """The step that begins with these words is performed now."""
        self.done.append(words)

    def picture(self, name: str) -> None:
        """Take a picture of the window, where pictures are wanted."""
        if not (folder := os.environ.get("ONRECORD_PICTURES")):
            return
        from PIL import Image

        self.page.mouse.move(2, 2)
        self.page.wait_for_timeout(400)
        taken = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        small = taken.quantize(64, dither=Image.Dither.NONE)
        small.save(Path(folder) / f"walk-{name}.png", optimize=True)

    def end(self) -> None:
        """Every step that the page tells of this job was performed, in its order."""
        text = (ROOT / "docs" / "walkthrough.md").read_text(encoding="utf-8")
        (part,) = re.findall(rf"^## {self.job} .*?(?=^## |\Z)", text, re.M | re.S)
        assert self.done == re.findall(r"^\d+\. \*\*(.+?)\*\*", part, re.M)


@pytest.fixture(scope="module")
def selm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The three articles of the page, as a collection that is only copied."""
    articles = tmp_path_factory.mktemp("selm") / "articles"
    articles.mkdir()
    for name in NAMES:
        shutil.copy(ARTICLES / name, articles)
    return build(articles.parent / "selm", articles)


@pytest.fixture
def port(selm: Path, tmp_path: Path) -> Iterator[Server]:
    """The page of a copy of the collection; it is closed before its server stops."""
    running = Server(Path(shutil.copytree(selm, tmp_path / "selm")))
    yield running
    running.stop()


@pytest.fixture
def walked(port: Server, look: Any) -> Callable[[int], Walk]:
    """``walked(job)`` opens the page."""

    def begin(job: int) -> Walk:
        return Walk(job, look(width=1280, height=720, address=port.address))

    return begin


def verified(folder: Path, saved: Any) -> list[str]:
    """What ``onrecord verify`` says of the quotations of a file that was saved."""
    answers = read_export(Path(saved.value.path()).read_bytes())
    with open_collection(folder, read_only=True) as collection:
        return [check.result for group in verify_all(collection, answers) for check in group]


def test_a_first_visit(walked: Any) -> None:
    walk = walked(1)
    page = walk.page
    walk.step("Open the page")
    profile = page.locator(".or-profile")
    profile.wait_for()
    assert "3 articles" in profile.text_content()
    assert "Ruth Calloway" in profile.text_content()
    walk.picture("first")
    walk.step("Click a proposed question.")
    page.locator("#or-intro .or-ask").first.click()
    turn = page.locator("#or-now .or-turn[aria-busy=false]")
    turn.wait_for()
    walk.step("Click the number behind a quotation.")
    turn.locator(".or-chip").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    walk.step("Close it and open Counts")
    page.keyboard.press("Escape")
    tab(page, "Counts")
    page.locator("#or-counts", has_text="Ruth Calloway").wait_for()
    walk.end()


def test_questions_of_ones_own(port: Server, walked: Any, ask: Any) -> None:
    walk = walked(2)
    page = walk.page
    walk.step("Ask twelve questions")
    assert len(ASKED) == 12
    for question, shown in ASKED.items():
        turn = ask(page, question)
        assert shown in turn.text_content(), question
        assert turn.locator(".or-abstained").count() == (question == SILENT), question
    assert page.locator(".or-searched").count() >= 2
    walk.step("See both sides")
    tab(page, "Both sides")
    page.fill("#or-claim :is(input, textarea)", CLAIM)
    page.locator("#or-compare").click()
    page.locator("#or-columns .or-affirm", has_text="Ruth Calloway").wait_for()
    assert "Tomas Brandt" in page.locator("#or-columns .or-deny").text_content()
    walk.picture("sides")
    walk.step("Correct a speaker")
    tab(page, "Chat")
    turn = ask(page, next(iter(ASKED)))
    card = turn.locator(".or-source", has_text=CLAIM).first
    dialog = fix(page, card.locator(".or-fix"), "Wrong speaker", "Lena Okafor")
    dialog.get_by_role("button", name="Close").click()
    page.locator("#or-now .or-source .or-name", has_text="Lena Okafor").first.wait_for()
    walk.step("Pin two quotations")
    card = page.locator("#or-now .or-source", has_text=CLAIM).first
    pin(page, card.locator("[data-pin]"), "Night ferry", "fares", "Ask for the figures")
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Tomas Brandt").click()
    page.locator(".or-person h2", has_text="Tomas Brandt").wait_for()
    pin(page, page.locator(".or-person [data-pin]").first, label="against", note="Subsidy?")
    tab(page, "Dossiers")
    page.locator(".or-pinned").nth(1).wait_for()
    assert "Lena Okafor" in page.locator(".or-pinned").first.text_content()
    walk.picture("dossier")
    walk.step("Export the dossier")
    page.locator(".or-dossier summary", has_text="Export").click()
    with page.expect_download() as dossier:
        page.locator(".or-dossier").get_by_role("button", name="Word document").click()
    assert verified(port.folder, dossier) == ["exact", "exact"]
    tab(page, "Chat")
    page.locator(".or-current summary", has_text="Export").click()
    with page.expect_download() as talk:
        page.locator(".or-current").get_by_role("button", name="Web page").click()
    assert set(verified(port.folder, talk)) == {"exact"}
    walk.end()


def test_adding_articles(walked: Any, ask: Any, tmp_path: Path) -> None:
    walk = walked(3)
    page = walk.page
    walk.step("Drop two files")
    tab(page, "Articles")
    page.locator("#or-articles-list tbody tr").nth(2).wait_for()
    good, bad = tmp_path / "toll.txt", tmp_path / "damaged.pdf"
    good.write_text("“The bridge toll will rise in May,” mayor Otto Lind said.", encoding="utf-8")
    bad.write_bytes(b"no PDF")
    page.set_input_files("#or-upload input[type=file]", [str(good), str(bad)])
    results = page.locator("#or-results")
    results.locator(".or-added", has_text="toll.txt").wait_for()
    results.locator(".or-failed", has_text="damaged.pdf").wait_for()
    walk.picture("adding")
    walk.step("Paste a link that is dead.")
    dead = "http://127.0.0.1:9/story"
    page.locator("#or-link textarea").fill(dead)
    page.locator("#or-fetch").click()
    results.locator(".or-failed", has_text=dead).wait_for()
    page.wait_for_function(f"document.querySelector('#or-link textarea').value === '{dead}'")
    walk.step("Ask about the new article.")
    tab(page, "Chat")
    assert "Otto Lind" in ask(page, "Who says the bridge toll will rise?").text_content()
    walk.end()


def test_all_that_one_person_said_as_a_table(port: Server, walked: Any) -> None:
    walk = walked(4)
    page = walk.page
    walk.step("Choose a speaker")
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Ruth Calloway").click()
    said = page.locator(".or-person .or-days ol > li")
    page.locator(".or-person h2", has_text="Ruth Calloway").wait_for()
    every = said.count()
    walk.picture("speaker")
    walk.step("Limit it")
    tally = page.locator(".or-person h3 .or-tally")
    counts = {}
    for kind in ("direct", "reported", ""):
        page.get_by_label("Kind of words").select_option(kind)
        mark = f"kind={kind}" if kind else "speaker="
        link = page.locator(f".or-person .or-table-link[data-download*='{mark}']")
        link.wait_for()
        if not kind:
            tally.filter(has_text=str(every)).wait_for()
        counts[kind] = said.count()
    assert counts["direct"] + counts["reported"] == counts[""] == every
    assert counts["direct"]
    assert counts["reported"]
    walk.step("Save the table")
    with page.expect_download() as table:
        page.locator(".or-person .or-table-link").click()
    assert verified(port.folder, table) == ["exact"] * every
    walk.end()


def test_can_the_answers_be_relied_on(walked: Any, tmp_path: Path) -> None:
    walk = walked(5)
    page = walk.page
    sure = {q: name for q, name in ASKED.items() if q.startswith("Who says") and name}
    rows = [
        {"id": f"q{n}", "type": "who", "question": question, "speakers": [name]}
        for n, (question, name) in enumerate(sure.items())
    ]
    rows.append({"id": "none", "type": "unanswerable", "question": SILENT, "unanswerable": True})
    file = tmp_path / "port.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    walk.step("Choose a question set")
    tab(page, "Evaluation")
    page.get_by_text("Can the answers be relied on?").wait_for()
    page.locator("#or-questions input[type=file]").set_input_files(str(file))
    page.get_by_text(f"{len(rows)} questions can be asked now.").wait_for()
    walk.step("Run it")
    page.locator("#or-run").click()
    run = page.locator(".or-run")
    run.wait_for()
    assert "Rightly said nothing" in run.text_content()
    walk.picture("evaluation")
    walk.step("Save the report")
    with page.expect_download() as saved:
        run.get_by_role("button", name="Whole report").click()
    report = Path(saved.value.path()).read_text(encoding="utf-8")
    assert report.lower().startswith("<!doctype html>")
    walk.end()
