"""Ranking metrics equal trec_eval's on random runs."""

from __future__ import annotations

import pytest
import pytrec_eval
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.metrics import ranking
from eval.metrics.spans import Place

IDS = [f"d{i:02}" for i in range(30)]


@given(
    ranked=st.lists(st.sampled_from(IDS), unique=True, max_size=25),
    relevant=st.sets(st.sampled_from(IDS), min_size=1),
)
@settings(max_examples=200, deadline=None)
def test_equals_trec_eval(ranked: list[str], relevant: set[str]) -> None:
    measures = {"recall.1,5,10", "P.5", "success.5", "recip_rank", "map", "map_cut.10", "ndcg"}
    measures |= {"ndcg_cut.5,10"}
    evaluator = pytrec_eval.RelevanceEvaluator({"q": dict.fromkeys(relevant, 1)}, measures)
    run = {name: float(len(ranked) - i) for i, name in enumerate(ranked)}
    reference = (
        evaluator.evaluate({"q": run})["q"]
        if run
        else dict.fromkeys(
            (
                "recall_1",
                "recall_5",
                "recall_10",
                "P_5",
                "success_5",
                "recip_rank",
                "map",
                "map_cut_10",
                "ndcg",
                "ndcg_cut_5",
                "ndcg_cut_10",
            ),
            0.0,
        )
    )
    ours = {
        "recall_1": ranking.recall_at(ranked, relevant, 1),
        "recall_5": ranking.recall_at(ranked, relevant, 5),
        "recall_10": ranking.recall_at(ranked, relevant, 10),
        "P_5": ranking.precision_at(ranked, relevant, 5),
        "success_5": ranking.success_at(ranked, relevant, 5),
        "recip_rank": ranking.reciprocal_rank(ranked, relevant),
        "map": ranking.average_precision(ranked, relevant),
        "map_cut_10": ranking.average_precision(ranked, relevant, 10),
        "ndcg": ranking.ndcg(ranked, relevant),
        "ndcg_cut_5": ranking.ndcg(ranked, relevant, 5),
        "ndcg_cut_10": ranking.ndcg(ranked, relevant, 10),
    }
    for name, value in ours.items():
        assert value == pytest.approx(reference[name], abs=1e-9), name


def test_nothing_relevant_is_zero() -> None:
    assert ranking.recall_at(["a"], set(), 1) == 0
    assert ranking.ndcg(["a"], set()) == 0
    assert ranking.average_precision(["a"], set()) == 0
    assert ranking.span_recall_at([], [], 5) == 0


def test_repeating_a_find_gains_nothing() -> None:
    gold = [(Place("a", 0, 10),), (Place("a", 50, 60),)]
    once = ranking.as_ids([Place("a", 0, 10), Place("a", 50, 60)], gold)
    again = ranking.as_ids([Place("a", 0, 10), Place("a", 0, 10), Place("a", 50, 60)], gold)
    assert once == (["gold0", "gold1"], {"gold0", "gold1"})
    assert again[0] == ["gold0", "other1", "gold1"]


def test_one_place_may_hold_several_items() -> None:
    gold = [(Place("a", 0, 10),), (Place("a", 20, 30),)]
    ranked, relevant = ranking.as_ids([Place("b", 0, 9), Place("a", 0, 40)], gold)
    assert ranked == ["other0", "gold0", "gold1"]
    assert ranking.recall_at(ranked, relevant, 3) == 1


@given(
    st.lists(
        st.builds(
            lambda a, s, n: Place(a, s, s + n),
            st.sampled_from("ab"),
            st.integers(0, 50),
            st.integers(1, 30),
        ),
        max_size=8,
    ),
    st.integers(1, 8),
)
def test_span_recall_grows_with_k_and_stays_in_range(found: list[Place], k: int) -> None:
    gold = [(Place("a", 5, 20),), (Place("b", 0, 8), Place("a", 40, 48))]
    here, further = (ranking.span_recall_at(found, gold, n) for n in (k, k + 1))
    assert 0 <= here <= further <= 1
    ranked, relevant = ranking.as_ids(found, gold)
    assert 0 <= ranking.ndcg(ranked, relevant) <= 1
    assert len(set(ranked)) == len(ranked)
