"""Answers to what is clicked in quick succession, while the server's stream of events ends."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.browser.conftest import bound, tab
from tests.browser.test_page import NOWHERE

pytestmark = pytest.mark.browser

LATE = """() => {
    // A slow line: what the server says arrives half a second late, what is asked goes at once.
    const plain = window.fetch;
    window.late = 0;
    window.fetch = async (what, options) => {
        const response = await plain(what, options);
        if (!(what instanceof Request) || !what.url.includes("/queue/data")) return response;
        window.late += 1;
        const slow = new TransformStream({
            transform(chunk, controller) {
                return new Promise((resolve) => setTimeout(() => {
                    controller.enqueue(chunk);
                    resolve();
                }, String.fromCharCode(...chunk).includes("close_stream") ? 500 : 0));
            },
        });
        return new Response(response.body.pipeThrough(slow), response);
    };
}"""


def test_a_click_while_the_stream_ends_is_answered(context: Any, server: Any) -> None:
    page = context.new_page()
    try:
        page.add_init_script(f"({LATE})()")
        page.goto(server.address)
        bound(page)
        tab(page, "Timeline")
        topic = page.locator("#or-topic :is(input, textarea)")
        for words in ("zebra", "giraffe", "okapi"):
            topic.fill(words)
            page.locator("#or-show").click()
            page.get_by_text(f"No dated statement on “{words}” was found.").wait_for(timeout=10_000)
        assert page.evaluate("window.late") > 1
    finally:
        page.close()


def test_suggested_claims_do_not_draw_over_a_comparison(look: Any) -> None:
    page = look()
    tab(page, "Both sides")
    suggested = page.locator("#or-claims .or-ask").first
    suggested.wait_for()
    claim = page.locator("#or-claim :is(input, textarea)")
    claim.fill(NOWHERE)
    claim.press("Enter")
    page.locator("#or-columns .or-abstained").wait_for()
    assert not suggested.is_visible()
    tab(page, "Chat")
    tab(page, "Both sides")
    page.locator("#or-columns .or-abstained").wait_for()
    assert not suggested.is_visible()
    claim.fill("")
    claim.press("Enter")
    suggested.click()
    page.locator("#or-columns h2").wait_for()
    assert claim.input_value() == page.locator("#or-columns h2").text_content()


def test_links_and_files_handed_in_while_others_are_read_are_added_too(look: Any) -> None:
    page = look()
    tab(page, "Articles")
    page.locator("#or-articles-list tbody tr").first.wait_for()
    links = page.locator("#or-link textarea")
    results = page.locator("#or-results")
    upload = page.locator("#or-upload input[type=file]")
    with slow_site() as (address, go_on):
        links.fill(f"{address}/first")
        page.locator("#or-fetch").click()
        results.locator(".or-pending", has_text="/first").wait_for()
        for name in ("one.pdf", "two.pdf"):
            file = {"name": name, "mimeType": "application/pdf", "buffer": b"no PDF"}
            upload.set_input_files([file])
            results.locator(".or-pending", has_text=name).wait_for()
        links.fill(f"{address}/second")
        page.locator("#or-fetch").click()
        results.locator(".or-pending", has_text="/second").wait_for()
        links.fill("typed meanwhile")
        go_on.set()
        for name in ("/first", "one.pdf", "two.pdf", "/second"):
            results.locator(".or-failed", has_text=name).wait_for()
        assert results.locator(".or-failed").count() == 4
    assert links.input_value() == "typed meanwhile"


@contextmanager
def slow_site() -> Iterator[tuple[str, threading.Event]]:
    """A site that answers, with 404, only once the event is set."""
    go_on = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            go_on.wait(60)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", go_on
        go_on.set()
        server.shutdown()
