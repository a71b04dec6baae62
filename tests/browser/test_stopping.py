"""Answers that take their time, are stopped, or end in a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import SERVE, Server
from tests.browser.test_page import FERRY

pytestmark = pytest.mark.browser

SLOW = f"""
import time
from ui.web.desk import Desk

stream = Desk.stream

def slow(self, question, *rest, **how):
    for event in stream(self, question, *rest, **how):
        time.sleep(0.5)
        if "fault" in question:
            raise RuntimeError("a fault of ours")
        yield event

Desk.stream, Desk.early = slow, lambda self, *asked, **how: None
{SERVE.replace("; ", chr(10))}
"""
LIBRARY = "What is said about the library on Sundays?"


@pytest.fixture(scope="module")
def slow(collection_folder: Path) -> Iterator[Server]:
    """The page of a server that takes half a second for every step of an answer."""
    running = Server(collection_folder, code=SLOW)
    yield running
    status, output = running.stop()
    assert status == 0
    assert output.count("RuntimeError: a fault of ours") == 1


def begin(page: Any, question: str) -> None:
    """Ask, and wait until the answer is on its way."""
    page.fill("#or-box textarea", question)
    page.press("#or-box textarea", "Enter")
    page.locator("#or-now [aria-busy=true] .or-question").wait_for()


def test_a_stopped_question_is_in_the_box_again(look: Any, slow: Server) -> None:
    page = look(address=slow.address)
    begin(page, FERRY)
    page.locator("#or-stop").click()
    page.wait_for_function("q => document.querySelector('#or-box textarea').value === q", arg=FERRY)
    page.wait_for_timeout(1500)  # the answer would have come by now
    assert page.locator(".or-turn").count() == 0


def test_what_is_typed_meanwhile_stays_and_can_be_asked_at_once(look: Any, slow: Server) -> None:
    page = look(address=slow.address)
    begin(page, FERRY)
    page.fill("#or-box textarea", LIBRARY)
    page.locator("#or-stop").click()
    page.locator("#or-now .or-turn").wait_for(state="detached")
    page.press("#or-box textarea", "Enter")
    turn = page.locator("#or-now .or-turn[aria-busy=false]")
    turn.wait_for()
    assert "library" in turn.text_content().lower()
    assert page.locator(".or-turn").count() == 1


def test_a_fault_of_ours_is_called_one(look: Any, slow: Server) -> None:
    page = look(address=slow.address)
    begin(page, "Who says there is a fault?")
    page.get_by_text("This is our fault, not yours").wait_for()
    assert page.locator(".or-turn").count() == 1
