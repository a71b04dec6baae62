"""Recognising reprints: articles that carry nearly the same text as another.

Texts are compared as sets of five-word shingles (Broder 1997, "On the resemblance and containment
of documents"). Each article stores a sample of its shingles' hashes: those divisible by eight, or
all of a short text. Articles that share enough of the sample are compared in full. A reprint has a
Jaccard similarity of at least 0.7, or one of the two contains at least 0.85 of the other (a
shortened or an extended version).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from index.types import Span

WIDTH = 5
RESEMBLANCE = 0.7
CONTAINMENT = 0.85
_MODULUS = 8
_FEW = 64  # up to this many shingles are all stored
_WORTH = 0.4  # estimated containment from which two articles are compared in full
_SHORTEST = 8  # shingles; below this two texts are not called reprints of each other
_WORD = re.compile(r"\w+")
_PRIME = np.uint64(0x9E3779B97F4A7C15)

Hashes = npt.NDArray[np.int64]


def shingles(text: str, boilerplate: Sequence[Span] = ()) -> Hashes:
    """Sorted distinct 64-bit hashes of the five-word shingles of a text, boilerplate left out."""
    words = [_hash(word) for word in _words(text, boilerplate)]
    if len(words) < WIDTH:
        return np.empty(0, np.int64)
    values = np.array(words, np.uint64)
    total = np.zeros(len(values) - WIDTH + 1, np.uint64)
    for offset in range(WIDTH):
        total = total * _PRIME + values[offset : offset + len(total)]
    return np.unique(_mix(total).view(np.int64))


def sample(hashes: Hashes) -> Hashes:
    """The part of an article's shingles that is stored and looked up."""
    return hashes if len(hashes) <= _FEW else hashes[hashes % _MODULUS == 0]


def worth_comparing(shared: int, size: int, other: int) -> bool:
    """Whether two articles could be reprints that share this many hashes of their samples.

    ``size`` and ``other`` are how many shingles they have. A reprint's containment is at least
    0.82; the estimate from the sample scatters, so much less is asked for.
    """
    modulus = 1 if max(size, other) <= _FEW else _MODULUS
    return shared >= 2 and shared * modulus >= _WORTH * min(size, other)


def similarity(one: Hashes, other: Hashes) -> float:
    """How much two articles are the same text, 0 to 1; 0 where they are not reprints."""
    if min(len(one), len(other)) < _SHORTEST:
        return 0.0
    common = len(np.intersect1d(one, other, assume_unique=True))
    resemblance = common / (len(one) + len(other) - common)
    containment = common / min(len(one), len(other))
    if resemblance >= RESEMBLANCE or containment >= CONTAINMENT:
        return round(max(resemblance, containment), 4)
    return 0.0


def _words(text: str, boilerplate: Iterable[Span]) -> list[str]:
    kept: list[str] = []
    position = 0
    for start, end in sorted(boilerplate):
        kept.append(text[position:start])
        position = max(position, end)
    kept.append(text[position:])
    folded = unicodedata.normalize("NFKD", " ".join(kept)).casefold()
    return _WORD.findall("".join(c for c in folded if not unicodedata.combining(c)))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def _mix(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """SplitMix64's finaliser: spreads what a polynomial leaves in the high bits."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
