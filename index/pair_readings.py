"""What a reader found of pairs of sentences, kept beside a collection, as reading them takes long.

A cache: where it is missing, damaged, or of a reader with other weights, pairs are read again. It
holds ids of articles, hashes and probabilities, no words.
"""

from __future__ import annotations

import json
from collections import ChainMap
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import Final, Generic, TypeVar

from index.store.files import write_whole

FILE: Final = "pairs.json"
"""In the collection's folder."""
MOST: Final = 100_000
"""Pairs that are kept, those read last: what some thirty searches read over as many topics."""

Pair = tuple[str, str, str]
"""The ids of two articles, and the hash of what is read of them."""
K = TypeVar("K", bound=Hashable)


def pair_of(first: str, second: str, *read: str) -> Pair:
    """What is found of a pair is kept by: the ids of its articles, and what is read."""
    return first, second, blake2b("\0".join(read).encode(), digest_size=12).hexdigest()


class Known(Generic[K]):
    """What is found of pairs, read where it is not known.

    ``kept`` is what was found before, ``key`` what a pair is kept by; ``read`` reads some pairs.
    ``fresh`` is what has been read until now.
    """

    def __init__(
        self,
        kept: Mapping[Pair, float],
        key: Callable[[K], Pair],
        read: Callable[[Sequence[K]], Sequence[float]],
    ) -> None:
        self._key, self._read = key, read
        self.fresh: dict[Pair, float] = {}
        self._found = ChainMap(self.fresh, dict(kept))

    def look(self, wanted: Iterable[K]) -> dict[K, float]:
        """What is found of each."""
        keys = {one: self._key(one) for one in wanted}
        new = [one for one, key in keys.items() if key not in self._found]
        self.fresh |= zip((keys[one] for one in new), self._read(new), strict=True)
        return {one: self._found[key] for one, key in keys.items()}


class PairReadings:
    """The file of one collection. Safe to share between threads; of two processes that write at
    once the later one's readings stay, and the other's are read again."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._lock = Lock()

    def load(self, reader: str) -> dict[Pair, float]:
        """What this reader found; nothing where another one wrote the file."""
        writer, found = self._read()
        return found if writer == reader else {}

    def keep(self, reader: str, found: Mapping[Pair, float], articles: Collection[str]) -> None:
        """Add what a reader has found; only pairs of these articles are kept."""
        with self._lock:
            self._write(reader, {**self.load(reader), **found}, articles)

    def forget_others(self, articles: Collection[str]) -> None:
        """Leave nothing of any article but these."""
        with self._lock:
            if self._path.exists():
                self._write(*self._read(), articles)

    def _read(self) -> tuple[str, dict[Pair, float]]:
        try:
            shape = json.loads(self._path.read_text(encoding="utf-8"))
            found = {(str(a), str(b), str(key)): float(p) for a, b, key, p in shape["pairs"]}
            return str(shape["reader"]), found
        except (OSError, ValueError, TypeError, KeyError):  # missing or damaged
            return "", {}

    def _write(self, reader: str, found: Mapping[Pair, float], articles: Collection[str]) -> None:
        here = set(articles)
        rows = [(a, b, key, p) for (a, b, key), p in found.items() if a in here and b in here]
        text = json.dumps({"reader": reader, "pairs": rows[-MOST:]})

        def fill(path: Path) -> None:
            path.write_text(text, encoding="utf-8")

        write_whole(self._path, fill)
