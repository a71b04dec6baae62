"""Training examples of every kind, and batches of them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import torch
from torch import Tensor

from rag.stance.pairs import SEP, Pair

AFFIRM, DENY, DISCUSS, UNRELATED = range(4)
_STEP: Final = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A pair and its labels: head "article", "statement" and/or "support"."""

    pair: Pair
    article: int | None = None
    statement: int | None = None
    support: int | None = None
    weight: float = 1.0

    @property
    def kind(self) -> str:
        """Examples of one kind share a batch."""
        if self.article is not None:
            return "article"
        return "statement" if self.statement is not None else "support"


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded pairs, all tensors over the batch."""

    examples: Sequence[Example]
    ids: Tensor
    kinds: Tensor
    claims: Tensor
    lengths: Tensor


def batch_of(examples: Sequence[Example]) -> Batch:
    """Pad to a multiple of eight, so that few shapes occur."""
    longest = max(len(e.pair) for e in examples)
    width = -(-longest // _STEP) * _STEP
    ids = np.zeros((len(examples), width), np.int64)
    kinds = np.zeros((len(examples), width), np.int64)
    for i, e in enumerate(examples):
        ids[i, : len(e.pair)] = e.pair.ids
        kinds[i, : len(e.pair)] = e.pair.kinds
    return Batch(
        examples,
        torch.from_numpy(ids),
        torch.from_numpy(kinds),
        torch.tensor([e.pair.ids.index(SEP) + 1 for e in examples]),
        torch.tensor([len(e.pair) for e in examples]),
    )


def plan(examples: Sequence[Example], tokens: int, rng: random.Random) -> list[list[Example]]:
    """Batches of one kind and similar length, at most ``tokens`` padded pieces, shuffled."""
    kinds: dict[str, list[Example]] = defaultdict(list)
    for e in examples:
        kinds[e.kind].append(e)
    result: list[list[Example]] = []
    for kind in sorted(kinds):
        items = sorted(kinds[kind], key=lambda e: len(e.pair) + 24 * rng.random())
        batch: list[Example] = []
        longest = 0
        for e in items:
            longest = max(longest, len(e.pair))
            if batch and longest * (len(batch) + 1) > tokens:
                result.append(batch)
                batch, longest = [], len(e.pair)
            batch.append(e)
        result.append(batch)
    rng.shuffle(result)
    return result
