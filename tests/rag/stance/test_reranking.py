"""Reranking by stance."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rag.stance import StanceScores, rerank

AFFIRMS = StanceScores(0.8, 0.05, 0.1, 0.05)
DENIES = StanceScores(0.05, 0.8, 0.1, 0.05)
ELSEWHERE = StanceScores(0.0, 0.0, 0.02, 0.98)


def test_a_denial_comes_before_ten_affirmations_and_what_is_unrelated_last() -> None:
    order = [r.place for r in rerank([9.0, 8.0, 7.0, 1.0], [AFFIRMS, ELSEWHERE, AFFIRMS, DENIES])]
    assert order == [3, 0, 2, 1]


def test_without_a_weight_on_denials_relevance_decides_between_related_texts() -> None:
    order = [r.place for r in rerank([2.0, 9.0], [DENIES, AFFIRMS], deny=0.0)]
    assert order == [1, 0]


_SCORES = st.builds(
    lambda a, b, c, d: StanceScores(*(x / (a + b + c + d) for x in (a, b, c, d))),
    *[st.floats(0.01, 1)] * 4,
)


@given(st.lists(st.tuples(st.floats(0, 50), _SCORES), max_size=12))
def test_every_text_is_ranked_once_and_best_first(
    rows: list[tuple[float, StanceScores]],
) -> None:
    ranked = rerank([r for r, _ in rows], [s for _, s in rows])
    assert sorted(r.place for r in ranked) == list(range(len(rows)))
    assert all(a.score >= b.score - 1e-9 for a, b in pairwise(ranked))
