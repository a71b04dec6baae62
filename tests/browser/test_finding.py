"""Search, filters, counts, contradictions and addresses of the page in Chromium."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import reload, tab
from tests.browser.test_looks import violations
from tests.browser.test_page import FERRY, article_text

pytestmark = pytest.mark.browser

PHRASE = '"night ferry" AND bridge'


def search(page: Any, query: str) -> Any:
    """Search the full text; returns what is found."""
    tab(page, "Search")
    field = page.locator("#or-query :is(input, textarea)")
    field.fill(query)
    field.press("Enter")
    found = page.locator("#or-found")
    found.locator("[role=status], [role=alert]").first.wait_for()
    return found


def choose(page: Any, field: str, value: str) -> None:
    """Set a filter of the bar above the tabs, and wait for its chip."""
    if not page.locator(".or-filter-menu[open]").count():
        page.locator(".or-filter-menu summary").click()
    part = page.locator(f"[data-change={field}]")
    if field == "outlet":
        part.select_option(value)
    else:
        part.fill(value)
        part.press("Enter")
    page.locator(f".or-filter[data-value={field}]").wait_for()
    page.keyboard.press("Escape")


def test_an_address_shows_the_same_again_and_back_walks(look: Any) -> None:
    page = look()
    found = search(page, PHRASE)
    marked = found.locator("mark").all_text_contents()
    assert marked
    assert {mark.casefold() for mark in marked} == {"night ferry", "bridge"}
    sentences = found.locator(".or-words").all_text_contents()
    assert all(sentence in article_text("ferry.md") for sentence in sentences)
    assert "Ruth Calloway" in found.text_content()
    page.wait_for_url("**/#view=search&q=*")
    assert violations(page) == []

    # A passage has an address of its own.
    found.locator(".or-words", has_text="within three years").locator("xpath=../..").get_by_role(
        "button", name="Open"
    ).click()
    page.locator(".or-viewer mark").first.wait_for()
    page.wait_for_url("**article=*")
    passage = page.locator(".or-viewer mark").all_text_contents()
    reload(page)
    page.locator(".or-viewer mark").first.wait_for()
    assert page.locator(".or-viewer mark").all_text_contents() == passage
    page.keyboard.press("Escape")
    page.locator("#or-found mark").first.wait_for()

    # So have a speaker and who is counted where.
    tab(page, "Counts")
    page.locator(".or-counts").wait_for()
    page.wait_for_url("**/#view=counts")
    assert violations(page) == []
    row = page.locator(".or-counts tbody tr", has_text="Ruth Calloway")
    cell = row.get_by_role("link", name="Ruth Calloway in Harbour Gazette")
    number = int(cell.text_content())
    cell.click()
    page.locator(".or-person h2", has_text="Ruth Calloway").wait_for()
    assert int(page.locator(".or-big").text_content()) == number
    assert page.locator("#or-speaker-page .or-day li .or-fix").count() == number
    page.locator(".or-filter", has_text="Harbour Gazette").wait_for()
    page.wait_for_url("**/#view=speakers&outlet=Harbour+Gazette&who=Ruth+Calloway")
    page.go_back()
    page.locator(".or-counts").wait_for()
    page.locator(".or-filter").wait_for(state="detached")
    page.go_back()
    page.locator("#or-found mark").first.wait_for()
    page.wait_for_url("**/#view=search&q=*")


def test_filters_hold_in_every_view(look: Any, ask: Any) -> None:
    page = look()
    choose(page, "outlet", "Selm Observer")
    turn = ask(page, "What does Ruth Calloway say?")
    assert "Selm Observer" in turn.locator(".or-searched").text_content()
    places = turn.locator(".or-place").all_text_contents()
    assert places
    assert all("Selm Observer" in place for place in places)
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Ruth Calloway").wait_for()
    assert page.locator(".or-speaker", has_text="Tomas Brandt").count() == 0
    tab(page, "Timeline")
    page.locator(".or-stack").first.wait_for()
    assert page.get_by_role("group", name="Tomas Brandt").count() == 0
    found = search(page, "ferry")
    assert "No article has ferry within these filters" in found.text_content()

    page.locator(".or-filter[data-value=outlet]").click()
    found.locator("mark").first.wait_for()  # drawn anew by itself
    choose(page, "until", "4 March 2025")
    choose(page, "by", "Tomas Brandt")
    assert violations(page) == []
    page.get_by_role("tab", name="Chat", exact=True).click()
    page.wait_for_function("!location.hash.includes('view=search')")
    reload(page)
    page.locator(".or-filter[data-value=by]").wait_for()
    tab(page, "Both sides")
    claim = page.locator("#or-claim :is(input, textarea)")
    claim.fill("the night ferry will pay for itself")
    claim.press("Enter")
    page.locator("#or-columns .or-columns, #or-columns .or-abstained").first.wait_for()
    names = page.locator("#or-columns .or-columns .or-name").all_text_contents()
    assert set(names) <= {"Tomas Brandt"}
    for field in ("until", "by"):
        page.locator(f".or-filter[data-value={field}]").click()
        page.locator(f".or-filter[data-value={field}]").wait_for(state="detached")
    page.locator("#or-columns .or-name", has_text="Ruth Calloway").first.wait_for()


def test_contradictions_stand_side_by_side(look: Any) -> None:
    page = look()
    tab(page, "Contradictions")
    page.locator("#or-clash-find").click()
    page.locator("#or-clashes [role=status]", has_text="compared").wait_for(timeout=120_000)
    pair = page.locator(".or-clash", has_text="never pay for itself")
    quotes = pair.locator("mark").all_text_contents()
    assert len(quotes) == 2
    assert all(quote in article_text("ferry.md") for quote in quotes)
    assert {"Ruth Calloway", "Tomas Brandt"} <= set(pair.locator(".or-name").all_text_contents())
    assert "confidence" in pair.text_content()
    assert violations(page) == []
    page.wait_for_url("**/#view=contradictions&found=1")


def test_an_answer_is_one_sentence_first_and_what_else_brings_something_new(
    look: Any, ask: Any
) -> None:
    page = look()
    turn = ask(page, FERRY)
    told = turn.locator(".or-lead").text_content()
    voices = turn.locator(".or-sentence").count()
    assert told.startswith(("One voice", "Two voices", "Three voices"))
    assert "on this." in told
    assert voices >= 2
    around = turn.locator(".or-sources .or-around").first
    assert around.locator("mark").bounding_box()["height"] < 40  # one line, not a third time
    assert len(around.text_content()) > len(around.locator("mark").text_content())
    shown = set(turn.locator(".or-sources mark").all_text_contents())
    more = "What else does Ruth Calloway say?"
    turn.get_by_role("button", name=more).click()
    heading = page.get_by_role("heading", name=more, exact=True)
    later = page.locator("#or-now .or-turn[aria-busy=false]", has=heading)
    later.wait_for()
    new = later.locator(".or-answer :is(.or-quote, .or-words)").all_text_contents()
    assert not shown & set(new)
    assert new or "nothing more by Ruth Calloway" in later.text_content()


def test_a_follow_up_is_asked_by_itself(look: Any, ask: Any) -> None:
    page = look()
    ask(page, FERRY)
    turn = ask(page, "Who disagrees with this?")
    assert "pay for itself" in turn.locator(".or-searched").text_content()
    turn.get_by_role("button", name="Ask it by itself").click()
    turn.locator(".or-searched").wait_for(state="detached")
    assert page.locator(".or-turn").count() == 2


def test_the_keyboard_reaches_the_content_at_once_and_lists_are_one_stop(
    look: Any, ask: Any
) -> None:
    page = look()
    ask(page, "What is said about the library on Sundays?")
    page.get_by_role("button", name="New conversation").click()
    ask(page, FERRY)
    stops = "nodes => nodes.filter(n => n.tabIndex === 0).length"
    buttons = page.locator(".or-conversations .or-conversation")
    assert buttons.count() >= 2
    assert buttons.evaluate_all(stops) == 1
    buttons.first.focus()
    page.keyboard.press("ArrowDown")
    assert buttons.nth(1).evaluate("node => node === document.activeElement")
    page.evaluate("document.activeElement.blur()")
    skip = page.get_by_role("link", name="Skip to the content")
    skip.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#or-box') !== null")
    assert page.locator("#or-now .or-question").get_attribute("dir") == "auto"


def test_one_article_alone_is_searched(look: Any, ask: Any) -> None:
    page = look()
    title = "Council hears the case for a night ferry"
    choose(page, "only", title)
    page.wait_for_url("**only=*")
    for view in ("Speakers", "Timeline", "Counts"):
        tab(page, view)
        drawn = page.locator(".or-speaker, .or-stack, .or-counts, .or-empty")
        drawn.filter(visible=True).first.wait_for()
    found = search(page, "ferry OR quay OR library")
    found.locator("mark").first.wait_for()
    places = found.locator(".or-title").all_text_contents()
    assert set(places) == {title}
    reload(page)
    page.locator(".or-filter[data-value=only]", has_text=title).wait_for()
    choose(page, "only", "No such article")
    page.get_by_role("alert").filter(has_text="No article is called").wait_for()
    page.locator(".or-filter[data-value=only]").click()
    page.locator(".or-filter[data-value=only]").wait_for(state="detached")
    found.locator("mark").first.wait_for()
    assert page.locator(".or-problem").count() == 0
