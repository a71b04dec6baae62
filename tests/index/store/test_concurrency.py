"""One writer, many readers: over threads and over processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index import Article, LocalCollection, open_collection
from index.exceptions import CollectionError, CollectionLocked
from index.store.caches import Caches
from index.store.lock import WriterLock

Make = Callable[..., Article]


def ids(collection: LocalCollection, question: str) -> set[str]:
    lexical = {h.passage.article_id for h in collection.search_lexical(question, 500)}
    assert lexical == {h.passage.article_id for h in collection.search_dense(question, 500)}
    return lexical


def test_an_open_reader_sees_the_next_generation(
    local: LocalCollection, folder: Path, make: Make
) -> None:
    with (
        open_collection(folder, read_only=True) as reader,
        open_collection(folder) as writer,
    ):
        assert ids(reader, "coast") == set()
        for n in range(3):
            writer.add([make(n)])
            assert ids(reader, "coast") == {make(m).id for m in range(n + 1)}
            assert reader.generation == n + 1
        writer.remove([make(0).id])
        assert ids(reader, "coast") == {make(1).id, make(2).id}
        assert make(0).id not in {a.id for a in reader.articles()}


@pytest.mark.parametrize("change", ["added", "replaced", "removed"])
def test_what_is_read_before_the_words_are_written_is_looked_at_again(
    local: LocalCollection,
    folder: Path,
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
) -> None:
    """A writer commits articles first and their words next; a reader may ask in between."""
    local.add([make(0)])
    with open_collection(folder, read_only=True) as reader:
        update, between = Caches.update_words, list[int]()

        def asked_in_between(*args: Any, **options: Any) -> None:
            between.append(len(reader.search_lexical("coast", 9)))
            update(*args, **options)

        monkeypatch.setattr(Caches, "update_words", asked_in_between)
        if change == "added":
            local.add([make(1)])
        elif change == "replaced":
            new = replace(make(0), text=f"{make(0).text} The coast is clear again.")
            local.add([new])
        else:
            local.remove([make(0).id])
        assert between
        there = {a.id for a in local.articles()}
        assert {h.passage.article_id for h in reader.search_lexical("coast", 9)} == there
        assert {h.sentence.article_id for h in reader.search_sentences_lexical("coast", 9)} <= there


def test_readers_search_while_a_writer_commits(
    local: LocalCollection, folder: Path, make: Make
) -> None:
    """A reader sees whole articles only, and all that was there before it began."""
    stop = threading.Event()
    errors: list[str] = []
    rounds = 0

    def read() -> None:
        nonlocal rounds
        with open_collection(folder, read_only=True) as reader:
            while not stop.is_set():
                before = {a.id for a in reader.articles()}
                for search in (reader.search_dense, reader.search_lexical):
                    there = {h.passage.article_id for h in search("coast", 500)}
                    if not kept & before <= there:
                        errors.append(f"{search.__name__} misses {kept & before - there}")
                rounds += 1

    kept = {make(n).id for n in range(5)}
    local.add([make(n) for n in range(5)])
    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for n in range(5, 15):
        local.add([make(n)])
        local.remove([make(n).id] if n % 2 else [])
    assert all(thread.is_alive() for thread in threads), "a reader failed"
    stop.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert rounds > 2


def test_threads_share_one_collection(local: LocalCollection, make: Make) -> None:
    local.add([make(n) for n in range(10)])
    expected = local.search_dense("grain prices", 5), local.search_lexical("grain prices", 5)
    results: list[object] = []

    def search() -> None:
        for _ in range(5):
            results.append(
                (local.search_dense("grain prices", 5), local.search_lexical("grain prices", 5))
            )

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 20


def test_a_second_writer_is_refused_at_once(
    local: LocalCollection, folder: Path, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.local._PATIENCE", 0.1)
    with WriterLock(folder):
        for change in (lambda: local.add([make(1)]), lambda: local.remove(["x"])):
            with pytest.raises(CollectionLocked, match="wait until it has finished"):
                change()
        assert local.log({"question": "still answered"}) == 1
    local.add([make(1)])


def test_a_killed_writer_holds_no_lock(local: LocalCollection, folder: Path, make: Make) -> None:
    code = (
        "import sys, time; from pathlib import Path; from index.store.lock import WriterLock\n"
        "WriterLock(Path(sys.argv[1])).acquire(); print('held', flush=True); time.sleep(60)"
    )
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(CollectionLocked, match=str(process.pid)):
            WriterLock(folder).acquire()
        process.kill()
    local.add([make(1)])


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CollectionError, match="cannot be made a collection"):
        open_collection(tmp_path / "file" / "below", create=True)
