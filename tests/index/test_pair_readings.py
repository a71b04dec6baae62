"""What is kept of readings: of this reader, of articles that are there, and no words."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, LocalCollection, open_collection
from index.exceptions import DiskFull
from index.pair_readings import FILE, Known, PairReadings, pair_of

ONE, TWO, SAME = pair_of("a", "b", "x", "y"), pair_of("b", "c", "x", "y"), pair_of("a", "a", "z")


def test_a_pair_is_known_by_its_articles_and_all_that_is_read() -> None:
    assert pair_of("a", "b", "x", "y") == ONE
    assert len({ONE, TWO, pair_of("a", "b", "xy", ""), pair_of("b", "a", "x", "y")}) == 4
    assert not any("x" in part for part in ONE)


def test_only_what_is_not_known_is_read() -> None:
    read: list[list[str]] = []

    def reading(keys: list[str]) -> list[float]:
        read.append(list(keys))
        return [0.5 for _ in keys]

    known = Known({pair_of("a", "b", "one"): 0.25}, lambda word: pair_of("a", "b", word), reading)
    assert known.look(["one", "two"]) == {"one": 0.25, "two": 0.5}
    assert known.look(["two"]) == {"two": 0.5}
    assert read == [["two"], []]
    assert known.fresh == {pair_of("a", "b", "two"): 0.5}


def test_readings_are_added_and_those_of_another_reader_or_article_go(tmp_path: Path) -> None:
    kept = PairReadings(tmp_path)
    assert kept.load("r") == {}
    kept.keep("r", {ONE: 0.1234567890123}, "abc")
    kept.keep("r", {TWO: 0.5, SAME: 1.0}, "abc")
    assert PairReadings(tmp_path).load("r") == {ONE: 0.1234567890123, TWO: 0.5, SAME: 1.0}
    assert kept.load("other") == {}
    kept.forget_others("ab")
    assert kept.load("r") == {ONE: 0.1234567890123, SAME: 1.0}
    kept.keep("other", {SAME: 0.0}, "abc")
    assert (kept.load("r"), kept.load("other")) == ({}, {SAME: 0.0})


def test_the_file_does_not_grow_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.pair_readings.MOST", 3)
    kept = PairReadings(tmp_path)
    for n in range(5):
        kept.keep("r", {pair_of("a", "b", str(n)): n / 10}, "ab")
    assert list(kept.load("r").values()) == [0.2, 0.3, 0.4]


def test_a_file_that_cannot_be_read_is_as_good_as_none(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert PairReadings(tmp_path).load("r") == {}


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"reader": "r", "pairs": [[1]]}', "\xff"])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, damaged: str) -> None:
    (tmp_path / FILE).write_bytes(damaged.encode("latin-1"))
    kept = PairReadings(tmp_path)
    assert kept.load("r") == {}
    kept.forget_others("a")
    kept.keep("r", {SAME: 0.5}, "a")
    assert kept.load("r") == {SAME: 0.5}


def article(text: str, path: str) -> Article:
    return Article(text=text, path=path)


def test_of_a_removed_or_replaced_article_nothing_stays(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        for path in ("one.txt", "two.txt", "three.txt"):
            collection.add([article(f"The gate of {path} is shut.", path)])
        one, two, three = sorted(a.id for a in collection.articles())
        every = {pair_of(a, b, "x"): 0.5 for a, b in ((one, two), (two, three), (one, three))}
        collection.keep_pair_readings("r", {**every, pair_of(one, "elsewhere", "x"): 0.5})
        assert collection.pair_readings("r") == every
        collection.remove([two])
        assert collection.pair_readings("r") == {pair_of(one, three, "x"): 0.5}
        assert two not in (tmp_path / "c" / FILE).read_text()
        old = collection.article(one)
        collection.add([article("The gate is open.", old.path)])
        assert collection.pair_readings("r") == {}
        assert one not in (tmp_path / "c" / FILE).read_text()


def test_where_nothing_can_be_written_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add([article("The gate is shut.", "one.txt")])
        (one,) = (a.id for a in collection.articles())

        def full(*_: object) -> None:
            raise DiskFull("no room")

        monkeypatch.setattr(PairReadings, "keep", full)
        collection.keep_pair_readings("r", {pair_of(one, one, "x"): 0.5})
    monkeypatch.undo()
    with LocalCollection(tmp_path / "c", read_only=True) as collection:
        collection.keep_pair_readings("r", {pair_of(one, one, "x"): 0.5})
    assert not (tmp_path / "c" / FILE).exists()
