"""Ranking metrics equal those of ``ir_measures`` (trec_eval's, by pytrec_eval) on random runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import ir_measures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ir_measures import AP, RR, R, nDCG

from eval.datasets import trec
from eval.metrics import ranking
from eval.metrics.spans import Place

IDS = [f"d{i:02}" for i in range(30)]
Metric = Callable[[Sequence[str], AbstractSet[str]], float]
OURS: Mapping[object, Metric] = {
    R @ 1: lambda found, gold: ranking.recall_at(found, gold, 1),
    R @ 5: lambda found, gold: ranking.recall_at(found, gold, 5),
    R @ 10: lambda found, gold: ranking.recall_at(found, gold, 10),
    RR: ranking.reciprocal_rank,
    RR @ 10: lambda found, gold: ranking.reciprocal_rank(found, gold, 10),
    AP: ranking.average_precision,
    AP @ 10: lambda found, gold: ranking.average_precision(found, gold, 10),
    nDCG: ranking.ndcg,
    nDCG @ 5: lambda found, gold: ranking.ndcg(found, gold, 5),
    nDCG @ 10: lambda found, gold: ranking.ndcg(found, gold, 10),
}
RANKED = st.lists(st.sampled_from(IDS), unique=True, max_size=25)
RELEVANT = st.sets(st.sampled_from(IDS), min_size=1)


@given(st.dictionaries(st.sampled_from("abcdef"), st.tuples(RANKED, RELEVANT), min_size=1))
@settings(max_examples=60, deadline=None)
def test_equals_ir_measures(topics: dict[str, tuple[list[str], set[str]]]) -> None:
    qrels = {name: dict.fromkeys(relevant, 1) for name, (_, relevant) in topics.items()}
    run = {
        name: {found: float(len(ranked) - i) for i, found in enumerate(ranked)}
        for name, (ranked, _) in topics.items()
    }
    compared = 0
    for theirs in ir_measures.iter_calc(list(OURS), qrels, run):
        ranked, relevant = topics[theirs.query_id]
        value = OURS[theirs.measure](ranked, relevant)
        assert value == pytest.approx(theirs.value, abs=1e-9), theirs
        compared += 1
    # A topic for which nothing was found is scored 0 by ir_measures as well, or left out.
    full = sum(bool(ranked) for ranked, _ in topics.values())
    assert compared >= full * len(OURS)
    for ranked, relevant in topics.values():
        if not ranked:
            assert all(metric(ranked, relevant) == 0 for metric in OURS.values())


@given(
    st.dictionaries(
        st.sampled_from("abcdef"),
        st.tuples(
            st.dictionaries(st.sampled_from(IDS), st.integers(0, 4), max_size=25),
            st.dictionaries(st.sampled_from(IDS), st.integers(0, 2), min_size=1),
        ),
        min_size=1,
    )
)
@settings(max_examples=60, deadline=None)
def test_a_run_file_scores_the_same_ties_included(
    topics: dict[str, tuple[dict[str, int], dict[str, int]]],
) -> None:
    """Few different scores, so that ties are common; grades of 0 are judged and not relevant."""
    qrels = {name: {**judged, "never-found": 1} for name, (_, judged) in sorted(topics.items())}
    scored = {name: {d: float(s) for d, s in found.items()} for name, (found, _) in topics.items()}
    ranked = {
        name: sorted(found, key=lambda d: (found[d], d), reverse=True)
        for name, found in scored.items()
    }
    binary = {n: {d: min(1, g) for d, g in judged.items()} for n, judged in qrels.items()}
    theirs = ir_measures.calc_aggregate([R @ 10, RR, nDCG @ 10, AP], binary, scored)
    ours = trec.score_run(ranked, qrels)
    for name, measure in (("recall@10", R @ 10), ("mrr", RR), ("ndcg@10", nDCG @ 10), ("map", AP)):
        assert ours[name][0] == pytest.approx(theirs[measure], abs=1e-9), name


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
