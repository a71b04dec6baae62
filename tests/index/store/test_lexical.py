"""The lexical index: changes leave no trace, and scores do not depend on its history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.exceptions import CollectionDamaged
from index.store.lexical import LexicalIndex
from index.store.shard import Entry

WORDS = ["harbour", "grain", "bridge", "minister", "museum", "strike"]


class Source:
    """Stands where SQLite stands: what is to be indexed, by id."""

    def __init__(self) -> None:
        self.entries: dict[int, Entry] = {}

    def put(self, i: int) -> Entry:
        text = f"{WORDS[i % 6]} {WORDS[i * 7 % 5]} unique{i}z " + "filler " * (i % 4)
        self.entries[i] = Entry(i, i // 3 + 1, text)
        return self.entries[i]

    def __call__(self, ids: Sequence[int]) -> Iterator[Entry]:
        return (self.entries[i] for i in ids)


def bytes_of(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_search_filter_and_frequency(tmp_path: Path) -> None:
    source = Source()
    index = LexicalIndex(tmp_path / "words", shard=8)
    assert index.search(index.words("harbour"), 5) == []
    index.update([source.put(i) for i in range(30)], (), source)
    assert [i for i, _ in index.search(index.words("unique7z"), 5)] == [7]
    assert index.search(index.words("unique7z"), 5, [1, 2]) == []
    assert [i for i, _ in index.search(index.words("unique7z"), 5, [3])] == [7]
    seven = index.words("unique7z")
    assert index.search(seven, 5, [3])[0][1] == index.search(seven, 5)[0][1]
    assert index.frequency("Harbours") == len(index.search(index.words("harbour"), 99))
    assert index.frequency("harbour unique6z") == 1
    assert index.words("The Minister's grains, GRAIN") == ["minist", "grain"]


def test_an_open_reader_sees_what_another_commits(tmp_path: Path) -> None:
    source = Source()
    writer, reader = LexicalIndex(tmp_path, shard=2), LexicalIndex(tmp_path, shard=2)
    writer.update([source.put(1)], (), source)
    assert [i for i, _ in reader.search(reader.words("unique1z"), 5)] == [1]
    writer.update([source.put(2)], (), source)
    reader.refresh()
    assert [i for i, _ in reader.search(reader.words("unique2z"), 5)] == [2]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.lists(st.integers(0, 40), max_size=8), st.lists(st.integers(0, 40), max_size=8)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_its_history_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[list[int], list[int]]]
) -> None:
    folder = tmp_path_factory.mktemp("words")
    source = Source()
    index = LexicalIndex(folder, shard=7)
    gone: set[int] = set()
    next_id = 1
    for add, remove in steps:
        fresh = [source.put(next_id + n) for n in range(len(add))]
        next_id += len(add)
        known = sorted(source.entries)
        removed = sorted({known[r % len(known)] for r in remove} if known else ())
        for i in removed:
            del source.entries[i]
        gone.update(removed)
        index.update([e for e in fresh if e.id in source.entries], removed, source)
        assert sorted(index.ids()) == sorted(source.entries)
        assert not index.has_leftovers()
    anew = LexicalIndex(None, shard=7)
    anew.update(source.entries.values(), (), source)
    for question in ("harbour grain", "minister filler", "bridge museum strike"):
        assert dict(index.search(index.words(question), 99)) == dict(
            anew.search(anew.words(question), 99)
        )
    held = bytes_of(folder)
    for i in gone:
        assert f"unique{i}z".encode() not in held
        assert index.frequency(f"unique{i}z") == 0


def test_damage_is_named_with_its_mend(tmp_path: Path) -> None:
    source = Source()
    LexicalIndex(tmp_path).update([source.put(1)], (), source)
    (tmp_path / "0" / "meta.json").write_text("{")
    index = LexicalIndex(tmp_path)
    assert not index.readable()
    with pytest.raises(CollectionDamaged, match="onrecord rebuild"):
        index.search(index.words("harbour"), 3)
    index.clear()
    assert not tmp_path.exists()


def test_words_weigh_the_same_in_every_shard(tmp_path: Path) -> None:
    """A word that is rare in one shard and common in all others is not rare."""
    source = Source()
    for i in range(60):
        rare = "ferry" if i in (3, 59) else "harbour"
        source.entries[i] = Entry(i, 1, f"{rare} {'grain' if i > 9 else 'bridge'} unique{i}z")
    whole, split = LexicalIndex(tmp_path / "whole"), LexicalIndex(tmp_path / "split", shard=10)
    for index in (whole, split):
        index.update(source.entries.values(), (), source)
    for question in ("ferry", "harbour bridge", "grain ferry bridge"):
        expected = dict(whole.search(whole.words(question), 99))
        assert dict(split.search(split.words(question), 99)) == pytest.approx(expected, rel=1e-3)
    assert split.frequency("grain") == whole.frequency("grain") == 50
