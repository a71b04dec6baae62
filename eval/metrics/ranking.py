"""Ranking metrics as trec_eval computes them, over ids or over spans.

Functions take the ranked ids, best first and without repeats, and the set of relevant ids
(binary relevance). Results agree with ``ir_measures`` (whose figures are
trec_eval's) to 1e-9 (tests/eval/test_ranking.py).
Sources: Manning, Raghavan and Schütze, *Introduction to Information Retrieval*, chapter 8;
Järvelin and Kekäläinen 2002 for nDCG, with trec_eval's discount ``1 / log2(rank + 1)``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from eval.metrics.spans import Gold, Place, is_hit


def recall_at(ranked: Sequence[str], relevant: AbstractSet[str], k: int) -> float:
    """Share of the relevant ids among the first ``k``; 0 where nothing is relevant."""
    if not relevant:
        return 0.0
    return len(relevant & set(ranked[:k])) / len(relevant)


def reciprocal_rank(ranked: Sequence[str], relevant: AbstractSet[str], k: int = 0) -> float:
    """One over the rank of the first relevant id; 0 without one (in the first ``k``, if given)."""
    for rank, name in enumerate(ranked[: k or None], start=1):
        if name in relevant:
            return 1.0 / rank
    return 0.0


def average_precision(ranked: Sequence[str], relevant: AbstractSet[str], k: int = 0) -> float:
    """Mean of the precisions at each relevant id; ids never found count 0. Its mean is MAP."""
    if not relevant:
        return 0.0
    found, total = 0, 0.0
    for rank, name in enumerate(ranked[: k or None], start=1):
        if name in relevant:
            found += 1
            total += found / rank
    return total / len(relevant)


def ndcg(ranked: Sequence[str], relevant: AbstractSet[str], k: int = 0) -> float:
    """Discounted gain over the best possible one, both cut at ``k`` where given."""
    if not relevant:
        return 0.0
    gain = sum(
        1.0 / math.log2(rank + 1)
        for rank, name in enumerate(ranked[: k or None], start=1)
        if name in relevant
    )
    best = min(len(relevant), k) if k else len(relevant)
    return gain / sum(1.0 / math.log2(rank + 1) for rank in range(1, best + 1))


def as_ids(found: Sequence[Place], gold: Sequence[Gold]) -> tuple[list[str], set[str]]:
    """Turn ranked places and gold items into ranked ids and relevant ids.

    Each gold item is found once, at the first place that matches it; a place that matches several
    new items stands for all of them in a row, one that matches none (or only items found before)
    is irrelevant. So a system gains nothing by repeating itself.
    """
    ranked: list[str] = []
    open_items = dict(enumerate(gold))
    for i, place in enumerate(found):
        new = [j for j, item in open_items.items() if is_hit(place, item)]
        for j in new:
            del open_items[j]
            ranked.append(f"gold{j}")
        if not new:
            ranked.append(f"other{i}")
    return ranked, {f"gold{j}" for j in range(len(gold))}


def span_recall_at(found: Sequence[Place], gold: Sequence[Gold], k: int) -> float:
    """Share of the gold items that match one of the first ``k`` places; 0 without gold."""
    if not gold:
        return 0.0
    return sum(any(is_hit(p, item) for p in found[:k]) for item in gold) / len(gold)


def distinct_articles(found: Sequence[Place]) -> list[str]:
    """Article ids in order of their first place."""
    return list(dict.fromkeys(place.article_id for place in found))
