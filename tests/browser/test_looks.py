"""Colours, widths and accessibility of the page, view by view."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.conftest import reload, tab

pytestmark = pytest.mark.browser

FERRY = "Who says the night ferry will pay for itself?"
SILENT = "Who says the moon base opens in 2040?"


def serious(page: Any) -> list[str]:
    """What axe-core finds of impact serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    # Run as a file of the page's own would be: the policy allows no inline script.
    found = Axe().run(page).response["violations"]
    return [
        f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes']][:3]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_for_axe_and_contrast(look: Any, ask: Any, scheme: str) -> None:
    page = look(scheme=scheme)
    assert page.evaluate("document.body.classList.contains('dark')") == (scheme == "dark")
    assert serious(page) == []
    turn = ask(page, FERRY)
    assert serious(page) == []
    turn.locator(".or-chip").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    assert serious(page) == []
    page.keyboard.press("Escape")
    ask(page, SILENT)
    assert serious(page) == []
    tab(page, "Both sides")
    page.fill("#or-claim :is(input, textarea)", "the night ferry will pay for itself")
    page.locator("#or-compare").click()
    page.wait_for_selector(".or-columns")
    assert serious(page) == []
    tab(page, "Speakers")
    page.locator(".or-speaker").first.click()
    page.wait_for_selector(".or-person")
    page.get_by_text("Fix this speaker").click()
    assert serious(page) == []
    tab(page, "Timeline")
    page.locator(".or-stack").first.click()
    page.wait_for_selector("#or-plot-words .or-person")
    assert serious(page) == []
    tab(page, "Articles")
    page.locator("#or-articles-list [data-act=edit]").first.click()
    page.wait_for_selector("#or-edit")
    assert serious(page) == []
    tab(page, "Evaluation")
    page.get_by_text("Can the answers be relied on?").wait_for()
    assert serious(page) == []


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (390, 844), (320, 640)])
def test_no_width_needs_sideways_scrolling(look: Any, ask: Any, width: int, height: int) -> None:
    page = look(width=width, height=height)

    def fits() -> bool:
        return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    assert fits()
    turn = ask(page, FERRY)
    assert fits()
    turn.locator(".or-chip").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("mark").first.wait_for()
    assert dialog.bounding_box()["width"] <= width
    page.keyboard.press("Escape")
    ask(page, "x" * 300)
    assert fits()
    drawn = {
        "Both sides": "#or-claims h2",
        "Speakers": ".or-speaker",
        "Timeline": ".or-stack",
        "Evaluation": "#or-run-list h2",
    }
    for name, part in drawn.items():
        tab(page, name)
        page.locator(part).first.wait_for()
        assert fits(), name
    tab(page, "Articles")
    page.wait_for_selector("#or-articles-list tbody tr")
    assert fits()
    edges = "nodes => Math.max(...nodes.map(n => n.getBoundingClientRect().right))"
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
