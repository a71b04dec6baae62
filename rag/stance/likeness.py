"""How alike some texts are, by the rare words they share: reports of one story are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np

from rag.stance.model import sentences_of
from rag.stance.network import Matrix
from rag.stance.pairs import Pieces

LEAST: Final = 1.2
"""Rarity from which on a word piece counts: it stands in fewer than three texts of ten."""


def likeness(texts: Sequence[str], pieces: Pieces) -> Matrix:
    """Cosines ``(texts, texts)`` of texts cut into word pieces."""
    return cosines([counted(sentences_of([text]), pieces) for text in texts])


def counted(sentences: Sequence[str], pieces: Pieces) -> dict[int, float]:
    """Rarity-weighted logarithmic counts of a text's rarer pieces, as a vector of length one."""
    counts = Counter(i for ids in pieces.many(sentences) for i in ids)
    rarity = pieces.rarity
    vector = {
        i: float((1 + np.log(n)) * rarity[i])
        for i, n in sorted(counts.items())
        if rarity[i] >= LEAST
    }
    length = float(np.sqrt(sum(x * x for x in vector.values()))) or 1.0
    return {i: x / length for i, x in vector.items()}


def cosines(vectors: Sequence[dict[int, float]]) -> Matrix:
    """Cosines of such vectors with each other."""
    column = {piece: at for at, piece in enumerate(sorted({i for v in vectors for i in v}))}
    table = np.zeros((len(vectors), len(column)), np.float32)
    for row, vector in zip(table, vectors, strict=True):
        row[[column[i] for i in vector]] = list(vector.values())
    out: Matrix = table @ table.T
    return out
