"""Takes the pictures of the page that the README and docs/page.md show.

    onrecord serve -c examples-collection
    PYTHONPATH=. python docs/images/make.py http://127.0.0.1:7860 examples/questions.jsonl

The collection must hold the sample articles of ``examples/articles`` and nothing else. Its folder's
name is in the pictures.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium
from tests.browser.conftest import bound, tab

HERE = Path(__file__).resolve().parent
QUESTION = "Who claims Azerbaijan will seek NATO membership?"
CLAIM = "Azerbaijan will seek NATO membership"
SILENT = "Who says Azerbaijan will adopt the euro?"
EARLIER = ("What does Stanislav Tkachenko say?", "Who says what about Baku?")
SHOWN = {
    "light": ("chat article silence sides speakers timeline articles evaluation".split()),
    "dark": "chat article silence sides speakers timeline articles".split(),
    "phone": "chat article sides speakers timeline articles".split(),
}


def ask(page: Any, question: str) -> None:
    """Ask and wait for the whole answer."""
    page.fill("#or-box textarea", question)
    page.press("#or-box textarea", "Enter")
    page.get_by_role("heading", name=question).wait_for()
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    page.wait_for_selector("#or-send")
    page.wait_for_timeout(500)


def begin(page: Any) -> None:
    """Begin a new conversation; on a phone the button is in a drawer, so it is not clicked at."""
    page.locator("#or-new").dispatch_event("click")
    page.wait_for_selector(".or-intro .or-ask", state="attached")
    page.wait_for_selector("#or-now .or-turn", state="detached")


def clear(page: Any) -> None:
    """Delete the conversations of earlier pictures."""
    while page.locator(".or-conversation").count():
        page.locator(".or-conversation").first.dispatch_event("click")
        delete = page.locator(".or-current [data-act=delete]")
        delete.wait_for(state="attached")
        before = page.locator(".or-conversation").count()
        delete.dispatch_event("click")
        delete.dispatch_event("click")
        wanted = "n => document.querySelectorAll('.or-conversation').length < n"
        page.wait_for_function(wanted, arg=before)


def pictures(browser: Any, address: str, name: str, size: tuple[int, int], scheme: str) -> None:
    """The views that ``SHOWN`` names, in one size and colour scheme."""
    viewport = {"width": size[0], "height": size[1]}
    context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()

    def take(what: str) -> None:
        if what in SHOWN[name]:
            page.mouse.move(2, 2)
            page.wait_for_timeout(400)
            taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
            small = taken.quantize(128, dither=Image.Dither.NONE)
            small.save(HERE / f"{what}-{name}.png", optimize=True)

    page.goto(address)
    bound(page)
    clear(page)
    for earlier in EARLIER:  # the first answer takes longer: what it needs is loaded
        ask(page, earlier)
        begin(page)
    ask(page, QUESTION)
    take("chat")
    page.locator("#or-now .or-turn [data-open]").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    take("article")
    page.keyboard.press("Escape")
    if "silence" in SHOWN[name]:
        begin(page)
        ask(page, SILENT)
        take("silence")
    for what, open_view in VIEWS.items():
        if what in SHOWN[name]:
            open_view(page)
            take(what)
    context.close()


def sides(page: Any) -> None:
    """Both sides of a claim."""
    tab(page, "Both sides")
    page.fill("#or-claim :is(input, textarea)", CLAIM)
    page.locator("#or-compare").click()
    page.wait_for_selector(".or-columns")


def speakers(page: Any) -> None:
    """The page of whoever speaks most."""
    tab(page, "Speakers")
    page.locator(".or-speaker").first.click()
    page.wait_for_selector("#or-speaker-page .or-person")


def timeline(page: Any) -> None:
    """Who says something when, one bar chosen."""
    tab(page, "Timeline")
    page.locator(".or-stack").nth(1).click()
    page.wait_for_selector("#or-plot-words .or-person")


def articles(page: Any) -> None:
    """The list."""
    tab(page, "Articles")
    page.wait_for_selector("#or-articles-list tbody tr")


def evaluation(page: Any) -> None:
    """A run of the sample questions."""
    tab(page, "Evaluation")
    page.set_input_files("#or-questions input[type=file]", sys.argv[2])
    page.get_by_text("questions can be asked now").wait_for()
    page.locator("#or-run").click()
    page.wait_for_selector(".or-run", timeout=300_000)


VIEWS: dict[str, Callable[[Any], None]] = {
    "sides": sides,
    "speakers": speakers,
    "timeline": timeline,
    "articles": articles,
    "evaluation": evaluation,
}


def main(address: str) -> None:
    """All pictures: light, dark and on a phone."""
    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        pictures(browser, address, "light", (1440, 860), "light")
        pictures(browser, address, "dark", (1440, 860), "dark")
        pictures(browser, address, "phone", (390, 780), "light")
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1])
