"""A real server on a real collection, and Chromium to look at its page."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from tests.browser.chromium import HOW_TO_INSTALL, find_chromium

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = Path(__file__).resolve().parent / "articles"
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SERVE = (
    "import sys; from pathlib import Path; from ui.web import serve; "
    "serve(Path(sys.argv[1]), port=0, users=Path(sys.argv[2]) if sys.argv[2:] else None)"
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running headless Chromium. Missing, it fails the test, and says how to install one."""
    if os.environ.get("ONRECORD_NO_BROWSER") == "1":
        pytest.skip("ONRECORD_NO_BROWSER=1: the page was not tested in a browser")
    from playwright.sync_api import Error, sync_playwright

    find = find_chromium()
    if find is None and not os.environ.get("ONRECORD_CHROMIUM"):
        pytest.fail(
            f"no browser to test the page in: {HOW_TO_INSTALL}, or leave these tests out with "
            "ONRECORD_NO_BROWSER=1"
        )
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(
                executable_path=os.environ.get("ONRECORD_CHROMIUM") or find, args=flags
            )
        except Error as error:
            pytest.fail(f"{find} could not be started as a browser: {error}")
        yield browser
        browser.close()


def build(folder: Path, articles: Path) -> Path:
    """Index a folder of articles into a new collection."""
    from index import open_collection
    from index.articles import read
    from index.types import Article

    with open_collection(folder, create=True) as collection:
        found = [item for item in read(articles) if isinstance(item, Article)]
        report = collection.add(found)
    assert len(report.added) == len(list(articles.iterdir()))
    return folder


@dataclass
class Server:
    """The page, served by a process of its own."""

    folder: Path
    users: Path | None = None
    code: str = SERVE
    process: subprocess.Popen[str] = field(init=False)
    address: str = field(init=False)

    def __post_init__(self) -> None:
        users = [str(self.users)] if self.users else []
        self.process = subprocess.Popen(
            [sys.executable, "-c", self.code, str(self.folder), *users],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        prefix = "On Record is at "
        if not line.startswith(prefix):
            self.process.kill()
            pytest.fail(f"the server did not start: {line}{self.process.stdout.read()}")
        self.address = line.removeprefix(prefix).strip()

    def stop(self) -> tuple[int, str]:
        """Press Ctrl-C; returns the exit status and what was printed meanwhile."""
        self.process.send_signal(signal.SIGINT)
        output, _ = self.process.communicate(timeout=20)
        return self.process.returncode, output


@pytest.fixture(scope="session")
def collection_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection of the four articles in tests/browser/articles."""
    return build(tmp_path_factory.mktemp("page") / "harbour", ARTICLES)


@pytest.fixture(scope="session")
def server(collection_folder: Path) -> Iterator[Server]:
    """The page of that collection."""
    running = Server(collection_folder)
    yield running
    status, output = running.stop()
    assert (status, output.strip()) == (0, ""), output


def bound(page: Any) -> None:
    """Wait until the page answers: its load event draws the list of conversations.

    The question box is there in every view, though only the chat shows it.
    """
    page.wait_for_selector("#or-box textarea", state="attached")
    page.wait_for_selector("nav[data-current]", state="attached")


@dataclass
class Watch:
    """What a page did that it should not have done."""

    address: str
    faults: list[str] = field(default_factory=list)

    def on(self, page: Any) -> None:
        """Listen to a Playwright page."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("request", self._request)
        page.on("dialog", self._dialog)
        WATCHES[page] = self

    def _console(self, message: Any) -> None:
        where = message.location.get("url", "")
        # Both are Gradio's own: the first at every upload; the second where a question is left
        # before the queue has given it a number, which the client then cannot name.
        harmless = message.text == "Method not implemented." or (
            "(Unprocessable Entity)" in message.text and where.endswith(("/cancel", "/reset"))
        )
        if message.type in {"error", "warning"} and not harmless:
            self.faults.append(f"console: {message.text} {where}".rstrip())

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"request to another host: {request.url}")

    def _dialog(self, dialog: Any) -> None:
        self.faults.append("a dialog opened")
        dialog.dismiss()


WATCHES: WeakKeyDictionary[Any, Watch] = WeakKeyDictionary()
"""Who watches a page."""
CUT_OFF = ("AbortError", "Connection errored out")


def reload(page: Any) -> None:
    """Load the page again. That Gradio's streams are cut off by it is no fault."""
    watch = WATCHES[page]
    before = list(watch.faults)
    page.reload()
    bound(page)
    after = watch.faults[len(before) :]
    watch.faults[:] = before + [f for f in after if not any(words in f for words in CUT_OFF)]


def resize(page: Any, width: int, height: int) -> None:
    """Give the window another size and let the page settle in it. Loading a page anew for every
    size takes a processor five seconds each time."""
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(
        "() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"
    )


@pytest.fixture(scope="session")
def context(chromium: Any) -> Iterator[Any]:
    """One browser profile for all tests: what the page is made of is loaded once."""
    made = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    made.set_default_timeout(60_000)
    yield made
    made.close()


@pytest.fixture
def look(context: Any, server: Server) -> Iterator[Any]:
    """Opens the page: ``look(width=…, scheme=…)``; afterwards nothing may have gone wrong."""
    pages = []
    watch = Watch(server.address)

    def opened(
        width: int = 1440, height: int = 900, scheme: str = "light", address: str = ""
    ) -> Any:
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        watch.address = (address or server.address).partition("/#")[0]
        watch.on(page)
        page.goto(address or server.address)
        bound(page)
        return page

    yield opened
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    assert watch.faults == []


def tab(page: Any, name: str) -> None:
    """Choose a tab, also where a narrow window keeps it in a menu."""
    found = page.get_by_role("tab", name=name, exact=True)
    if found.count() and found.first.is_visible():
        found.first.click()
    else:
        page.locator(".overflow-menu > button").click()
        page.locator(".overflow-dropdown button", has_text=name).click()


@pytest.fixture
def ask() -> Callable[[Any, str], Any]:
    """Types a question, presses Enter and waits for the whole answer."""

    from playwright.sync_api import TimeoutError as PlaywrightTimeout

    def asked(page: Any, question: str) -> Any:
        box = page.locator("#or-box textarea")
        box.fill(question)
        wanted = " ".join(question.split())
        heading = page.get_by_role("heading", name=wanted, exact=True)
        turn = page.locator("#or-now .or-turn", has=heading)
        box.press("Enter")
        try:
            turn.wait_for(timeout=15_000)
        except PlaywrightTimeout:
            # On a busy machine Gradio may bind the key after the box is there; a person whose
            # question still stands in the box presses it again.
            if box.input_value() == question:
                box.press("Enter")
            turn.wait_for(timeout=60_000)
        page.wait_for_selector("#or-now .or-turn[aria-busy=false]")
        page.wait_for_selector("#or-send")
        return turn

    return asked
