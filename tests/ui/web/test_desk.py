"""Questions at the desk: when their answering begins, and what makes way for them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index import Collection, open_collection
from rag import ModelSettings
from rag.events import Finished
from ui.web import server
from ui.web.desk import Desk

BRIDGE = "Who says the bridge will open in May?"


@pytest.fixture
def collection(town: Path, tmp_path: Path) -> Iterator[Collection]:
    """A collection of one's own: what is asked is kept in it."""
    with open_collection(Path(shutil.copytree(town, tmp_path / "collection"))) as opened:
        yield opened


def test_answering_begins_before_anybody_looks_at_it(collection: Collection) -> None:
    desk = Desk(collection)
    early = desk.early(BRIDGE, ())
    assert early is not None
    *_, last = early.result(timeout=60)
    assert isinstance(last, Finished)
    later = desk.ask(BRIDGE, ())
    assert last.answer.to_dict(timings=False) == later.to_dict(timings=False)
    assert not desk.busy


def test_what_a_model_writes_is_followed_and_not_awaited(collection: Collection) -> None:
    assert Desk(collection, ModelSettings("ollama", "none")).early(BRIDGE, ()) is None


def test_reading_ahead_makes_way_for_questions(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, closing = Desk(collection), threading.Event()
    read: list[bool] = []

    def read_ahead(_: Collection, go_on: Callable[[], bool]) -> None:
        while len(read) < 5 and go_on():
            read.append(desk.busy)

    monkeypatch.setattr("rag.warming.read_ahead", read_ahead)
    warming = threading.Thread(target=server._warm_up, args=(desk, closing))
    with desk.answering():
        warming.start()
        warming.join(2)
        assert warming.is_alive()
        assert read == []
    warming.join(60)
    assert read == [False] * 5


def test_reading_ahead_ends_with_the_server(collection: Collection) -> None:
    desk, closing = Desk(collection), threading.Event()
    warming = threading.Thread(target=server._warm_up, args=(desk, closing))
    with desk.answering():
        warming.start()
        closing.set()
        warming.join(60)
    assert not warming.is_alive()
