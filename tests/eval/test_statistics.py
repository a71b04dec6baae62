"""Intervals hold what they promise; tests reject as often as they should."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from eval.statistics import (
    bootstrap,
    detectable_difference,
    holm,
    interval,
    mcnemar,
    permutation_test,
    wilson,
)


@pytest.mark.parametrize("successes", [0, 1, 7, 20, 35])
def test_wilson_equals_scipy(successes: int) -> None:
    reference = stats.binomtest(successes, 35).proportion_ci(0.95, method="wilson")
    assert wilson(successes, 35) == pytest.approx((reference.low, reference.high), abs=1e-12)


def test_wilson_without_trials_knows_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_wilson_covers_the_truth(share: float) -> None:
    """Exact coverage over all outcomes of 60 trials, averaged near the nominal 95 %."""
    inside = 0.0
    for successes in range(61):
        low, high = wilson(successes, 60)
        if low <= share <= high:
            inside += float(stats.binom.pmf(successes, 60, share))
    assert 0.92 <= inside <= 0.98


def test_bootstrap_covers_the_truth() -> None:
    """Of 300 samples from a known distribution, about 95 % give an interval around its mean."""
    random = np.random.default_rng(1)
    inside = 0
    for _ in range(300):
        sample = random.beta(2, 5, size=80)
        low, high = bootstrap(sample, np.ones(80), resamples=500, seed=3)
        inside += low <= 2 / 7 <= high
    assert 0.90 <= inside / 300 <= 0.985


def test_bootstrap_agrees_with_scipy() -> None:
    sample = np.random.default_rng(5).random(60)
    reference = stats.bootstrap(
        (sample,), np.mean, method="percentile", n_resamples=9999, rng=np.random.default_rng(0)
    ).confidence_interval
    ours = bootstrap(sample, np.ones(60), resamples=9999, seed=0)
    assert ours == pytest.approx((reference.low, reference.high), abs=0.005)


def test_same_seed_same_interval_and_method_by_data() -> None:
    values = [0.0, 0.3, 1.0, 0.5]
    assert interval(values, seed=7) == interval(values, seed=7)
    assert interval(values).method == "bootstrap"
    assert interval([1, 1, 0]).method == "wilson"
    assert interval([3, 4], [4, 4]).method == "bootstrap"
    assert interval([4, 4], [4, 4]) == (*wilson(2, 2), "wilson")
    assert interval([0, 0], [4, 3]) == (*wilson(0, 2), "wilson")
    empty = interval([], [])
    assert empty.method == "none"
    assert math.isnan(empty.low)


def pairs(values: list[float]) -> list[tuple[float, float]]:
    return [(v, 1.0) for v in values]


def test_exact_permutation_equals_scipy() -> None:
    a = [0.0, 0.2, 0.4, 0.1, 0.9, 0.5, 0.3, 0.8]
    b = [0.3, 0.6, 0.2, 0.5, 0.9, 0.9, 0.1, 1.0]
    reference = stats.permutation_test(
        (np.array(b), np.array(a)),
        lambda x, y, axis: np.mean(x - y, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=np.inf,
        alternative="two-sided",
    )
    assert permutation_test(pairs(a), pairs(b)) == pytest.approx(reference.pvalue, abs=1e-9)


def test_drawn_permutation_is_near_the_exact_one() -> None:
    random = np.random.default_rng(2)
    a = list(random.random(40))
    b = list(np.clip(np.array(a) + random.normal(0.05, 0.2, 40), 0, 1))
    reference = stats.ttest_rel(b, a).pvalue
    assert permutation_test(pairs(a), pairs(b)) == pytest.approx(reference, abs=0.03)


def test_identical_runs_have_no_difference() -> None:
    assert permutation_test(pairs([1, 0, 1]), pairs([1, 0, 1])) == 1.0
    assert mcnemar(0, 0) == 1.0


def test_false_alarms_are_as_rare_as_promised() -> None:
    """Two systems that differ by chance alone are told apart at 5 % in about 5 % of the cases."""
    random = np.random.default_rng(11)
    alarms = 0
    for seed in range(200):
        a = random.integers(0, 2, 60).tolist()
        b = random.integers(0, 2, 60).tolist()
        alarms += permutation_test(pairs(a), pairs(b), permutations=499, seed=seed) <= 0.05
    assert alarms / 200 <= 0.09


def test_one_sided_tests_look_one_way() -> None:
    better = permutation_test(pairs([0] * 8), pairs([1] * 8), alternative="greater")
    worse = permutation_test(pairs([0] * 8), pairs([1] * 8), alternative="less")
    assert better == 1 / 256
    assert worse == 1.0


@pytest.mark.parametrize(("lost", "won"), [(1, 9), (6, 0), (12, 11)])
def test_mcnemar_is_the_binomial_test(lost: int, won: int) -> None:
    reference = stats.binomtest(lost, lost + won, 0.5).pvalue
    assert mcnemar(lost, won) == pytest.approx(min(1.0, reference))


def test_holm_keeps_order_and_bounds() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([]) == []
    assert holm([0.9, 0.8]) == [1.0, 1.0]


def test_detectable_difference_shrinks_with_the_root_of_the_questions() -> None:
    assert detectable_difference(0.5, 400) == pytest.approx(detectable_difference(0.5, 100) / 2)
    # 2.8016 = 1.95996 + 0.84162, the textbook's constants for 5 % and 80 %.
    assert detectable_difference(1.0, 1) == pytest.approx(2.8016, abs=1e-3)
    assert math.isnan(detectable_difference(1.0, 0))
