"""What one browser tab hands in to be added."""

from __future__ import annotations

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
        assert met.wait(10)
        return [Upload("slow", "added")]

    return "slow", job


def test_what_is_handed_in_meanwhile_is_left_to_whoever_is_at_it() -> None:
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
    for _ in adding.steps():
        pass
    assert [one.name for one in adding.done] == ["next"]


def test_nothing_handed_in_is_nobodys_work_and_keeps_the_room_free() -> None:
    adding = Adding()
    assert not adding.hand_in([])
    assert adding.hand_in([named("one")])


def test_after_a_fault_or_a_closed_page_the_next_one_can_work() -> None:
    def broken(progress: Progress) -> list[Upload]:
        raise RuntimeError("ours")

    adding = Adding()
    assert adding.hand_in([("broken", broken), named("never")])
    with pytest.raises(RuntimeError, match="ours"):
        list(adding.steps())
    met = threading.Event()
    assert adding.hand_in([slow(met), named("two")])
    steps = adding.steps()
    next(steps)
    steps.close()
    met.set()
    assert adding.hand_in([named("three")])
    list(adding.steps())
    assert [one.name for one in adding.done] == ["three"]


def test_every_tab_has_its_own() -> None:
    adding = Adding()
    adding.hand_in([named("one")])
    assert deepcopy(adding).html() == ""
