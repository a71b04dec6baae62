"""Articles, questions and file names that attack the page get nothing but their text shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import bound, tab

pytestmark = pytest.mark.browser

FORBIDDEN = (
    'img, iframe, svg, script, a:not(.link[href^="#view="]), object, embed, link, form, '
    "[onerror], [onload], "
    '[style]:not([style^="--nth: "])'  # our own: which sentence comes in after which
)
QUESTIONS = (
    "Who says the lighthouse will be sold to a collector?",
    "Who says the lighthouse lamp was replaced in March?",
    "What is said about the lighthouse stairs and the report?",
    "What does Ada Moss say about the lighthouse?",
    "Who says how much the lighthouse fund holds?",
    "What does the lighthouse sign read?",
)


def clean(page: Any) -> None:
    """No script ran, nothing but our own elements stands in the turns."""
    assert page.evaluate("window.pwned === undefined")
    assert page.locator(f":is(.or-turn, .or-table, .or-uploads) :is({FORBIDDEN})").count() == 0
    forged = "open", "act", "value", "toggle", "export", "download"
    assert page.locator(", ".join(f'[data-{name}="forged"]' for name in forged)).count() == 0
    chips = page.locator(".or-chip")
    assert chips.count() == page.locator(".or-chip[data-card^=or-t]").count()


def test_a_hostile_article_is_only_text(look: Any, ask: Any) -> None:
    page = look()
    for question in QUESTIONS:
        turn = ask(page, question)
        assert "Strand said" in turn.text_content() or "lighthouse" in turn.text_content(), question
        clean(page)
        told = turn.locator(".or-source", has_text="Lighthouse keeper")
        told.locator("[data-open]").first.click()
        dialog = page.get_by_role("dialog")
        dialog.locator("mark").first.wait_for()
        assert dialog.locator(FORBIDDEN).count() == 0
        assert "window.pwned=5" in dialog.text_content()
        clean(page)
        page.keyboard.press("Escape")
        page.get_by_role("button", name="New conversation").click()
        page.wait_for_selector("#or-intro .or-ask")


def test_a_hostile_article_in_the_other_views(look: Any) -> None:
    page = look()
    tab(page, "Articles")
    page.wait_for_selector("#or-articles-list tbody tr")
    assert "onload=window.pwned=3" in page.locator("#or-articles-list").text_content()
    clean(page)
    tab(page, "Speakers")
    page.locator(".or-speaker", has_text="Strand").first.click()
    person = page.locator(".or-person")
    person.locator(".or-quote, .or-words").first.wait_for()
    assert "window.pwned=7" in person.text_content()
    assert person.locator("img, iframe, script, a, [onerror], [onload]").count() == 0
    tab(page, "Both sides")
    claim = page.locator("#or-claim :is(input, textarea)")
    claim.fill("The lighthouse is safe <img src=x onerror=window.pwned=16>")
    claim.press("Enter")
    page.locator("#or-columns .or-question").wait_for()
    assert page.locator("#or-columns :is(img, iframe, script, a)").count() == 0
    tab(page, "Timeline")
    page.locator("#or-topic :is(input, textarea)").fill("<svg onload=window.pwned=17>")
    page.locator("#or-show").click()
    page.get_by_text("No dated statement").wait_for()
    clean(page)


def test_a_hostile_name_of_a_conversation_or_note_is_only_text(look: Any, ask: Any) -> None:
    page = look()
    turn = ask(page, "What does Ada Moss say about the lighthouse?")
    turn.get_by_role("button", name="Helpful", exact=True).click()
    note = turn.get_by_role("textbox", name="A note to go with it")
    note.fill("<img src=x onerror=window.pwned=18>")
    note.press("Enter")
    turn.get_by_text("<img src=x").wait_for()
    current = page.locator("#or-side-list .or-current")
    current.get_by_role("button", name="Rename").click()
    title = current.get_by_role("textbox", name="New title")
    title.fill('"><script>window.pwned=19</script>')
    title.press("Enter")
    page.get_by_role("button", name='"><script>window.pwned=19</script>').first.wait_for()
    assert page.locator("#or-side-list :is(img, script, a)").count() == 0
    clean(page)


def test_a_hostile_question_is_only_text(look: Any, ask: Any) -> None:
    page = look()
    question = (
        "Who says <img src=x onerror=window.pwned=10> ${window.pwned=11} "
        "{{constructor.constructor('window.pwned=12')()}} </h3><script>window.pwned=13</script>?"
    )
    turn = ask(page, question)
    assert "<img src=x" in turn.locator(".or-question").text_content()
    clean(page)


def test_a_hostile_file_name_is_only_text(look: Any) -> None:
    page = look()
    tab(page, "Articles")
    page.set_input_files(
        "#or-upload input[type=file]",
        [
            {
                "name": "<img src=x onerror=window.pwned=14>.pdf",
                "mimeType": "application/pdf",
                "buffer": b"no PDF either <script>window.pwned=15</script>",
            }
        ],
    )
    page.wait_for_selector(".or-uploads .or-failed")
    clean(page)


def test_inline_scripts_are_refused_by_the_browser(look: Any, server: Any, chromium: Any) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(server.address)
    bound(page)
    page.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.pwned = 1';
             document.body.append(s);
             const d = document.createElement('div');
             d.innerHTML = '<img src="data:," onerror="window.pwned = 2">';
             document.body.append(d); }"""
    )
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned === undefined")
    context.close()
