"""Colours, widths and accessibility of the page, view by view."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from tests.browser.conftest import reload, resize, tab

pytestmark = pytest.mark.browser

FERRY = "Who says the night ferry will pay for itself?"
SILENT = "Who says the moon base opens in 2040?"


def violations(page: Any) -> list[str]:
    """What axe-core finds, however slight."""
    from axe_playwright_python.sync_playwright import Axe

    # Run as a file of the page's own would be: the policy allows no inline script.
    found = Axe().run(page).response["violations"]
    return [
        f"{v['impact']}: {v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes']][:3]}"
        for v in found
    ]


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1440, 900, "light"), (1440, 900, "dark"), (1024, 768, "light"), (390, 844, "dark")],
)
def test_axe_finds_nothing_in_any_view(
    look: Any, ask: Any, width: int, height: int, scheme: str
) -> None:
    page = look(width=width, height=height, scheme=scheme)
    assert page.evaluate("document.body.classList.contains('dark')") == (scheme == "dark")
    assert violations(page) == []
    turn = ask(page, FERRY)
    assert violations(page) == []
    turn.locator(".or-chip").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    assert violations(page) == []
    page.keyboard.press("Escape")
    card = turn.locator(".or-source").first
    for button, dialog in ((".or-fix", ".or-fixing"), ("[data-pin]", ".or-pinning")):
        card.locator(button).click()
        page.locator(dialog).locator(".or-fix-words:not(:empty)").wait_for()
        assert violations(page) == []
        page.keyboard.press("Escape")
    ask(page, SILENT)
    assert violations(page) == []
    page.locator(".or-filter-menu summary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    tab(page, "Search")
    page.locator("#or-query :is(textarea, input)").fill("ferry")
    page.locator("#or-find").click()
    page.locator("#or-found mark").first.wait_for()
    assert violations(page) == []
    tab(page, "Contradictions")
    page.locator("#or-clash-find").click()
    page.locator("#or-clashes [role=status]", has_text="compared").wait_for(timeout=120_000)
    assert violations(page) == []
    tab(page, "Counts")
    page.locator(".or-counts").wait_for()
    assert violations(page) == []
    tab(page, "Dossiers")
    page.locator(".or-dossier-list").wait_for()
    assert violations(page) == []
    tab(page, "Both sides")
    page.fill("#or-claim :is(input, textarea)", "the night ferry will pay for itself")
    page.locator("#or-compare").click()
    page.wait_for_selector(".or-columns")
    assert violations(page) == []
    tab(page, "Speakers")
    page.locator(".or-speaker").first.click()
    page.wait_for_selector("#or-speaker-page .or-person")
    page.get_by_text("Fix this speaker").click()
    assert violations(page) == []
    tab(page, "Timeline")
    page.locator(".or-stack").first.click()
    page.wait_for_selector("#or-plot-words .or-person")
    assert violations(page) == []
    tab(page, "Articles")
    page.locator("#or-articles-list [data-act=edit]").first.click()
    page.wait_for_selector("#or-edit")
    assert violations(page) == []
    page.locator("#or-link textarea").fill("http://127.0.0.1:9/story")
    page.locator("#or-fetch").click()
    page.locator("#or-results .or-failed").first.wait_for()
    assert violations(page) == []
    tab(page, "Evaluation")
    page.get_by_text("Can the answers be relied on?").wait_for()
    assert violations(page) == []


def every_width(page: Any) -> Iterator[int]:
    """Have the window in several sizes; the last is the smallest."""
    for width, height in ((1440, 900), (1024, 768), (390, 844), (320, 640)):
        resize(page, width, height)
        yield width


def test_no_width_needs_sideways_scrolling(look: Any, ask: Any) -> None:
    page = look(width=320, height=640)

    def fits(what: str) -> None:
        for width in every_width(page):
            scrolled = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert scrolled <= 0, (what, width)

    fits("at first")
    turn = ask(page, FERRY)
    fits("an answer")
    turn.locator(".or-chip").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("mark").first.wait_for()
    for width in every_width(page):
        assert dialog.bounding_box()["width"] <= width
    page.keyboard.press("Escape")
    ask(page, "x" * 300)
    fits("a long word")
    drawn = {
        "Both sides": "#or-claims h2",
        "Speakers": ".or-speaker",
        "Timeline": ".or-stack",
        "Evaluation": "#or-run-list h2",
    }
    for name, part in drawn.items():
        tab(page, name)
        page.locator(part).first.wait_for()
        fits(name)
    tab(page, "Articles")
    page.wait_for_selector("#or-articles-list tbody tr")
    fits("Articles")
    edges = "nodes => Math.max(...nodes.map(n => n.getBoundingClientRect().right))"
    for width in every_width(page):
        assert page.locator("#or-articles button").evaluate_all(edges) <= width


def test_colours_can_be_chosen_and_are_kept(look: Any) -> None:
    page = look(scheme="light")
    button = page.locator("[data-scheme]")
    button.click()
    button.click()
    assert button.text_content() == "Dark"
    assert page.evaluate("document.body.classList.contains('dark')")
    reload(page)
    assert page.evaluate("document.body.classList.contains('dark')")


def test_on_a_narrow_window_conversations_come_in_a_drawer(look: Any) -> None:
    page = look(width=1024, height=768)
    side = page.locator("#or-side")
    assert not side.is_visible()
    tab(page, "Articles")
    page.locator("[data-drawer]").click()
    side.wait_for()
    page.keyboard.press("Escape")
    side.wait_for(state="hidden")


def test_a_menu_ends_within_the_window(look: Any, ask: Any) -> None:
    page = look(width=1024, height=600)
    turn = ask(page, FERRY)
    menu = turn.locator("details.or-menu", has_text="Export")
    # At the lower end of the window there is no room below it.
    menu.evaluate("menu => menu.scrollIntoView({ block: 'end' })")
    menu.locator("summary").click()
    page.wait_for_function("document.querySelector('.or-turn details.or-menu[open].or-up')")
    box = menu.locator(".or-menu-list").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 600


def test_a_long_name_of_a_collection_leaves_the_button_its_width(look: Any) -> None:
    page = look(width=390, height=844)
    name = page.locator(".or-collection")
    name.evaluate(
        "name => { name.textContent = 'a-collection-with-a-very-long-name · 3 articles' }"
    )
    box = page.locator(".or-drawer-button").bounding_box()
    assert box["width"] == 36


def test_the_whole_timeline_is_seen_at_every_width(look: Any) -> None:
    page = look(width=1280, height=800)
    tab(page, "Timeline")
    page.locator(".or-stack").first.wait_for()
    # The plot and what stands in it: names, bars and dates, none of them over another.
    for width in (1280, 768, 390):
        resize(page, width, 844)
        assert page.locator(".or-plot").evaluate("plot => plot.scrollWidth - plot.clientWidth") <= 0
        sides = page.locator(".or-lane-name, .or-stack, .or-axis span:visible").evaluate_all(
            "parts => parts.map(p => p.getBoundingClientRect()).map(b => [b.left, b.right])"
        )
        assert min(left for left, _ in sides) >= 0, width
        assert max(right for _, right in sides) <= width, width
        dates = page.locator(".or-axis span:visible").evaluate_all(
            "parts => parts.map(p => p.getBoundingClientRect()).map(b => [b.left, b.right])"
        )
        assert all(one[1] < next_[0] for one, next_ in pairwise(dates)), width


def test_the_banner_says_in_full_what_is_asked_on_a_narrow_window(look: Any) -> None:
    page = look(width=390, height=844)
    name = page.locator(".or-collection")
    assert "articles" in name.text_content()
    assert name.evaluate("name => name.scrollWidth - name.clientWidth") <= 0


def test_a_field_shows_that_it_has_the_focus(look: Any) -> None:
    page = look()
    style = "node => (s => [s.borderColor, s.boxShadow, s.outlineStyle])(getComputedStyle(node))"
    fields = {
        "Articles": "#or-link textarea",
        "Search": "#or-query :is(textarea, input)",
        "Both sides": "#or-claim :is(textarea, input)",
        "Timeline": "#or-topic :is(textarea, input)",
    }
    for view, field in fields.items():
        tab(page, view)
        box = page.locator(field)
        box.wait_for()
        page.evaluate("document.activeElement.blur()")
        before = box.evaluate(style)
        page.keyboard.press("Tab")  # the keyboard is in use
        box.focus()
        assert box.evaluate(style) != before, view
