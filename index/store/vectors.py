"""Exact search by inner product: a FAISS file mapped from disk, and what is newer than it.

The file is a cache of the float16 vectors in SQLite. It is never changed in place: what has been
added since it was written is read from SQLite at opening, what has been removed is left out by a
selector, and the writer replaces the whole file when it pays. FAISS only proposes ids; the scores
that count are computed from SQLite's vectors, so they do not depend on the state of the cache.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.store import files
from index.store.database import Database

EXACT_LIMIT = 200_000
"""Above this many vectors the file holds float16 instead of float32: half the memory, same scores
(the vectors are float16 in SQLite already)."""
_CHUNK = 8192

Ids = npt.NDArray[np.int64]
Half = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class CacheRow:
    """What the table ``caches`` says of one cache."""

    generation: int
    count: int
    high: int
    file: str
    stamp: str


def cache_row(database: Database, name: str) -> CacheRow | None:
    """The entry of one cache, or None."""
    row = database.one(
        "SELECT generation, count, high, file, stamp FROM caches WHERE name = ?", (name,)
    )
    return None if row is None else CacheRow(*row)


def to_bytes(vector: npt.NDArray[Any]) -> bytes:
    """A vector as it is stored: float16, little-endian."""
    return np.asarray(vector, "<f2").tobytes()


def score(question: npt.NDArray[np.float32], stored: Sequence[bytes]) -> list[float]:
    """Inner products of a question with stored vectors; each depends on its own vector only."""
    if not stored:
        return []
    matrix = np.frombuffer(b"".join(stored), "<f2").reshape(len(stored), -1).astype(np.float64)
    products = (matrix * question.astype(np.float64)).sum(axis=1)
    return [round(float(p), 7) for p in products]


@dataclass(frozen=True)
class _Snapshot:
    generation: int
    row: CacheRow | None
    base: Any  # faiss.Index mapped from the file, or None
    fresh: Any  # faiss.Index in memory, or None
    gone: Ids
    high: int


class VectorIndex:
    """The vectors of one table (``passages`` or ``sentences``) of one collection."""

    def __init__(self, database: Database, folder: Path, table: str) -> None:
        self._database = database
        self._folder = folder
        self._table = table
        self._vectors = f"{table[:-1]}_vectors"
        self._lock = threading.Lock()
        self._snapshot: _Snapshot | None = None

    def propose(self, question: npt.NDArray[np.float32], k: int, allowed: Ids | None) -> Ids:
        """Ids of the ``k`` nearest vectors, nearest first; only of ``allowed`` where given."""
        snapshot = self._current()
        parts = [(snapshot.base, snapshot.gone), (snapshot.fresh, None)]
        held = [(index, gone) for index, gone in parts if index is not None]
        total = sum(int(index.ntotal) for index, _ in held)
        k = min(k, total if allowed is None else len(allowed))
        if k < 1:
            return np.empty(0, np.int64)
        query = np.ascontiguousarray(question, np.float32).reshape(1, -1)
        found: list[tuple[float, int]] = []
        for index, gone in held:
            scores, ids = _search(index, query, k, allowed, gone, snapshot.high)
            found += [(-s, i) for s, i in zip(scores, ids, strict=True) if i >= 0]
        return np.array([i for _, i in sorted(found)[:k]], np.int64)

    def due(self) -> bool:
        """Whether writing the file again pays: many new vectors, removed ones, or no file.

        Opens nothing: the file is recognised by its cheap checksum.
        """
        row = cache_row(self._database, self._table)
        if row is not None and row.count and not _is_there(self._folder, row):
            return True
        if row is not None and row.generation == self._database.generation:
            return False
        total = self._database.one(f"SELECT count(*) FROM {self._table}")[0]
        if row is None:
            return bool(total)
        old = self._database.one(f"SELECT count(*) FROM {self._table} WHERE id <= ?", (row.high,))
        fresh = total - old[0]
        return bool(old[0] != row.count or fresh >= 1000 or (fresh and total < 50_000))

    def write(self) -> CacheRow:
        """Write the file from SQLite and return its entry, which the caller commits."""
        import faiss

        generation = self._database.generation
        count = self._database.one(f"SELECT count(*) FROM {self._vectors}")[0]
        index: Any = None
        high = 0
        for ids, vectors in self._stored(0):
            if index is None:
                index = faiss.IndexIDMap(_empty(vectors.shape[1], count))
            index.add_with_ids(vectors.astype(np.float32), ids)
            high = int(ids[-1])
        if index is None:
            return CacheRow(generation, 0, 0, "", "")
        path = self._folder / f"{self._table}-{generation}.faiss"
        files.write_whole(path, lambda temporary: faiss.write_index(index, str(temporary)))
        stamp = f"{files.edges(path)}:{files.digest(path)}"
        return CacheRow(generation, int(index.ntotal), high, path.name, stamp)

    def forget(self) -> None:
        """Drop what is in memory; the next search opens the file again."""
        with self._lock:
            self._snapshot = None

    def _current(self) -> _Snapshot:
        generation = self._database.generation
        with self._lock:
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = self._load(generation, self._snapshot)
            return self._snapshot

    def _load(self, generation: int, before: _Snapshot | None) -> _Snapshot:
        row = cache_row(self._database, self._table)
        if before is not None and before.row == row:
            base = before.base
        else:
            base = _open(self._folder, row)
            if base is None and row is not None:  # the writer may just have replaced it
                row = cache_row(self._database, self._table)
                base = _open(self._folder, row)
        high = row.high if base is not None and row is not None else 0
        fresh = self._fresh(high)
        return _Snapshot(
            generation, row, base, fresh, self._gone(base, high), max(high, _highest(fresh))
        )

    def _fresh(self, high: int) -> Any:
        import faiss

        index: Any = None
        for ids, vectors in self._stored(high):
            if index is None:
                index = faiss.IndexIDMap(faiss.IndexFlatIP(vectors.shape[1]))
            index.add_with_ids(vectors.astype(np.float32), ids)
        return index

    def _gone(self, base: Any, high: int) -> Ids:
        """Ids that are in the file and no longer in SQLite (after a kill, or while writing)."""
        if base is None:
            return np.empty(0, np.int64)
        count = self._database.one(f"SELECT count(*) FROM {self._table} WHERE id <= ?", (high,))[0]
        if count == base.ntotal:
            return np.empty(0, np.int64)
        rows = self._database.read(f"SELECT id FROM {self._table} WHERE id <= ?", (high,))
        return np.setdiff1d(_ids_of(base), np.array([r[0] for r in rows], np.int64))

    def _stored(self, after: int) -> Iterator[tuple[Ids, Half]]:
        """Ids and vectors from SQLite, in the order of the ids, some thousands at a time."""
        while True:
            rows = self._database.read(
                f"SELECT id, vector FROM {self._vectors} WHERE id > ? ORDER BY id LIMIT {_CHUNK}",
                (after,),
            )
            if not rows:
                return
            ids = np.array([row[0] for row in rows], np.int64)
            blob = b"".join(row[1] for row in rows)
            yield ids, np.frombuffer(blob, "<f2").reshape(len(rows), -1)
            after = int(ids[-1])


def _empty(dimension: int, count: int) -> Any:
    import faiss

    if count <= EXACT_LIMIT:
        return faiss.IndexFlatIP(dimension)
    index = faiss.IndexScalarQuantizer(
        dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    index.train(np.zeros((1, dimension), np.float32))  # float16 has nothing to learn
    return index


def _is_there(folder: Path, row: CacheRow) -> bool:
    """Whether a cache file is, by its cheap checksum, the one that was committed."""
    try:
        return bool(row.file) and row.stamp.startswith(files.edges(folder / row.file))
    except OSError:
        return False


def _open(folder: Path, row: CacheRow | None) -> Any:
    """Map a cache file; None where there is none or it is not the one that was committed."""
    if row is None or not _is_there(folder, row):
        return None
    import faiss

    try:
        index = faiss.read_index(str(folder / row.file), faiss.IO_FLAG_MMAP_IFC)
    except RuntimeError:  # FAISS raises nothing narrower for a file it cannot read
        return None
    return index if index.ntotal == row.count else None


def _ids_of(index: Any) -> Ids:
    import faiss

    return np.array(faiss.vector_to_array(index.id_map), np.int64)


def _highest(index: Any) -> int:
    return 0 if index is None else int(_ids_of(index).max())


def _search(
    index: Any,
    query: npt.NDArray[np.float32],
    k: int,
    allowed: Ids | None,
    gone: Ids | None,
    high: int,
) -> tuple[list[float], list[int]]:
    import faiss

    k = min(k, int(index.ntotal))
    if allowed is None and (gone is None or not len(gone)):
        scores, ids = index.search(query, k)
        return scores[0].tolist(), ids[0].tolist()
    mask = np.zeros(high + 1, np.bool_)
    if allowed is None:
        mask[:] = True
    else:
        mask[allowed[allowed <= high]] = True
    if gone is not None:
        mask[gone] = False
    bits = np.packbits(mask, bitorder="little")
    bitmap: Any = faiss.IDSelectorBitmap  # the stubs know the C++ signatures only
    parameters: Any = faiss.SearchParameters
    scores, ids = index.search(query, k, params=parameters(sel=bitmap(bits)))
    return scores[0].tolist(), ids[0].tolist()
