"""How close in meaning a claim and the sentences that speak to it are, by the sentence encoder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Final

import numpy as np

from index.encoder.bert import Bert
from index.encoder.blas import single_thread
from index.encoder.files import find_model
from rag.stance.features import Vector
from rag.stance.pairs import CLS, SEP, Pieces
from rag.stance.selection import overlap

CLOSENESS: Final = ("nearest", "mean", "together")
SENTENCES: Final = 3
_LONGEST: Final = 94


class Closeness:
    """Cosines between claims and sentences. The encoder is opened at the first use."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces

    @cached_property
    def _bert(self) -> Bert:
        return Bert(find_model())

    def __call__(self, claim: str, sentences: Sequence[str]) -> Vector:
        """One number for each of ``CLOSENESS``: of the three sentences that share most words with
        the claim the nearest, their mean, and the cosine with their sum."""
        ids = self._pieces(claim)
        each = self._pieces.many(sentences)
        fits = [overlap(ids, text, self._pieces) for text in each]
        best = sorted(range(len(each)), key=lambda i: (-round(fits[i], 6), i))[:SENTENCES]
        if not best:
            return np.zeros(len(CLOSENESS), np.float32)
        texts = [ids, *(each[i] for i in best)]
        with single_thread():
            vectors = self._bert.encode([(CLS, *text[:_LONGEST], SEP) for text in texts])
        return compared(vectors)


def compared(vectors: Vector) -> Vector:
    """The same from unit vectors ``(1 + sentences, dimension)``, the claim's first."""
    each = vectors[1:] @ vectors[0]
    total = vectors[1:].sum(axis=0)
    norm = max(float(np.linalg.norm(total)), 1e-9)
    return np.array([each.max(), each.mean(), float(total @ vectors[0]) / norm], np.float32)
