"""BM25 over one kind of text (passages or sentences): a cache of SQLite in Tantivy indexes.

Documents lie in shards by their row id, as Tantivy cleans up what is deleted only when it merges,
which cannot be asked for from Python: removing an article so that nothing of it stays means
indexing a part again, and the shard bounds that part. Words weigh by their frequency in all shards
together; only the average length of a document is each shard's own.
"""

from __future__ import annotations

import hashlib
import math
import shutil
import threading
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from index.exceptions import CollectionDamaged
from index.store.shard import Entry, Shard, Texts
from index.store.words import analyzer

SHARD = 4096
"""Row ids of a shard; measured so that removing an article takes well under a second."""
_MOST_WORDS = 256  # of a question


class LexicalIndex:
    """All shards of one table. Without a folder they live in memory."""

    def __init__(self, folder: Path | None, *, shard: int = SHARD) -> None:
        self.folder = folder
        self._width = shard
        self._lock = threading.Lock()
        self._shards: dict[int, Shard] | None = None
        self._analyzer: Any = None

    def search(
        self,
        words: Sequence[str],
        k: int,
        articles: Sequence[int] | None = None,
        required: Collection[str] = (),
    ) -> list[tuple[int, float]]:
        """``(row id, BM25)`` of the best ``k``, best first; of some articles only where given.

        ``words`` are as ``words`` gives them; those ``required`` have to be in a document.
        """
        words = words[:_MOST_WORDS]
        shards = [shard for _, shard in self._all()]
        counted = [shard.counts(words) for shard in shards]
        total = sum(size for size, _ in counted)
        everywhere: dict[str, int] = defaultdict(int)
        for _, own in counted:
            for word, n in own.items():
                everywhere[word] += n
        found: list[tuple[float, int]] = []
        for shard, (size, own) in zip(shards, counted, strict=True):
            weights = {w: _idf(everywhere[w], total) / _idf(n, size) for w, n in own.items()}
            found += [(-round(s, 4), i) for i, s in shard.search(weights, k, articles, required)]
        return [(i, -s) for s, i in sorted(found)[: max(k, 0)]]

    def words(self, text: str) -> list[str]:
        """The words of a text as the index sees them, each once, in order."""
        if self._analyzer is None:
            self._analyzer = analyzer()
        return list(dict.fromkeys(self._analyzer.analyze(text)))

    def frequency(self, word: str) -> int:
        """In how many documents a word occurs; one that is a stop word counts as being in all."""
        words = self.words(word)
        if words:
            return sum(shard.having_all(words) for _, shard in self._all())
        return sum(s.size() for _, s in self._all()) if any(c.isalnum() for c in word) else 0

    def ids(self) -> list[int]:
        """Row ids of all documents. Raises CollectionDamaged where one stands in a wrong shard."""
        held: list[int] = []
        for number, shard in self._all():
            ids = shard.ids()
            if any(i // self._width != number for i in ids):
                raise CollectionDamaged(f"{shard.folder} holds documents of another shard")
            held += ids
        return held

    @property
    def stamp(self) -> str:
        """What recognises the state on disk: the operation stamps and document counts."""
        if self.folder is None:
            return ""
        parts = [f"{n}={Shard(self.folder / str(n)).stamp}" for n in self._numbers()]
        return hashlib.blake2b("|".join(parts).encode("ascii"), digest_size=16).hexdigest()

    def has_leftovers(self) -> bool:
        """Whether removed documents still lie in a segment (after a kill)."""
        return any(shard.has_leftovers() for _, shard in self._all())

    def update(self, add: Iterable[Entry], remove: Sequence[int], texts: Texts) -> None:
        """Add documents, remove others and leave nothing of these on the disk.

        ``add`` should come nearly in the order of ids, so that few shards are held in memory.
        """
        doomed: dict[int, set[int]] = defaultdict(set)
        for i in remove:
            doomed[i // self._width].add(i)
        fresh: dict[int, list[Entry]] = defaultdict(list)
        for number, entries in groupby(add, key=lambda entry: entry.id // self._width):
            fresh[number] += entries
            for done in [n for n in fresh if n < number - 1]:  # ids come in rising order, nearly
                self._shard(done).update(fresh.pop(done), doomed.pop(done, ()), texts)
        for number in sorted({*fresh, *doomed}):
            self._shard(number).update(fresh.get(number, ()), doomed.get(number, ()), texts)
        emptied = {i // self._width for i in remove}
        for number, shard in self._all():
            if number in emptied and not shard.size():
                shard.clear()
                self._forget(number)

    def clear(self) -> None:
        """Remove everything from the disk."""
        with self._lock:
            self._shards = None
            if self.folder is not None:
                shutil.rmtree(self.folder, ignore_errors=True)

    def refresh(self) -> None:
        """See what has been committed since, by this process or another."""
        with self._lock:
            if self._shards is None or self.folder is None:
                return
            numbers = set(self._numbers())
            self._shards = {
                n: self._shards.get(n) or Shard(self.folder / str(n)) for n in sorted(numbers)
            }
            for shard in self._shards.values():
                shard.refresh()

    def readable(self) -> bool:
        """Whether every shard on disk opens."""
        try:
            return all(shard.size() >= 0 for _, shard in self._all())
        except CollectionDamaged:
            return False

    def _all(self) -> list[tuple[int, Shard]]:
        with self._lock:
            if self._shards is None:
                folder = self.folder
                numbers = () if folder is None else self._numbers()
                self._shards = {n: Shard(folder / str(n)) for n in numbers if folder is not None}
            return sorted(self._shards.items())

    def _shard(self, number: int) -> Shard:
        self._all()
        with self._lock:
            assert self._shards is not None
            if number not in self._shards:
                place = None if self.folder is None else self.folder / str(number)
                self._shards[number] = Shard(place)
            return self._shards[number]

    def _forget(self, number: int) -> None:
        with self._lock:
            if self._shards is not None:
                self._shards.pop(number, None)

    def _numbers(self) -> list[int]:
        if self.folder is None or not self.folder.is_dir():
            return []
        return sorted(int(p.name) for p in self.folder.iterdir() if p.name.isdecimal())


def _idf(having: int, total: int) -> float:
    """The inverse document frequency of BM25 as Tantivy computes it."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))
