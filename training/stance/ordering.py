"""Fitting and measuring the order that `rag.stance.rerank` puts articles in.

The two scores are fitted on whole lists: of a claim's articles, those of the side shall have the
larger share of ``softmax(scores)``. That is conditional logistic regression, the top-one loss of
ListNet (Cao et al., 2007). A claim counts once, however many articles take the side, and what
differs between claims (how many of their articles anybody labelled) cannot sway the weights, as it
does where all articles of all claims are thrown together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rag.stance.network import Matrix
from rag.stance.reranking import DENIALS, SIDES, TOP, alternated, scored
from training.stance.fnc import FOLDS

NUMBERS: Final = (5, 6, 7, 8)
"""How many denials among the ten are tried."""
_PENALTY: Final = 3.0
_DRAWS: Final = 2000

Order = Sequence[int]
Orders = Sequence[Order]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Query:
    """A claim with its candidates, as found, and what is known about them.

    ``articles`` has a set for each candidate: the ids of all copies of its text.
    """

    fold: int
    topic: int
    agree: frozenset[str]
    disagree: frozenset[str]
    both: bool
    articles: list[frozenset[str]]
    rows: Matrix

    def of(self, side: str) -> Flags:
        """Which candidates are on a side."""
        names = self.disagree if side == SIDES[0] else self.agree
        return np.array([bool(copies & names) for copies in self.articles])


def fitted(queries: Sequence[Query]) -> dict[str, Any]:
    """Weights of the two scores, as `rag.stance.rerank` reads them."""
    return {
        side: listwise([q.rows for q in queries], [q.of(side) for q in queries]) for side in SIDES
    }


def listwise(lists: Sequence[Matrix], gold: Sequence[Flags]) -> dict[str, Any]:
    """Weights ``(1, columns)`` of a linear score, fitted on lists of rows; bias for mean zero.

    Lists without a row of the side are left out. Columns are scaled to one standard deviation
    before the weights' squares are penalised.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    everything = np.concatenate(list(lists)).astype(np.float64)
    mean, scale = everything.mean(axis=0), everything.std(axis=0) + 1e-6
    used = [(rows, flags) for rows, flags in zip(lists, gold, strict=True) if flags.any()]
    table = np.concatenate([(rows - mean) / scale for rows, _ in used])
    sizes = [len(rows) for rows, _ in used]
    starts, of = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(used)), sizes)
    target = np.concatenate([flags / flags.sum() for _, flags in used])

    def loss(weight: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        scores = table @ weight
        scores -= np.maximum.reduceat(scores, starts)[of]
        shares = np.exp(scores)
        totals = np.add.reduceat(shares, starts)
        shares /= totals[of]
        value = -(target * (scores - np.log(totals)[of])).sum() + _PENALTY * (weight @ weight) / 2
        return float(value), table.T @ (shares - target) + _PENALTY * weight

    found = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B")
    weight = found.x / scale
    return {
        "weight": [[round(float(x), 5) for x in weight]],
        "bias": [round(float(-weight @ mean), 5)],
    }


def arranged(queries: Sequence[Query], weights: dict[str, Any], denials: int) -> list[list[int]]:
    """The order that the run-time code makes of each claim's articles."""
    deny, affirm = (weights[side] for side in SIDES)
    return [alternated(scored(q.rows, deny), scored(q.rows, affirm), denials) for q in queries]


def each(queries: Sequence[Query], orders: Orders) -> tuple[Matrix, Matrix]:
    """For each claim, recall at ten of disagreeing articles, and whether both sides are there.

    The second is NaN for claims that nobody agrees with.
    """
    recalls, both = [], []
    for q, order in zip(queries, orders, strict=True):
        names = frozenset[str]().union(*(q.articles[i] for i in order[:TOP]))
        recalls.append(len(names & q.disagree) / len(q.disagree))
        shown = bool(names & q.agree) and bool(names & q.disagree)
        both.append(float(shown) if q.both else np.nan)
    return np.array(recalls, np.float32), np.array(both, np.float32)


def measure(queries: Sequence[Query], orders: Orders) -> tuple[float, float]:
    """Means of both."""
    recalls, both = each(queries, orders)
    return float(recalls.mean()), float(np.nanmean(both))


def interval(
    queries: Sequence[Query], orders: Orders, others: Orders | None = None
) -> list[list[float]]:
    """95 % intervals of both figures, or of how far they are above those of other orders.

    Whole topics are drawn with replacement, since claims of a topic share their articles.
    """
    values = np.stack(each(queries, orders))
    if others is not None:
        values = values - np.stack(each(queries, others))
    topics = sorted({q.topic for q in queries})
    member = np.array([[q.topic == t for q in queries] for t in topics], np.float64)
    sums = member @ np.nan_to_num(values).T
    counts = member @ (~np.isnan(values)).T
    rng = np.random.default_rng(20251122)
    drawn = rng.multinomial(len(topics), [1 / len(topics)] * len(topics), size=_DRAWS)
    means = (drawn @ sums) / (drawn @ counts)
    return [[round(float(x), 4) for x in row] for row in np.quantile(means, (0.025, 0.975), 0).T]


def summary(queries: Sequence[Query]) -> dict[str, Any]:
    """Figures of the order found, and of the new one with all that is chosen on other folds.

    The claims have to be given fold by fold.
    """
    by_fold = [[q for q in queries if q.fold == f] for f in range(FOLDS)]
    if [q for part in by_fold for q in part] != list(queries):
        raise ValueError("the claims are not in the order of their folds")

    def without(*folds: int) -> dict[str, Any]:
        return fitted([q for q in queries if q.fold not in folds])

    weights = [without(f) for f in range(FOLDS)]
    chosen = [_best_number(by_fold, fold, without) for fold in range(FOLDS)]

    def over_folds(denials: Sequence[int]) -> list[list[int]]:
        return [o for f in range(FOLDS) for o in arranged(by_fold[f], weights[f], denials[f])]

    found = [range(TOP)] * len(queries)
    shipped, selected = over_folds([DENIALS] * FOLDS), over_folds(chosen)
    here = [range(len(q.articles)) for q in queries]
    there = [
        len(frozenset[str]().union(*(q.articles[i] for i in o)) & q.disagree) / len(q.disagree)
        for q, o in zip(queries, here, strict=True)
    ]
    at_all = [bool(q.of(SIDES[0]).any() and q.of(SIDES[1]).any()) for q in queries if q.both]
    return {
        "claims with disagreeing articles": len(queries),
        "of these with both sides": sum(q.both for q in queries),
        "topics": len({q.topic for q in queries}),
        "among all candidates": _figures((float(np.mean(there)), float(np.mean(at_all)))),
        "as found": _figures(measure(queries, found)),
        f"{DENIALS} denials, as it ships": _figures(measure(queries, shipped)),
        "its intervals": interval(queries, shipped),
        "above the order found, intervals": interval(queries, shipped, found),
        "number of denials chosen on the other folds": chosen,
        "with that": _figures(measure(queries, selected)),
        "each fold, as it ships": [
            _figures(measure(part, arranged(part, w, DENIALS)))
            for part, w in zip(by_fold, weights, strict=True)
        ],
        "each number of denials": {
            n: _figures(measure(queries, over_folds([n] * FOLDS))) for n in NUMBERS
        },
    }


def _best_number(
    by_fold: Sequence[Sequence[Query]], fold: int, without: Callable[[int, int], dict[str, Any]]
) -> int:
    """The number of denials that is best on the other folds, each measured by the third."""
    gain = dict.fromkeys(NUMBERS, 0.0)
    for second in sorted(set(range(FOLDS)) - {fold}):
        inner = without(fold, second)
        for n in NUMBERS:
            figures = measure(by_fold[second], arranged(by_fold[second], inner, n))
            gain[n] += sum(figures)
    return max(NUMBERS, key=lambda n: round(gain[n], 6))


def _figures(pair: tuple[float, float]) -> dict[str, float]:
    names = ("disagree_recall_at_10", "both_sides")
    return {name: round(x, 4) for name, x in zip(names, pair, strict=True)}
