"""Reciprocal rank fusion of several rankings."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)


def reciprocal_rank_fusion(
    rankings: Iterable[Sequence[Item]], *, k: int = 60, weights: Sequence[float] | None = None
) -> dict[Item, float]:
    """Sum of ``weight / (k + rank)`` over the rankings an item is in, ranks from 1.

    Source: Cormack, Clarke and Büttcher, "Reciprocal rank fusion outperforms Condorcet and
    individual rank learning methods", SIGIR 2009, which sets k = 60. Raises ValueError where there
    are not as many weights as rankings.

    >>> reciprocal_rank_fusion([["a", "b"], ["b"]])["b"] > 1 / 61
    True
    """
    lists = list(rankings)
    shares = list(weights) if weights is not None else [1.0] * len(lists)
    if len(shares) != len(lists):
        raise ValueError(f"{len(lists)} rankings but {len(shares)} weights")
    scores: dict[Item, float] = {}
    for ranking, share in zip(lists, shares, strict=True):
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + share / (k + rank)
    return scores
