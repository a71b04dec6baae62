"""What one browser tab hands in to be added."""

from __future__ import annotations

import logging
import threading
from copy import deepcopy

import pytest

from index.collection import Progress
from ui.web.adding import Adding, Job
from ui.web.listing import Upload


def named(name: str) -> tuple[str, Job]:
    return name, lambda progress: [Upload(name, "added")]


def slow(met: threading.Event) -> tuple[str, Job]:
    def job(progress: Progress) -> list[Upload]:
        progress("passages", 3, 7)
        assert met.wait(10)
        return [Upload("slow", "added")]

    return "slow", job


def finished(adding: Adding) -> list[str]:
    """The names that were worked through, in order, when everything is done."""
    for _ in adding.steps():
        pass
    return [one.name for one in adding.done]


def test_what_is_handed_in_meanwhile_is_drawn_by_whoever_is_at_it() -> None:
    adding, met = Adding(), threading.Event()
    assert adding.hand_in([slow(met)])
    steps = adding.steps()
    next(steps)
    assert not adding.hand_in([named("late"), named("later")])
    assert all(name in adding.html() for name in ("slow", "late", "later"))
    met.set()
    for _ in steps:
        pass
    assert [one.name for one in adding.done] == ["slow", "late", "later"]
    assert "or-pending" not in adding.html()
    assert adding.hand_in([named("next")])
    assert finished(adding) == ["next"]


def test_how_far_it_is_can_be_seen() -> None:
    adding, met = Adding(), threading.Event()
    adding.hand_in([slow(met)])
    for step in adding.steps():
        if step.total:
            assert "indexing… 3 of 7" in adding.html()
            met.set()
    assert met.is_set()


def test_nothing_handed_in_is_nobodys_work_and_keeps_the_room_free() -> None:
    adding = Adding()
    assert not adding.hand_in([])
    assert adding.hand_in([named("one")])


def test_a_fault_of_ours_is_told_and_does_not_stop_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(progress: Progress) -> list[Upload]:
        raise RuntimeError("ours")

    adding = Adding()
    assert adding.hand_in([("broken", broken), named("after")])
    with caplog.at_level(logging.ERROR):
        assert finished(adding) == ["broken", "after"]
    assert "our fault" in adding.html()
    assert "RuntimeError: ours" in caplog.text


def test_a_closed_page_stops_nothing_and_another_can_follow() -> None:
    adding, met = Adding(), threading.Event()
    assert adding.hand_in([slow(met), named("two"), named("three")])
    steps = adding.steps()
    next(steps)
    steps.close()
    met.set()
    assert finished(adding) == ["slow", "two", "three"]
    assert adding.hand_in([named("four")])
    assert finished(adding) == ["four"]


def test_every_tab_has_its_own() -> None:
    adding = Adding()
    adding.hand_in([named("one")])
    assert deepcopy(adding).html() == ""
