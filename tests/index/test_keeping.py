"""What is kept for good is worked out once, and the rest holds as long as its collection."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import index
from index.exceptions import ArticleNotFound
from index.keeping import Once, VersionedCache
from index.types import Article


def test_of_threads_that_ask_at_the_same_time_one_does_the_work() -> None:
    begun: list[str] = []
    together = threading.Barrier(8)

    @Once
    def work(name: str) -> list[str]:
        """Takes its time."""
        begun.append(name)
        time.sleep(0.05)
        return [name]

    def ask(name: str) -> list[str]:
        together.wait()
        return work(name)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, ["a", "b"] * 4))
    assert sorted(begun) == ["a", "b"]
    assert len({id(one) for one in found}) == 2
    assert work("a") is found[0]
    assert work.__doc__ == "Takes its time."


def test_what_fails_is_tried_again() -> None:
    answers = iter([OSError("busy"), "done"])

    @Once
    def work() -> str:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return str(answer)

    with pytest.raises(OSError, match="busy"):
        work()
    assert [work(), work()] == ["done", "done"]


def test_the_value_unused_for_longest_goes_first() -> None:
    asked: list[str] = []

    def read(key: str) -> str:
        asked.append(key)
        return key.upper()

    kept = VersionedCache(read, lambda: 1, 2)
    assert [kept("a"), kept("b"), kept("a"), kept("c"), kept("a"), kept("b")] == list("ABACAB")
    assert asked == ["a", "b", "c", "b"]


def test_a_change_while_reading_keeps_nothing() -> None:
    state = [1]
    values = iter(["old", "new"])

    def read(key: str) -> str:
        state[0] += 1
        return next(values)

    kept = VersionedCache(read, lambda: state[0], 2)
    assert kept("a") == "old"
    assert kept("a") == "new"


def test_another_process_s_changes_are_seen_and_the_log_changes_nothing(tmp_path: Path) -> None:
    article = Article(text="The dam is safe, said Ana Cruz, an engineer.", path="a.txt")
    other = Article(text="“The dam leaks,” said Bo Lund, a geologist.", path="b.txt")
    writer = index.open_collection(tmp_path / "c", create=True)
    writer.add([article])
    reader = index.open_collection(tmp_path / "c", read_only=True)
    first, speakers = reader.article(article.id), reader.speakers()
    writer.log({"question": "Is it safe?"})
    assert reader.article(article.id) is first
    assert reader.speakers() is speakers
    writer.add([other])
    assert {s.name for s in reader.speakers()} == {"Ana Cruz", "Bo Lund"}
    writer.remove([article.id])
    with pytest.raises(ArticleNotFound):
        reader.article(article.id)
    assert [s.name for s in reader.speakers()] == ["Bo Lund"]
    reader.close()
    writer.close()
