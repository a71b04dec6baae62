"""Reciprocal rank fusion against its definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.retrieval import reciprocal_rank_fusion

RANKINGS = st.lists(st.lists(st.integers(0, 20), unique=True), max_size=4)


@given(RANKINGS)
def test_scores_are_the_sum_of_reciprocal_ranks(rankings: list[list[int]]) -> None:
    scores = reciprocal_rank_fusion(rankings)
    for item in {i for ranking in rankings for i in ranking}:
        expected = sum(1 / (61 + r.index(item)) for r in rankings if item in r)
        assert scores[item] == pytest.approx(expected)


@given(RANKINGS)
def test_an_item_ahead_in_every_ranking_is_ahead_in_the_fusion(rankings: list[list[int]]) -> None:
    both = [[100, *ranking, 200] for ranking in rankings]
    scores = reciprocal_rank_fusion(both)
    assert not both or all(scores[100] >= s for s in scores.values())
