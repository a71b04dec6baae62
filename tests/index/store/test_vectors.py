"""The vector cache proposes exactly what a search over all stored vectors would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import Article, LocalCollection
from index.store import vectors, writing
from index.store.caches import Caches
from index.store.database import Database, transaction
from index.store.vectors import VectorIndex, cache_row, score, to_bytes

DIMENSION = 24


class Bench:
    """A collection's database filled with random vectors, without articles worth the name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder, read_only=False)
        self.connection = self.database.writer()
        self.random = np.random.default_rng(7)
        with transaction(self.connection):
            self.connection.execute(
                "INSERT INTO articles (id, digest, origin, title, source, author, url, path, "
                "language, origins, boilerplate, shingle_count, text) "
                "VALUES (?, '', '', '', '', '', '', '', '', '{}', '[]', 0, 'x')",
                (Article(text="x").id,),
            )

    def add(self, count: int) -> None:
        rows = self.random.normal(size=(count, DIMENSION))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        with transaction(self.connection):
            writing.insert_spans(self.connection, "passages", 1, [(0, 1)] * count, rows)

    def remove(self, ids: list[int]) -> None:
        with transaction(self.connection):
            self.connection.executemany("DELETE FROM passages WHERE id = ?", ((i,) for i in ids))

    def index(self) -> VectorIndex:
        return VectorIndex(self.database, self.folder, "passages")

    def write(self) -> None:
        Caches(self.database, self.folder).write_vectors(self.connection, force=True)

    def question(self) -> np.ndarray:
        return self.random.normal(size=DIMENSION).astype(np.float32)

    def expected(self, question: np.ndarray, k: int, allowed: set[int] | None = None) -> list[int]:
        rows = self.database.read("SELECT id, vector FROM passage_vectors")
        rows = [r for r in rows if allowed is None or r[0] in allowed]
        scores = score(question, [r[1] for r in rows])
        order = sorted(zip(scores, (r[0] for r in rows), strict=True), key=lambda p: (-p[0], p[1]))
        return [i for _, i in order[:k]]


@pytest.fixture
def bench(local: LocalCollection, folder: Path) -> Iterator[Bench]:
    bench = Bench(folder)
    yield bench
    bench.connection.close()
    bench.database.close()


def agree(bench: Bench, index: VectorIndex) -> None:
    for allowed in (None, {1, 5, 60, 201, 350}):
        question = bench.question()
        limit = None if allowed is None else np.array(sorted(allowed))
        assert index.propose(question, 10, limit).tolist() == bench.expected(question, 10, allowed)


@pytest.mark.parametrize("exact", [True, False])
def test_file_and_newer_and_removed(
    bench: Bench, exact: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "EXACT_LIMIT", 200_000 if exact else 10)
    open_before = bench.index()
    bench.add(200)
    agree(bench, open_before)
    bench.write()
    agree(bench, open_before)
    bench.add(150)
    agree(bench, open_before)
    agree(bench, bench.index())
    bench.remove([1, 2, 150, 201, 340])
    agree(bench, open_before)
    agree(bench, bench.index())
    bench.write()
    agree(bench, open_before)
    assert not bench.index().due()
    row = cache_row(bench.database, "passages")
    assert row is not None
    assert row.count == 345


def _missing(path: Path) -> None:
    path.unlink()


def _torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _other(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[:100] = b"\x00" * 100
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [_missing, _torn, _empty, _other])
def test_a_harmed_file_is_noticed_passed_over_and_written_again(
    bench: Bench, harm: Callable[[Path], None]
) -> None:
    bench.add(300)
    bench.write()
    row = cache_row(bench.database, "passages")
    assert row is not None
    harm(bench.folder / row.file)
    index = bench.index()
    assert index.due()
    agree(bench, index)
    Caches(bench.database, bench.folder).settle(bench.connection)
    assert not bench.index().due()
    agree(bench, bench.index())


def test_the_file_is_the_same_when_written_again(bench: Bench) -> None:
    bench.add(100)
    bench.write()
    row = cache_row(bench.database, "passages")
    assert row is not None
    before = (bench.folder / row.file).read_bytes()
    bench.write()
    assert (bench.folder / row.file).read_bytes() == before
    assert len(list(bench.folder.glob("*.faiss"))) == 1


def test_nothing_stored(bench: Bench) -> None:
    assert bench.index().propose(bench.question(), 5, None).tolist() == []
    bench.write()
    assert bench.index().propose(bench.question(), 5, None).tolist() == []
    bench.add(3)
    bench.write()
    bench.remove([1, 2, 3])
    assert bench.index().propose(bench.question(), 5, None).tolist() == []
    bench.write()
    assert list(bench.folder.glob("*.faiss")) == []


def test_few_new_vectors_do_not_rewrite_a_large_file(bench: Bench) -> None:
    bench.add(300)
    bench.write()
    bench.add(10)
    assert bench.index().due(), "a small file is written again at once"
    counted = bench.database.one("SELECT count(*) FROM passages")[0]
    assert counted == 310


def test_scores_do_not_depend_on_their_neighbours() -> None:
    rows = np.random.default_rng(3).normal(size=(50, 384)).astype(np.float32)
    stored = [to_bytes(row) for row in rows]
    question = rows[0]
    alone = [score(question, [one])[0] for one in stored]
    assert score(question, stored) == alone
    assert score(question, stored[::-1]) == alone[::-1]
    assert score(question, []) == []


def test_two_readers_share_one_file(bench: Bench) -> None:
    bench.add(50)
    bench.write()
    with closing(Database(bench.folder, read_only=True)) as other:
        agree(bench, VectorIndex(other, bench.folder, "passages"))
