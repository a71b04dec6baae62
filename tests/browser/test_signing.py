"""Signing in and out, as a person does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Server, Watch, bound
from tests.browser.test_looks import violations
from ui.web.passwords import PasswordFile

pytestmark = pytest.mark.browser

LIBRARY = "What is said about the library on Sundays?"


@pytest.fixture(scope="module")
def guarded(collection_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page for two people who have passwords."""
    folder = tmp_path_factory.mktemp("guarded")
    file = PasswordFile(folder / "users", (2**10, 8, 1))
    file.set("ada", "correct horse")
    file.set("ben", "battery staple")
    # The files of the other server are being written; the truth is in the database.
    kept = shutil.ignore_patterns("conversations.sqlite*")
    shutil.copytree(collection_folder, folder / "harbour", ignore=kept)
    running = Server(folder / "harbour", file.path)
    yield running
    running.stop()


def sign_in(page: Any, name: str, password: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_people_sign_in_have_their_own_conversations_and_sign_out(
    chromium: Any, guarded: Server, ask: Any
) -> None:
    context = chromium.new_context(color_scheme="light")
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(guarded.address)
    assert page.url == f"{guarded.address}/signin"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert violations(page) == []
    sign_in(page, "ada", "wrong horse")
    page.get_by_role("alert").get_by_text("Wrong name or password.").wait_for()
    assert page.get_by_label("Name").input_value() == "ada"

    watch = Watch(guarded.address)
    watch.on(page)
    sign_in(page, "ada", "correct horse")
    bound(page)
    ask(page, LIBRARY)
    page.locator(".or-current").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Sign out ada").click()
    page.get_by_label("Password").wait_for()
    page.go_back()
    page.get_by_label("Password").wait_for()  # what was seen is not seen again

    sign_in(page, "ben", "battery staple")
    bound(page)
    page.get_by_role("button", name="Sign out ben").wait_for()
    assert page.locator(".or-conversation").count() == 0

    assert watch.faults == []
    context.clear_cookies()  # as if the night had passed
    page.evaluate("dispatchEvent(new Event('offline'))")
    page.get_by_role("alert").get_by_text("You are no longer signed in.").wait_for()
    page.get_by_role("button", name="Sign in again").click()
    page.get_by_label("Password").wait_for()
    context.close()


def test_what_is_typed_comes_back_to_whoever_typed_it_and_to_nobody_else(
    chromium: Any, guarded: Server
) -> None:
    context = chromium.new_context()
    context.set_default_timeout(30_000)
    page = context.new_page()

    def enter(name: str, password: str) -> Any:
        sign_in(page, name, password)
        bound(page)
        page.get_by_role("button", name=f"Sign out {name}").wait_for()
        return page.locator("#or-box textarea")

    page.goto(guarded.address)
    enter("ada", "correct horse").fill("half a question")
    context.clear_cookies()  # as if the night had passed
    page.reload()
    enter("ada", "correct horse")
    page.wait_for_function("document.querySelector('#or-box textarea').value === 'half a question'")
    context.clear_cookies()
    page.reload()
    box = enter("ben", "battery staple")
    page.wait_for_timeout(700)  # it would have been put back by now
    assert box.input_value() == ""
    box.fill("of Ben")
    page.get_by_role("button", name="Sign out ben").click()
    page.get_by_label("Password").wait_for()
    box = enter("ben", "battery staple")
    page.wait_for_timeout(700)
    assert box.input_value() == ""  # whoever signs out leaves nothing behind
    context.close()
