"""A full disk is told in one line, leaves nothing half-written, and what is stored can be read."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index import Article, LocalCollection, doctor, open_collection
from index.exceptions import DiskFull
from index.indexing import Attribute
from index.store import database as databases
from index.store import room
from index.store.database import Database

Make = Callable[..., Article]

_CONNECT = sqlite3.connect


class Crowded(sqlite3.Connection):
    """A connection whose file cannot grow: SQLite itself then says that the disk is full."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.execute("PRAGMA max_page_count = 1")


@pytest.fixture
def no_room(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Fill the disk, as far as SQLite can tell."""

    def fill() -> None:
        def connect(*args: Any, **options: Any) -> sqlite3.Connection:
            return _CONNECT(*args, **options, factory=Crowded)

        monkeypatch.setattr(databases.sqlite3, "connect", connect)

    return fill


@pytest.mark.parametrize("count", [3, 60])
def test_adding_to_a_full_disk(
    local: LocalCollection,
    folder: Path,
    make: Make,
    attribute: Attribute,
    no_room: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    count: int,
) -> None:
    local.add([make(0)])
    more = [make(n) for n in range(1, count)]
    no_room()
    with pytest.raises(DiskFull) as told:
        local.add(more)
    assert "\n" not in str(told.value)
    assert "no space left" in str(told.value)
    assert [a.id for a in local.articles()] == [make(0).id]
    assert [hit.passage.article_id for hit in local.search_lexical("token0x", 5)] == [make(0).id]
    local.close()
    monkeypatch.undo()
    with open_collection(folder) as again:
        again.attribute = attribute
        assert len(again.add(more).added) == count - 1
    assert doctor(folder) == []


@pytest.mark.parametrize("fails", ["vectors", "words"])
def test_a_search_index_that_finds_no_room(
    folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    def full(*_: object) -> None:
        if fails == "vectors":
            raise RuntimeError("Error: write error in x.tmp: 12 != 99 (No space left on device)")
        raise ValueError("An IO error occurred: 'No space left on device (os error 28)'")

    place = "faiss.write_index" if fails == "vectors" else "index.store.shard.Shard.update"
    with open_collection(folder, create=True, statements=False) as collection:
        collection.add([make(0)])
        monkeypatch.setattr(place, full)
        with pytest.raises(DiskFull):
            collection.add([make(1)])
    with open_collection(folder) as again:  # there is still no room
        assert {a.id for a in again.articles()} == {make(0).id, make(1).id}
        assert len(again.search_dense("notes on token1x", 5)) == 2
        assert [h.passage.article_id for h in again.search_lexical("token0x", 5)] == [make(0).id]
    assert list(folder.glob("*.tmp")) == []
    monkeypatch.undo()
    with open_collection(folder) as mended:
        assert mended.add([make(0), make(1)]).unchanged == (make(0).id, make(1).id)
    assert doctor(folder) == []


def test_a_collection_opens_where_nothing_can_be_written_beside_it(
    local: LocalCollection, folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    local.add([make(0)])
    local.close()
    monkeypatch.setattr(room, "_free", lambda _: 0)

    def connect(place: str, **options: Any) -> sqlite3.Connection:
        if "immutable" in place:
            return _CONNECT(place, **options)
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"  # as on a disk without a single free block
        raise error

    monkeypatch.setattr(databases.sqlite3, "connect", connect)
    with open_collection(folder) as again:
        assert [a.id for a in again.articles()] == [make(0).id]
        assert again.log({"question": "who?"}) == 0
        with pytest.raises(DiskFull):
            again.add([make(1)])
    monkeypatch.undo()
    with open_collection(folder) as again:
        assert again.log({"question": "who?"}) == 1


def test_a_transaction_that_finds_no_room_is_undone(
    local: LocalCollection, folder: Path, make: Make, no_room: Callable[[], None]
) -> None:
    local.add([make(0)])
    no_room()
    database = Database(folder, read_only=False)
    with closing(database), closing(database.writer()) as connection:
        with (
            pytest.raises(sqlite3.OperationalError, match="full"),
            databases.transaction(connection),
        ):
            connection.execute(
                "INSERT INTO log (at, generation, entry) VALUES ('', 0, ?)", ("x" * 100_000,)
            )
        assert not connection.in_transaction
    assert local.generation == 1
    assert local.log_numbers() == []


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), True),
        (RuntimeError("write error (No space left on device)"), True),
        (OSError(errno.EACCES, "Permission denied"), False),
        (RuntimeError("something else"), False),
        (KeyError("No space left"), False),
        (sqlite3.OperationalError("no such table"), False),
    ],
)
def test_what_a_full_disk_says(tmp_path: Path, error: Exception, full: bool) -> None:
    assert room.is_full(error, tmp_path) is full


def test_other_errors_pass_as_they_are(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="other"), room.room_needed(tmp_path):
        raise ValueError("other")
