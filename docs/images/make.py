"""Takes the pictures of the page that the README shows.

    onrecord serve -c .onrecord
    PYTHONPATH=. python docs/images/make.py http://127.0.0.1:7860

The collection must hold the sample articles of ``examples/articles`` and nothing else.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.browser.chromium import find_chromium

HERE = Path(__file__).resolve().parent
QUESTION = "Who claims Azerbaijan will seek NATO membership?"
SILENT = "Who says Azerbaijan will adopt the euro?"


def ask(page: Any, question: str) -> None:
    """Ask and wait for the whole answer."""
    page.fill("#or-box textarea", question)
    page.press("#or-box textarea", "Enter")
    page.get_by_role("heading", name=question).wait_for()
    page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
    page.wait_for_selector("#or-send")
    page.wait_for_timeout(500)


SHOWN = {
    "light": ("chat", "article", "silence", "articles", "speakers"),
    "dark": ("chat", "article"),
    "phone": ("chat", "articles"),
}


def pictures(browser: Any, address: str, name: str, width: int, height: int, scheme: str) -> None:
    """The views that ``SHOWN`` names, in one size and colour scheme."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()

    def take(what: str) -> None:
        if what in SHOWN[name]:
            page.mouse.move(2, 2)
            page.screenshot(path=str(HERE / f"{what}-{name}.png"))

    page.goto(address)
    page.wait_for_selector(".or-intro .or-ask")
    ask(page, QUESTION)
    take("chat")
    page.locator("#or-now .or-turn [data-open]").first.click()
    page.get_by_role("dialog").locator("mark").first.wait_for()
    take("article")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear").click()
    page.wait_for_selector(".or-intro .or-ask")
    ask(page, SILENT)
    take("silence")
    page.get_by_role("tab", name="Articles").click()
    page.wait_for_selector("#or-articles-list tbody tr")
    page.wait_for_timeout(500)
    take("articles")
    speakers = page.get_by_role("tab", name="Speakers")
    if speakers.count():
        speakers.click()
        page.locator(".or-speaker").first.click()
        page.wait_for_selector(".or-person")
        take("speakers")
    context.close()


def main(address: str) -> None:
    """All pictures: light, dark and on a phone."""
    flags = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=flags)
        pictures(browser, address, "light", 1280, 760, "light")
        pictures(browser, address, "dark", 1280, 760, "dark")
        pictures(browser, address, "phone", 390, 780, "light")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860")
