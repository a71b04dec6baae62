"""How sure a figure is: intervals, paired tests, and the smallest difference that would show.

Every metric is a ratio ``sum(parts) / sum(wholes)`` over questions; a mean is the case where each
whole is 1. Questions are the units that are resampled, which treats them as independent draws: a
set made from few articles is less sure than its interval says.

Sources: Efron and Tibshirani 1993 (percentile bootstrap), Wilson 1927 (score interval), Fagerland,
Lydersen and Laake 2013 (McNemar exact and mid-p), Phipson and Smyth 2010 (p-values of permutations
are never 0), Holm 1979.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
PERMUTATIONS = 9999
EXACT_LIMIT = 13
"""Exact permutation test up to this many differing pairs, sampled permutations above."""

_CHUNK = 500


class Interval(NamedTuple):
    """A confidence interval, and how it was made: ``wilson``, ``bootstrap`` or ``none``."""

    low: float
    high: float
    method: str


def interval(
    parts: Sequence[float],
    wholes: Sequence[float] | None = None,
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Interval:
    """Interval of ``sum(parts) / sum(wholes)``, one entry a question.

    Wilson's score interval where every entry is 0 or 1 of 1, or where all are nothing or all are
    everything (the bootstrap collapses there, so each question counts as one trial); otherwise
    the percentile bootstrap. ``none`` (NaN) without any whole.
    """
    part = np.asarray(parts, dtype=np.float64)
    whole = np.ones_like(part) if wholes is None else np.asarray(wholes, dtype=np.float64)
    part, whole = part[whole > 0], whole[whole > 0]
    if not len(part):
        return Interval(math.nan, math.nan, "none")
    if np.all(whole == 1) and np.all((part == 0) | (part == 1)):
        low, high = wilson(int(part.sum()), len(part), level=level)
        return Interval(low, high, "wilson")
    if np.all(part == whole) or not part.any():
        # Nothing varies, so there is nothing to resample; each question counts as one trial.
        low, high = wilson(len(part) if part.any() else 0, len(part), level=level)
        return Interval(low, high, "wilson")
    low, high = bootstrap(part, whole, level=level, resamples=resamples, seed=seed)
    return Interval(low, high, "bootstrap")


def bootstrap(
    parts: NDArray[np.float64],
    wholes: NDArray[np.float64],
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[float, float]:
    """Percentile bootstrap of ``sum(parts) / sum(wholes)``; the same seed gives the same bounds."""
    random = np.random.default_rng(seed)
    count = len(parts)
    figures = np.empty(resamples)
    for at in range(0, resamples, _CHUNK):
        rows = min(_CHUNK, resamples - at)
        drawn = random.integers(0, count, size=(rows, count))
        figures[at : at + rows] = parts[drawn].sum(axis=1) / wholes[drawn].sum(axis=1)
    tail = 100 * (1 - level) / 2
    low, high = np.percentile(figures, [tail, 100 - tail])
    return float(low), float(high)


def wilson(successes: int, trials: int, *, level: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a proportion; (0, 1) without trials."""
    if not trials:
        return 0.0, 1.0
    z = NormalDist().inv_cdf(0.5 + level / 2)
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * math.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    half /= 1 + z * z / trials
    return max(0.0, centre - half), min(1.0, centre + half)


def permutation_test(
    before: Sequence[tuple[float, float]],
    after: Sequence[tuple[float, float]],
    *,
    alternative: str = "two-sided",
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> float:
    """p-value of the difference ``after - before`` of a ratio metric on the same questions.

    Entries are ``(part, whole)`` of each question. Under the null hypothesis the two systems'
    results on a question can be swapped. ``alternative`` is ``two-sided``, ``less`` (after is
    worse) or ``greater``. Exact up to ``EXACT_LIMIT`` differing questions, drawn beyond.
    """
    a = np.asarray(before, dtype=np.float64).reshape(-1, 2)
    b = np.asarray(after, dtype=np.float64).reshape(-1, 2)
    differ = np.any(a != b, axis=1)
    count = int(differ.sum())
    if not count:
        return 1.0
    total_a, total_b = a.sum(axis=0), b.sum(axis=0)
    observed = _ratio(total_b) - _ratio(total_a)
    gap = (a - b)[differ]
    as_extreme = 0
    drawn = 0
    for swaps in _swap_patterns(count, permutations, seed):
        moved = swaps @ gap
        shifted = _ratio(total_b + moved) - _ratio(total_a - moved)
        as_extreme += int(_extreme(shifted, float(observed), alternative).sum())
        drawn += len(swaps)
    if count <= EXACT_LIMIT:
        return as_extreme / drawn
    return (as_extreme + 1) / (drawn + 1)


def mcnemar(lost: int, won: int) -> float:
    """Two-sided exact McNemar test: right before and wrong after, against the reverse."""
    total, least = lost + won, min(lost, won)
    if not total:
        return 1.0
    tail = sum(math.comb(total, i) for i in range(least + 1)) / (1 << total)
    return min(1.0, 2 * tail)


def holm(values: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values, in the order given."""
    adjusted = [0.0] * len(values)
    running = 0.0
    order = sorted(range(len(values)), key=lambda i: values[i])
    for rank, i in enumerate(order):
        running = max(running, min(1.0, (len(values) - rank) * values[i]))
        adjusted[i] = running
    return adjusted


def detectable_difference(
    deviation: float, questions: int, *, level: float = 0.95, power: float = 0.8
) -> float:
    """Smallest true mean difference that ``questions`` pairs show with the given power.

    ``deviation`` is the standard deviation of the paired differences (normal approximation,
    two-sided test). NaN without questions.
    """
    if not questions:
        return math.nan
    normal = NormalDist()
    reach = normal.inv_cdf(0.5 + level / 2) + normal.inv_cdf(power)
    return reach * deviation / math.sqrt(questions)


def _ratio(totals: NDArray[np.float64]) -> NDArray[np.float64]:
    parts, wholes = totals[..., 0], totals[..., 1]
    out = np.zeros_like(parts, dtype=np.float64)
    return np.divide(parts, wholes, out=out, where=wholes > 0)


def _extreme(shifted: NDArray[np.float64], observed: float, alternative: str) -> NDArray[np.bool_]:
    slack = 1e-12
    if alternative == "less":
        return shifted <= observed + slack
    if alternative == "greater":
        return shifted >= observed - slack
    return np.abs(shifted) >= abs(observed) - slack


def _swap_patterns(count: int, permutations: int, seed: int) -> Iterator[NDArray[np.float64]]:
    if count <= EXACT_LIMIT:
        codes = np.arange(2**count)[:, None] >> np.arange(count)
        yield (codes & 1).astype(np.float64)
        return
    random = np.random.default_rng(seed)
    for at in range(0, permutations, _CHUNK):
        rows = min(_CHUNK, permutations - at)
        yield random.integers(0, 2, size=(rows, count)).astype(np.float64)
