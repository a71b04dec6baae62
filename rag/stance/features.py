"""What a count of shared words says about a claim and a longer text.

Cheap, and good at what a small network is bad at: whether a text is about the claim at all, and
whether every number and rare word of the claim is in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from rag.stance.pairs import Weights

FEATURES: Final = (
    "words", "best sentence", "best three", "bigrams", "run", "numbers", "has numbers",
    "rare words", "claim length", "text length",
)  # fmt: skip
LENGTHS: Final = 2
"""How many of them, the last ones, are lengths and not shares."""
_NUMBER = re.compile(r"\d[\d,.]*")
_RARE: Final = 5.0

Vector = npt.NDArray[np.float32]


def overlap_features(
    claim: str,
    claim_ids: Sequence[int],
    sentences: Sequence[str],
    sentence_ids: Sequence[Sequence[int]],
    rarity: Weights,
) -> Vector:
    """One number for each of ``FEATURES``, shares between 0 and 1 but for the two lengths."""
    have = set(claim_ids)
    weights = {i: max(float(rarity[i]), 0.0) for i in have}
    total = sum(weights.values()) or 1.0
    each = sorted(
        (sum(weights[i] for i in have.intersection(ids)) / total for ids in sentence_ids),
        reverse=True,
    ) or [0.0]
    everything = {i for ids in sentence_ids for i in ids}
    bigrams = set(pairwise(claim_ids))
    found = {p for ids in sentence_ids for p in pairwise(ids)}
    numbers = {n.strip(".,") for n in _NUMBER.findall(claim)}
    given = {n.strip(".,") for sentence in sentences for n in _NUMBER.findall(sentence)}
    rare = {i for i in have if weights[i] >= _RARE}
    return np.array(
        [
            sum(weights[i] for i in have & everything) / total,
            each[0],
            sum(each[:3]) / 3,
            len(bigrams & found) / max(1, len(bigrams)),
            _run(claim_ids, found) / max(1, len(claim_ids)),
            len(numbers & given) / len(numbers) if numbers else 1.0,
            float(bool(numbers)),
            len(rare & everything) / len(rare) if rare else 1.0,
            math.log1p(len(claim_ids)) / 5,
            math.log1p(sum(len(ids) for ids in sentence_ids)) / 8,
        ],
        np.float32,
    )


def _run(claim: Sequence[int], bigrams: set[tuple[int, int]]) -> int:
    """Longest run of the claim's pieces of which each neighbouring two stand in the text."""
    best = length = 1
    for pair in pairwise(claim):
        length = length + 1 if pair in bigrams else 1
        best = max(best, length)
    return best
