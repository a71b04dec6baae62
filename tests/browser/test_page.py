"""The chat in Chromium: from the question to the place where it is written."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ui.render.wording import REASONS

pytestmark = pytest.mark.browser

FERRY = "Who says that the night ferry will pay for itself within three years?"
CLAIM = "The night ferry will pay for itself within three years"
NOWHERE = "interest rates will rise"
"""What no article speaks of."""


def article_text(name: str) -> str:
    from index.articles import read
    from index.types import Article

    path = Path(__file__).parent / "articles" / name
    return next(a.text for a in read(path) if isinstance(a, Article))


def test_an_answer_is_word_for_word_and_leads_to_its_place(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, FERRY)
    text = article_text("ferry.md")
    quotes = turn.locator(".or-quote").all_text_contents()
    assert any(CLAIM in quote for quote in quotes)
    assert all(quote in text for quote in quotes)

    source = turn.locator(".or-source", has_text=CLAIM).first
    marked = source.locator("mark").text_content()
    assert marked in text
    assert "Council hears the case for a night ferry" in source.text_content()
    assert "Harbour Gazette" in source.text_content()
    assert "4 March 2025" in source.text_content()

    number = source.locator(".or-number").text_content()
    turn.locator(".or-chip", has_text=number).first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("mark").first.wait_for()
    assert "".join(dialog.locator("mark").all_text_contents()) == marked
    assert 0 < dialog.locator("mark").first.bounding_box()["y"] < 900
    assert dialog.locator(".or-said").count() > 1  # the other statements, with their speakers
    assert "Brandt" in " ".join(dialog.locator(".or-margin-note").all_text_contents())
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert page.evaluate("document.activeElement.className").find("or-chip") >= 0


def test_only_direct_quotations_where_only_they_are_wanted(look: Any, ask: Any) -> None:
    page = look()
    everything = ask(page, FERRY)
    assert everything.locator(".or-tag", has_text="reported").count() > 0
    page.get_by_label("Kind of words").select_option("direct")
    page.wait_for_timeout(500)
    direct = ask(page, FERRY)
    page.locator("#or-past .or-turn").wait_for()  # the same question: its first answer, until then
    page.wait_for_selector("#or-now .or-turn[aria-busy=false] .or-quote")
    assert direct.locator(".or-words").count() == 0
    assert direct.locator("mark").count() == direct.locator("blockquote mark").count()
    page.get_by_label("Kind of words").select_option("reported")
    page.wait_for_timeout(500)
    reported = ask(page, "Who says that the night ferry could break even in five years?")
    page.wait_for_selector("#or-now .or-turn[aria-busy=false] .or-words")
    assert reported.locator(".or-quote").count() == 0
    assert page.locator("#or-now .or-searched", has_text="Only reported words").count() == 1


def test_a_card_shows_the_quotation_to_mouse_and_keyboard(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, FERRY)
    chip = turn.locator(".or-chip").first
    chip.hover()
    card = page.locator(".or-card")
    card.wait_for()
    assert card.locator("mark").text_content() in article_text("ferry.md")
    for part in ("Ruth Calloway", "harbour master", "Harbour Gazette", "4 March 2025"):
        assert part in card.text_content()
    page.mouse.move(5, 5)
    page.wait_for_selector(".or-card", state="detached")

    page.locator("body").click(position={"x": 2, "y": 300})
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('#or-box') !== null")
    turn.locator(".or-asked .link").focus()
    page.keyboard.press("Tab")
    card.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector(".or-card", state="detached")
    page.keyboard.press("Enter")
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")


def test_silence_looks_different_from_an_answer(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, f"Who says that {NOWHERE}?")
    assert turn.locator(".or-sentence").count() == 0
    assert turn.locator(".or-chip").count() == 0
    assert turn.locator(".or-abstained h3").text_content() in REASONS.values()
    nearest = turn.locator(".or-nearest")
    if nearest.count():
        assert "not an answer" in nearest.text_content()


def test_the_question_that_was_searched_is_shown_and_edited(look: Any, ask: Any) -> None:
    page = look()
    ask(page, FERRY)
    turn = ask(page, "Who disagrees with this?")
    searched = turn.locator(".or-searched")
    assert "pay for itself" in searched.text_content()
    assert page.locator("#or-past .or-turn").count() == 1
    searched.get_by_role("button", name="Edit the question that was searched").click()
    field = turn.get_by_role("textbox", name="Edit the question that was searched")
    assert "pay for itself" in field.input_value()
    question = "What is said about the library on Sundays?"
    field.fill(question)
    field.press("Enter")
    page.get_by_role("heading", name=question).wait_for()
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    assert page.locator(".or-turn").count() == 2  # it took the place of the other


def test_an_earlier_question_is_edited_and_asked_again(look: Any, ask: Any) -> None:
    page = look()
    ask(page, "What is said about the old quay?")
    ask(page, FERRY)
    first = page.locator("#or-past .or-turn").first
    first.get_by_role("button", name="Edit this question").click()
    field = first.get_by_role("textbox", name="Edit the question")
    field.press("Escape")
    assert field.is_hidden()
    first.get_by_role("button", name="Edit this question").click()
    assert "and what follows" in first.locator(".or-replaces").text_content()
    field.fill("Who says the repair would cost 2.4 million crowns?")
    first.get_by_role("button", name="Ask again").click()
    page.locator("#or-now .or-question", has_text="2.4 million").wait_for()
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    assert page.locator(".or-turn").count() == 1


def test_suggestions_retry_and_a_new_conversation(look: Any, ask: Any) -> None:
    page = look()
    suggestion = page.locator("#or-intro .or-ask").first
    question = suggestion.text_content()
    suggestion.click()
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    assert page.locator("#or-now .or-question").text_content() == question
    assert page.locator("#or-intro .or-intro").count() == 0

    page.wait_for_selector("#or-send")
    page.get_by_role("button", name="Retry").click()
    page.wait_for_selector("#or-send")
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    assert page.locator(".or-turn").count() == 1

    page.get_by_role("button", name="New conversation").click()
    page.wait_for_selector("#or-intro .or-ask")
    assert page.locator(".or-turn").count() == 0


def test_a_new_conversation_stays_empty_while_an_answer_is_on_its_way(look: Any, ask: Any) -> None:
    page = look()
    begin = page.get_by_role("button", name="New conversation")
    for moment in (0, 30, 60):
        ask(page, FERRY)
        page.get_by_role("button", name="Retry").click()
        page.wait_for_timeout(moment)
        begin.click()
        page.wait_for_selector("#or-intro .or-ask")
        turn = ask(page, "What is said about the library on Sundays?")  # a belated answer is here
        assert "library" in turn.text_content().lower(), moment
        assert page.locator(".or-turn").count() == 1, moment
        begin.click()
        page.wait_for_selector("#or-intro .or-ask")


def test_an_answer_can_be_stopped_and_the_next_question_asked(look: Any, ask: Any) -> None:
    page = look()
    page.fill("#or-box textarea", FERRY)
    page.press("#or-box textarea", "Enter")
    page.locator("#or-now .or-question").wait_for()
    box = page.locator("#or-box textarea")
    box.fill("half a question")
    with page.expect_response("**/run/predict"):
        page.evaluate("document.querySelector('#or-stop').click()")  # a fast answer may be there
    page.wait_for_timeout(300)  # until it is drawn, less than anybody needs to type the next one
    page.wait_for_selector("#or-send")
    assert box.input_value() == "half a question"
    assert page.locator("#or-now .or-turn[aria-busy=true]").count() == 0
    box.fill("")
    turn = ask(page, "What is said about the library on Sundays?")
    assert "library" in turn.text_content().lower()


def test_an_answer_is_copied_exported_and_judged(
    look: Any, ask: Any, collection_folder: Path
) -> None:
    page = look()
    turn = ask(page, FERRY)
    turn.get_by_role("button", name="Copy").click()
    turn.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert CLAIM in copied
    assert "[1]" in copied
    assert "Harbour Gazette" in copied
    for words in turn.locator(".or-quote").all_text_contents():
        assert f"“{words}”" in copied
    for words in turn.locator(".or-words").all_text_contents():
        assert words in copied
        assert f"“{words}”" not in copied

    turn.get_by_text("Export", exact=True).click()
    with page.expect_download() as found:
        turn.get_by_role("button", name="JSON", exact=True).click()
    shape = json.loads(Path(found.value.path()).read_text(encoding="utf-8"))
    assert CLAIM in json.dumps(shape)

    turn.get_by_role("button", name="Not helpful").click()
    field = turn.get_by_role("textbox", name="A note to go with it")
    field.fill("Which three years?")
    field.press("Enter")
    turn.get_by_text("Kept in the log: Which three years?").wait_for()
    assert turn.get_by_role("button", name="Not helpful").get_attribute("aria-pressed") == "true"
    with closing(sqlite3.connect(collection_folder / "onrecord.sqlite")) as connection:
        entries = [json.loads(row[0]) for row in connection.execute("SELECT entry FROM log")]
    judged = [e for e in entries if e.get("kind") == "feedback"][-1]
    assert (judged["helpful"], judged["note"]) == (False, "Which three years?")
    assert judged["question"] == FERRY


def test_nothing_moves_while_an_answer_appears(look: Any, ask: Any) -> None:
    page = look()
    page.evaluate(
        """() => { window.places = []; new MutationObserver(() => {
             const s = document.querySelector('#or-now .or-sentence');
             if (s) window.places.push(Math.round(s.getBoundingClientRect().height)
               + ':' + document.querySelector('#or-now .or-answer').offsetHeight);
           }).observe(document.body, {childList: true, subtree: true, attributes: true}); }"""
    )
    ask(page, FERRY)
    assert len(set(page.evaluate("window.places"))) == 1
