"""The page in Chromium: from the question to the place where it is written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

FERRY = "Who says the night ferry will pay for itself?"
CLAIM = "The night ferry will pay for itself within three years"


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
    box = dialog.locator("mark").first.bounding_box()
    assert 0 < box["y"] < 900
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")
    assert page.evaluate("document.activeElement.className").find("or-chip") >= 0


def test_pointing_at_a_chip_shows_the_quotation(look: Any, ask: Any) -> None:
    page = look()
    chip = ask(page, FERRY).locator(".or-chip").first
    chip.hover()
    card = page.locator(".or-card")
    card.wait_for()
    assert card.locator("mark").text_content() in article_text("ferry.md")
    page.mouse.move(5, 5)
    page.wait_for_selector(".or-card", state="detached")


def test_silence_looks_different_from_an_answer(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, "Who says the moon base opens in 2040?")
    assert turn.locator(".or-sentence").count() == 0
    assert turn.locator(".or-chip").count() == 0
    assert "Not on record" in turn.locator(".or-abstained").text_content()
    nearest = turn.locator(".or-nearest")
    if nearest.count():
        assert "not an answer" in nearest.text_content()


def test_a_follow_up_shows_the_question_that_was_searched(look: Any, ask: Any) -> None:
    page = look()
    ask(page, FERRY)
    turn = ask(page, "Who disagrees?")
    searched = turn.locator(".or-searched")
    assert "pay for itself" in searched.text_content()
    assert page.locator("#or-past .or-turn").count() == 1
    searched.get_by_role("button", name="Edit").click()
    assert "pay for itself" in page.input_value("#or-box textarea")


def test_suggestions_retry_and_clear(look: Any, ask: Any) -> None:
    page = look()
    suggestion = page.locator("#or-intro .or-ask").first
    question = suggestion.text_content()
    suggestion.click()
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    assert page.locator("#or-now .or-question").text_content() == question
    assert page.locator("#or-intro .or-intro").count() == 0

    page.get_by_role("button", name="Retry").click()
    page.wait_for_function("document.querySelector('#or-send')")
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    assert page.locator(".or-turn").count() == 1

    page.get_by_role("button", name="Clear").click()
    page.wait_for_selector("#or-intro .or-ask")
    assert page.locator(".or-turn").count() == 0


def test_an_answer_can_be_stopped_and_the_next_question_asked(look: Any, ask: Any) -> None:
    page = look()
    page.fill("#or-box textarea", FERRY)
    page.press("#or-box textarea", "Enter")
    page.click("#or-stop")
    page.wait_for_selector("#or-send")
    stopped = page.input_value("#or-box textarea") == FERRY
    assert stopped or page.locator("#or-now .or-turn[aria-busy=false]").count() == 1
    turn = ask(page, "What is said about the library on Sundays?")
    assert "library" in turn.text_content().lower()


def test_two_browser_sessions_have_two_conversations(look: Any, ask: Any) -> None:
    one, other = look(), look()
    ask(one, FERRY)
    assert other.locator(".or-turn").count() == 0
    turn = ask(other, "Who disagrees?")
    assert turn.locator(".or-searched").count() == 0


def test_an_answer_can_be_copied(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, FERRY)
    turn.get_by_role("button", name="Copy").click()
    turn.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert CLAIM in copied
    assert "[1]" in copied
    assert "Harbour Gazette" in copied


def test_the_keyboard_is_enough(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, FERRY)
    page.locator("body").click(position={"x": 2, "y": 300})
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.closest('#or-box') !== null")
    turn.locator(".or-chip").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").locator("mark").first.wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog:not([open])", state="attached")


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


def test_articles_are_added_listed_and_removed(look: Any, ask: Any) -> None:
    page = look()
    page.get_by_role("tab", name="Articles").click()
    page.wait_for_selector("#or-articles-list tbody tr")
    before = page.locator("#or-articles-list tbody tr").count()
    text = (
        "Windmill to turn again\n\nThe old windmill of Port Selm will grind flour again in autumn, "
        "miller Jonas Petri said on Thursday. “Nobody has baked with our flour since 1961,” "
        "Petri said. The town paid for new sails."
    )
    page.set_input_files(
        "#or-upload input[type=file]",
        [
            {"name": "windmill.txt", "mimeType": "text/plain", "buffer": text.encode()},
            {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"not a PDF"},
        ],
    )
    page.wait_for_selector(".or-uploads .or-failed")
    page.wait_for_selector(".or-uploads .or-added")
    assert "windmill.txt" in page.locator(".or-uploads .or-added").text_content()
    failed = page.locator(".or-uploads .or-failed").text_content()
    assert "broken.pdf" in failed
    assert "/tmp" not in failed
    row = page.locator("#or-articles-list tbody tr", has_text="Windmill")
    row.wait_for()
    assert page.locator("#or-articles-list tbody tr").count() == before + 1

    row.get_by_role("button", name="Windmill to turn again", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("since 1961").wait_for()
    dialog.get_by_role("button", name="Close").click()

    page.get_by_role("tab", name="Chat").click()
    turn = ask(page, "Who says the windmill will grind flour again?")
    assert "grind flour again" in " ".join(turn.locator("mark").all_text_contents())

    page.get_by_role("tab", name="Articles").click()
    row.get_by_role("button", name="Remove").click()
    page.get_by_text("Really remove?").click()
    row.wait_for(state="detached")
    assert page.locator("#or-articles-list tbody tr").count() == before
    page.get_by_role("tab", name="Chat").click()
    turn = ask(page, "Who says that the windmill will grind flour?")
    assert "flour" not in " ".join(turn.locator("mark").all_text_contents())


def test_the_list_can_be_searched(look: Any) -> None:
    page = look()
    page.get_by_role("tab", name="Articles").click()
    page.wait_for_selector("#or-articles-list tbody tr")
    page.locator("#or-articles-search :is(textarea, input)").fill("selm observer may")
    page.get_by_text("1 article of").wait_for()
    assert "Old quay" in page.locator("#or-articles-list tbody").text_content()
    page.locator("#or-articles-search :is(textarea, input)").fill("zebra")
    page.get_by_text("No article fits this search.").wait_for()


def test_speakers_lead_to_their_statements(look: Any, collection_folder: Path) -> None:
    from index import open_collection

    with open_collection(collection_folder) as collection:
        speakers = collection.speakers()
    page = look()
    tab = page.get_by_role("tab", name="Speakers")
    if not speakers:  # an index without attribution has no speakers, and the page no such tab
        assert tab.count() == 0
        return
    tab.click()
    page.locator(".or-speaker", has_text=speakers[0].name).first.click()
    page.locator(".or-person h2", has_text=speakers[0].name).wait_for()
    texts = "".join(article_text(p.name) for p in (Path(__file__).parent / "articles").iterdir())
    quotes = page.locator(".or-person .or-quote").all_text_contents()
    assert quotes
    assert all(quote in texts for quote in quotes)
