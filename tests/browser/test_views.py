"""Both sides, speakers, timeline, articles and evaluation in Chromium."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval import load
from index import Correction, open_collection
from index.articles import FORMATS
from tests.browser.conftest import ARTICLES, reload, tab
from tests.browser.test_looks import violations
from tests.browser.test_page import NOWHERE, article_text
from ui.render.wording import REASONS

pytestmark = pytest.mark.browser

WINDMILL = (
    "Windmill to turn again\n\nThe old windmill of Port Selm will grind flour again in autumn, "
    "miller Jonas Petri said on Thursday. “Nobody has baked with our flour since 1961,” "
    "Petri said. The town paid for new sails."
)


def all_texts() -> str:
    return "".join(article_text(path.name) for path in ARTICLES.iterdir())


def redraw(page: Any) -> None:
    """Draw the list of articles anew as the server draws it."""
    page.evaluate(
        """() => {
            const list = document.querySelector('#or-articles-list .or-list').parentElement;
            const copy = list.cloneNode(true);
            for (const sure of copy.querySelectorAll('.or-sure')) {
                sure.classList.remove('or-sure');
                sure.textContent = 'Remove';
                sure.dataset.unsure = 'Really remove?';
            }
            list.replaceChildren(...copy.childNodes);
        }"""
    )


def test_both_sides_stand_in_columns(look: Any) -> None:
    page = look()
    tab(page, "Both sides")
    claim = page.locator("#or-claim :is(input, textarea)")
    claim.fill("the night ferry will pay for itself within three years")
    claim.press("Enter")
    page.wait_for_selector(".or-columns")
    for side in ("Agrees", "Only partly, or if…", "Disagrees"):
        page.get_by_role("region", name=side, exact=True).wait_for()
    quotes = page.locator("#or-columns mark").all_text_contents()
    assert any("will pay for itself" in quote for quote in quotes)
    assert any("never pay for itself" in quote for quote in quotes)
    assert all(quote in all_texts() for quote in quotes)
    card = page.locator("#or-columns .or-source", has_text="never pay for itself")
    assert "Brandt" in card.text_content()
    assert "4 March 2025" in card.text_content()
    card.locator("[data-open]").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.keyboard.press("Escape")

    claim.fill(NOWHERE)
    claim.press("Enter")
    page.locator("#or-columns .or-abstained h3").wait_for()
    assert page.locator("#or-columns .or-abstained h3").text_content() in REASONS.values()


def test_a_speaker_has_a_page_and_can_be_merged_and_parted_again(
    look: Any, collection_folder: Path
) -> None:
    page = look()
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Ruth Calloway").click()
    page.locator(".or-person h2", has_text="Ruth Calloway").wait_for()
    person = page.locator(".or-person")
    quotes = person.locator(".or-quote, .or-words").all_text_contents()
    assert quotes
    assert all(quote in all_texts() for quote in quotes)
    assert "Harbour Gazette" in person.locator(".or-shares").text_content()
    assert "Selm Observer" in person.locator(".or-shares").text_content()
    assert person.locator(".or-day h4").first.text_content() == "20 May 2025"
    before = person.locator(".or-big").text_content()

    topic = person.locator(".or-topic").first
    if topic.count():
        topic.click()
        page.locator(".or-topic[aria-pressed=true]").wait_for()
        assert 0 < person.locator(".or-quote, .or-words").count() <= len(quotes)

    person.get_by_text("Fix this speaker").click()
    person.get_by_role("button", name="Merge with another name").click()
    name = person.get_by_role("textbox", name="The other name of the same speaker")
    name.fill("Nobody at all")
    name.press("Enter")
    page.get_by_text("There is no other speaker called").wait_for()
    person.get_by_role("button", name="Merge with another name").click()
    name.fill("Tomas Brandt")
    name.press("Enter")
    page.wait_for_function(
        "before => document.querySelector('.or-big').textContent !== before", arg=before
    )
    with open_collection(collection_folder) as collection:
        merged = Correction("same", ("Ruth Calloway", "Tomas Brandt"))
        assert [one.plain for one in collection.corrections()] == [merged]
    assert page.locator(".or-speaker", has_text="Tomas Brandt").count() == 0
    person.get_by_text("Fix this speaker").click()
    person.get_by_text("Merged with Tomas Brandt").wait_for()
    person.get_by_role("button", name="Undo").click()
    page.locator(".or-speaker", has_text="Tomas Brandt").wait_for()
    with open_collection(collection_folder) as collection:
        assert collection.corrections() == []
    assert person.locator(".or-big").text_content() == before


def test_the_timeline_is_clicked(look: Any) -> None:
    page = look()
    tab(page, "Timeline")
    page.wait_for_selector(".or-stack")
    lane = page.get_by_role("group", name="Ruth Calloway")
    stack = lane.locator(".or-stack").first
    assert "4 March 2025" in stack.get_attribute("aria-label")
    stack.focus()
    page.keyboard.press("Enter")
    words = page.locator("#or-plot-words")
    words.locator("h2", has_text="Ruth Calloway").wait_for()
    assert all(
        quote in all_texts() for quote in words.locator(".or-quote, .or-words").all_text_contents()
    )
    words.locator("[data-open]").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.keyboard.press("Escape")
    # Only the days of the bar, and all of them again.
    words.get_by_role("link", name="Zoom in on").click()
    page.locator(".or-filter[data-value=since]").wait_for()
    page.wait_for_url("**since=2025-0*")
    page.get_by_role("link", name="Show all dates").click()
    page.locator(".or-filter[data-value=since]").wait_for(state="detached")
    page.get_by_role("link", name="Show all dates").wait_for(state="detached")
    page.locator("#or-topic :is(input, textarea)").fill("quay")
    page.locator("#or-show").click()
    page.locator("#or-plot .or-count", has_text="on “quay”").wait_for()
    assert page.get_by_role("group", name="Tomas Brandt").count() == 0
    page.locator("#or-topic :is(input, textarea)").fill("zebra")
    page.locator("#or-show").click()
    page.get_by_text("No dated statement").wait_for()


def test_whatever_is_read_may_be_chosen(look: Any) -> None:
    page = look()
    tab(page, "Articles")
    accepted = page.locator("#or-upload input[type=file]").get_attribute("accept").split(",")
    endings = {f".{ending.rpartition('.')[2]}" for ending in FORMATS}
    assert endings <= {one.strip() for one in accepted}


def test_articles_are_added_edited_listed_and_removed(look: Any, ask: Any) -> None:
    page = look()
    tab(page, "Articles")
    rows = page.locator("#or-articles-list tbody tr")
    rows.first.wait_for()
    before = rows.count()
    page.set_input_files(
        "#or-upload input[type=file]",
        [
            {"name": "windmill.txt", "mimeType": "text/plain", "buffer": WINDMILL.encode()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"not a PDF"},
        ],
    )
    # The first article that is added loads what indexing needs.
    page.wait_for_selector(".or-uploads .or-failed", timeout=120_000)
    page.wait_for_selector(".or-uploads .or-added")
    assert "windmill.txt" in page.locator(".or-uploads .or-added").text_content()
    failed = page.locator(".or-uploads .or-failed").text_content()
    assert "broken.pdf" in failed
    assert "/tmp" not in failed
    row = rows.filter(has_text="Windmill")
    row.wait_for()
    assert rows.count() == before + 1

    links = page.locator("#or-link textarea")
    links.fill("file:///etc/passwd")
    page.locator("#or-fetch").click()
    page.locator(".or-uploads .or-failed", has_text="not a web address").wait_for()
    links.fill("http://127.0.0.1:9/gone")
    page.locator("#or-fetch").click()
    page.locator(".or-uploads .or-failed", has_text="127.0.0.1:9").wait_for()
    page.wait_for_function("document.querySelector('#or-link textarea').value.endsWith('/gone')")

    row.get_by_role("button", name="Edit").click()
    form = page.locator("#or-edit")
    form.get_by_label("Outlet").fill("Mill Post")
    form.get_by_label("Date").fill("12/11/2025")
    form.get_by_role("button", name="Save").click()
    form.get_by_text("is not a date").wait_for()
    form.get_by_label("Date").fill("2025-12-31")
    form.get_by_role("button", name="Save").click()
    form.wait_for(state="hidden")
    row.get_by_text("31 December 2025").wait_for()
    assert "Mill Post" in row.text_content()

    row.get_by_role("button", name="Windmill to turn again", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("since 1961").wait_for()
    dialog.get_by_role("button", name="Close").click()

    search = page.locator("#or-articles-search :is(textarea, input)")
    search.fill("selm observer may")
    page.get_by_text("1 article of").wait_for()
    assert "Old quay" in page.locator("#or-articles-list tbody").text_content()
    search.fill("zebra")
    page.get_by_text("No article fits this search.").wait_for()
    search.fill("")

    tab(page, "Chat")
    turn = ask(page, "Who says the windmill will grind flour again?")
    assert "flour" in " ".join(turn.locator("mark").all_text_contents())

    tab(page, "Articles")
    row.get_by_role("button", name="Remove").click()
    sure = page.get_by_text("Really remove?")
    sure.wait_for()
    redraw(page)  # as an answer of the server to something else does
    sure.hover()
    page.mouse.down()
    redraw(page)  # even while the button is held down
    page.mouse.up()
    row.wait_for(state="detached")
    assert rows.count() == before
    tab(page, "Chat")
    turn = ask(page, "Who says that the windmill will grind flour?")
    assert "flour" not in " ".join(turn.locator("mark").all_text_contents())
    reload(page)
    page.get_by_text("The sources have changed").wait_for()
    assert "grind flour again" not in page.locator("#or-past .or-grid").all_text_contents()


def test_a_question_set_is_run_and_two_runs_are_compared(look: Any, tmp_path: Path) -> None:
    questions = [
        {
            "id": "a",
            "type": "who",
            "question": "Who says the night ferry will pay for itself?",
            "speakers": ["Ruth Calloway"],
            "evidence": [{"doc": "ferry.md", "quote": "The night ferry will pay for itself"}],
        },
        {
            "id": "wrong",
            "type": "who",
            "question": "Who says the library will stay open on Sundays?",
            "speakers": ["Somebody Else"],
        },
        {
            "id": "b",
            "type": "unanswerable",
            "question": f"Who says that {NOWHERE}?",
            "unanswerable": True,
        },
    ]
    file = tmp_path / "harbour.jsonl"
    file.write_text("".join(f"{json.dumps(q)}\n" for q in questions), encoding="utf-8")
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": 1}\n', encoding="utf-8")
    page = look()
    tab(page, "Evaluation")
    page.get_by_text("Can the answers be relied on?").wait_for()
    page.get_by_text("How to do it").click()
    page.get_by_text("there, silence is right").wait_for()
    with page.expect_download() as sample:
        page.get_by_role("link", name="Sample question set").click()
    assert len(load(Path(sample.value.path()))) > 20
    upload = page.locator("#or-questions input[type=file]")
    upload.set_input_files(str(broken))
    page.locator("#or-run-state [role=alert]").wait_for()
    upload.set_input_files(str(file))
    page.get_by_text("3 questions can be asked now.").wait_for()
    page.locator("#or-run").click()
    run = page.locator(".or-run")
    run.wait_for()
    assert "Rightly said nothing" in run.text_content()
    assert "100.0 %" in run.text_content()
    assert "Silent where the collection has no answer." in run.text_content()
    assert "Expected: Somebody Else. Answered: " in run.text_content()
    assert violations(page) == []
    run.get_by_role("button", name="Who says the library will stay open").click()
    page.wait_for_function("document.activeElement.closest('#or-box') !== null")
    assert page.locator("#or-box textarea").input_value() == questions[1]["question"]
    page.locator("#or-box textarea").fill("")
    tab(page, "Evaluation")
    page.wait_for_timeout(1100)  # runs are named by the second
    page.locator("#or-run").click()
    page.wait_for_function("document.querySelectorAll('.or-runs tbody tr').length === 2")
    run.get_by_role("group", name="Compare with an earlier run").get_by_role("button").click()
    run.get_by_text("No question turned right or wrong.").wait_for()
    with page.expect_download() as found:
        run.get_by_role("button", name="Whole report").click()
    report = Path(found.value.path()).read_text(encoding="utf-8")
    assert report.lower().startswith("<!doctype html>")
    for _ in range(2):
        page.locator("#or-run-list [data-act=delete]").first.click()
        page.get_by_text("Really delete?").click()
        page.get_by_text("Really delete?").wait_for(state="detached")
    page.get_by_text("Can the answers be relied on?").wait_for()
