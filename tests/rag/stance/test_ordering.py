"""Fitting the order on lists: what separates within a list counts, nothing else."""

from __future__ import annotations

import numpy as np
import pytest

from rag.stance.reranking import DENIALS, FEATURES, SIDES
from training.stance.fnc import FOLDS
from training.stance.ordering import (
    NUMBERS,
    Query,
    arranged,
    fitted,
    interval,
    listwise,
    measure,
    summary,
)

DENY, AFFIRM = FEATURES.index("deny"), FEATURES.index("affirm")


def _query(number: int, rng: np.random.Generator) -> Query:
    """Twenty articles, two on either side, told apart by one feature each; noise in the rest."""
    rows = rng.normal(size=(20, len(FEATURES))).astype(np.float32)
    sides = rng.permutation(20)[:4]
    rows[:, DENY], rows[:, AFFIRM] = 0, 0
    rows[sides[:2], DENY], rows[sides[2:], AFFIRM] = 3, 3
    names = [frozenset({f"{number}-{i}", f"copy of {number}-{i}"}) for i in range(20)]
    deny, affirm = (frozenset(f"{number}-{i}" for i in part) for part in (sides[:2], sides[2:]))
    return Query(number % FOLDS, number // 2, affirm, deny, number % 5 > 0, names, rows)


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    """Thirty claims, fold by fold."""
    rng = np.random.default_rng(4)
    return sorted((_query(n, rng) for n in range(30)), key=lambda q: q.fold)


def test_the_fit_finds_what_tells_the_sides_apart(queries: list[Query]) -> None:
    weights = fitted(queries)
    for side, column in zip(SIDES, (DENY, AFFIRM), strict=True):
        weight = np.abs(weights[side]["weight"][0])
        assert weight.argmax() == column
    assert measure(queries, arranged(queries, weights, DENIALS)) == (1.0, 1.0)


def test_what_is_the_same_in_a_whole_list_has_no_weight() -> None:
    rng = np.random.default_rng(5)
    lists, gold = [], []
    for n in range(40):
        size = 4 + n % 7
        flags = np.arange(size) < (size - 1 if n % 2 else 1)
        helps = flags + 0.3 * rng.normal(size=size)
        # A pooled regression would take the second column for a sign of the side.
        lists.append(np.column_stack([helps, np.full(size, float(n % 2))]).astype(np.float32))
        gold.append(flags)
    weight = listwise(lists, gold)["weight"][0]
    assert weight[0] > 1
    assert weight[1] == pytest.approx(0, abs=1e-3)


def test_lists_without_the_side_are_left_out() -> None:
    rows = np.array([[1.0], [0.0]], np.float32)
    gold, nobody = np.array([True, False]), np.array([False, False])
    one = listwise([rows, rows], [gold, nobody])
    assert one["weight"][0][0] > 0
    assert one == listwise([rows, rows], [gold, nobody])


def test_a_copy_counts_as_the_article(queries: list[Query]) -> None:
    q = next(q for q in queries if q.both)
    at = int(np.flatnonzero(q.of(SIDES[0]))[0])
    recall, _ = measure([q], [[at]])
    assert recall == 0.5


def test_intervals_hold_the_figure_and_the_same_order_differs_by_nothing(
    queries: list[Query],
) -> None:
    orders = [range(10)] * len(queries)
    figures = measure(queries, orders)
    for figure, (low, high) in zip(figures, interval(queries, orders), strict=True):
        assert low < figure < high
    assert interval(queries, orders, orders) == [[0.0, 0.0], [0.0, 0.0]]


def test_the_report_measures_on_folds_that_the_fit_has_not_seen(queries: list[Query]) -> None:
    report = summary(queries)
    assert report["of these with both sides"] == 24
    assert report["topics"] == 15
    assert report[f"{DENIALS} denials, as it ships"]["disagree_recall_at_10"] > 0.95
    assert report["as found"]["disagree_recall_at_10"] < 0.8
    assert set(report["number of denials chosen on the other folds"]) <= set(NUMBERS)
    with pytest.raises(ValueError, match="order of their folds"):
        summary(queries[::-1])
