"""Joining a head's scores with counts of shared words: a logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Rows = npt.NDArray[np.float32]
Weights = npt.NDArray[np.float64]

BALANCE: Final = 0.5
"""How far rare classes are weighted up: 0 not at all, 1 until all weigh the same."""


def fit(
    rows: Rows, gold: Ints, weight: Weights | None = None, *, balance: float = BALANCE, c: float = 1
) -> dict[str, Any]:
    """Weights ``(classes, columns)`` and bias, as the run-time model reads them.

    ``weight`` is how often each row counts. Two classes give one row, the score of class 1.
    """
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    each = np.ones(len(gold)) if weight is None else weight
    total = np.bincount(gold, weights=each)
    share = (each.sum() / np.maximum(total, 1)) ** balance
    scale = rows.std(axis=0) + 1e-6
    model = LogisticRegression(C=c, max_iter=3000)
    model.fit(rows / scale, gold, sample_weight=each * share[gold])
    return {
        "weight": [[round(float(x), 5) for x in row] for row in model.coef_ / scale],
        "bias": [round(float(x), 5) for x in model.intercept_],
    }


def apply(joined: dict[str, Any], rows: Rows) -> Rows:
    """Scores ``(rows, classes)``, or ``(rows, 1)`` for two classes."""
    out: Rows = rows @ np.asarray(joined["weight"], np.float32).T + np.asarray(
        joined["bias"], np.float32
    )
    return out


def classes(scores: Rows) -> Ints:
    """The likeliest class of each row."""
    if scores.shape[1] == 1:
        return np.asarray(scores[:, 0] > 0, np.int64)
    return np.asarray(scores.argmax(axis=1), np.int64)


def f1_scores(
    gold: Sequence[int] | Ints,
    got: Sequence[int] | Ints,
    n: int,
    weight: Weights | None = None,
) -> list[float]:
    """F1 of each class."""
    g, p = np.asarray(gold), np.asarray(got)
    w = np.ones(len(g)) if weight is None else weight
    result = []
    for k in range(n):
        both = float(w[(g == k) & (p == k)].sum())
        total = float(w[g == k].sum() + w[p == k].sum())
        result.append(2 * both / total if total else 0.0)
    return result


def fnc_score(
    gold: Sequence[int] | Ints, got: Sequence[int] | Ints, weight: Weights | None = None
) -> float:
    """Official score of the Fake News Challenge in percent; class 3 is "unrelated"."""
    g, p = np.asarray(gold), np.asarray(got)
    w = np.ones(len(g)) if weight is None else weight
    related = g != 3
    points = 0.25 * w[(p == 3) == ~related].sum() + 0.75 * w[(p == g) & related].sum()
    return float(100 * points / (0.25 * w[~related].sum() + w[related].sum()))
