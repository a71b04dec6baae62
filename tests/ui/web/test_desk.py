"""Questions at the desk: when their answering begins, what is loaded before, what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import Collection, open_collection
from index.corrections import Correction
from index.exceptions import EncoderError
from rag import ModelSettings
from rag.events import Finished
from ui.dossiers import Dossiers
from ui.web import server
from ui.web.conversations import Conversations, KeptTurn
from ui.web.conversations.restoring import restored
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


def test_what_a_model_writes_is_followed_and_not_awaited(collection: Collection) -> None:
    assert Desk(collection, ModelSettings("ollama", "none")).early(BRIDGE, ()) is None


def test_reading_ahead_changes_no_answer(collection: Collection) -> None:
    desk = Desk(collection)
    before = desk.ask(BRIDGE, ())
    server._warm_up(desk)
    assert desk.ask(BRIDGE, ()).to_dict(timings=False) == before.to_dict(timings=False)


def test_reading_ahead_keeps_an_error_for_whoever_asks(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_ahead(_: Collection) -> None:
        raise EncoderError("the weights are damaged")

    monkeypatch.setattr("rag.warming.read_ahead", read_ahead)
    server._warm_up(Desk(collection))


def test_what_is_proposed_bears_the_names_as_they_are_corrected(collection: Collection) -> None:
    desk = Desk(collection)
    assert "What does Anna Kovacs say?" in desk.suggestions()
    assert len(desk.rows()) == collection.count()
    collection.correct(Correction("same", ("Anna Berg-Kovacs", "Anna Kovacs")))
    assert "What does Anna Berg-Kovacs say?" in desk.suggestions()
    assert "What does Anna Kovacs say?" not in desk.suggestions()


@pytest.mark.parametrize("store", [Conversations, Dossiers])
def test_on_a_disk_that_cannot_be_written_several_people_ask_at_once(
    store: type[Conversations | Dossiers],
) -> None:
    kept = store(None)

    def use(user: str) -> int:
        for n in range(30):
            if isinstance(kept, Conversations):
                kept.append(user, "", KeptTurn("Who is here?", None, "nobody"))
                kept.listed(user)
            else:
                kept.create(user, f"Bridge {n}")
                kept.listed(user)
        return len(kept.listed(user))

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(use, ["a", "b", "c", "d"]))
    kept._database.close()
    assert found == [30] * 4


def test_a_kept_answer_is_read_with_and_without_the_question_before(
    collection: Collection,
) -> None:
    desk = Desk(collection)
    first = desk.ask(BRIDGE, ())
    second = desk.ask("Who disagrees with this?", (first,))
    assert (first.before, second.before) == ("", BRIDGE)
    kept = second.to_dict()
    again = restored(kept, desk.find)
    assert again is not None
    assert again.to_dict() == kept
    del kept["before"]  # as answers were kept at first
    old = restored(kept, desk.find)
    assert old is not None
    assert (old.before, old.standalone) == ("", second.standalone)
