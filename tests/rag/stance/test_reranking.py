"""Reranking by stance: both sides take turns, nothing is lost, likeness is likeness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.stance import Places, StanceModel, load, rerank
from rag.stance.likeness import likeness
from rag.stance.reranking import FEATURES, TOP, alternated, order_features

CLAIM = "Silver comet photographed over the town of Nordhavn"
REPORTS = [
    f"A silver comet has been photographed over the town of Nordhavn. {more}"
    for more in (
        "The picture was taken by a shepherd on Sunday and shows the comet beside his hut.",
        "The comet, as bright as the moon, was seen by two pilots, the paper said.",
        "The observatory confirmed that the silver comet is real and has moved on to the south.",
    )
]
DENIAL = (
    "No, a silver comet was not photographed over the town of Nordhavn. The picture is a hoax: it "
    "was made on a computer, the artist admitted. There is no silver comet, an astronomer said."
)
ELSEWHERE = "The choir sang on the market square. Two hundred people came in spite of the rain."


@pytest.fixture(scope="module")
def model() -> StanceModel:
    """The model as it ships."""
    return load()


def test_a_denial_found_last_comes_up_and_what_is_unrelated_does_not(model: StanceModel) -> None:
    others = [f"{ELSEWHERE} It was concert number {n} of this year." for n in range(20, 32)]
    texts = [*REPORTS, *others, DENIAL]
    ranked = rerank(CLAIM, texts, model=model)
    assert sorted(r.place for r in ranked) == list(range(len(texts)))
    assert ranked[0].place == len(texts) - 1
    assert ranked[1].place in range(len(REPORTS))
    assert max(ranked[:TOP], key=lambda r: r.deny).place == len(texts) - 1
    assert ranked == rerank(CLAIM, texts, model=model)


def test_nothing_and_one_text(model: StanceModel) -> None:
    assert rerank(CLAIM, [], model=model) == []
    assert [r.place for r in rerank(CLAIM, [""], model=model)] == [0]


def test_reports_of_one_story_are_alike(model: StanceModel) -> None:
    alike = likeness([REPORTS[0], REPORTS[1], ELSEWHERE, ""], model.pieces)
    assert alike.shape == (4, 4)
    assert alike[0, 0] == pytest.approx(1, abs=1e-5)
    assert alike[0, 1] > 0.3 > alike[0, 2]
    assert not alike[3].any()


def test_sides_take_turns() -> None:
    deny = np.array([3.0, 2, 1, 0, -1, -2, -9, -9, -9, -9, -9, -8], np.float32)
    affirm = np.array([-9.0, -9, -9, -9, -9, -9, 4, 3, 2, 1, 0, -5], np.float32)
    order = alternated(deny, affirm, 6)
    assert order == [0, 6, 1, 7, 2, 8, 3, 9, 4, 5, 10, 11]


def test_similar_articles_lend_each_other_their_stance() -> None:
    stances = np.array([[0.1, 0.8, 0.1, 0], [0.4, 0.2, 0.4, 0], [0.4, 0.2, 0.4, 0]], np.float32)
    alike = np.array([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 1]], np.float32)
    places = [Places(0, 2), Places(1, 0), Places(2, 1)]
    logs = np.log(stances + np.float32(0.01))
    rows = order_features(stances, logs, alike, places)
    assert rows.shape == (3, len(FEATURES))
    deny = rows[:, FEATURES.index("similar ones deny")]
    assert deny[1] > 0.6 > deny[2]
    assert alike[0, 0] == 1
    words = rows[:, FEATURES.index("place by words")]
    assert words.argsort().tolist() == [1, 2, 0]


def test_a_stance_travels_two_steps_but_not_further() -> None:
    """Four articles in a chain, each like the next; only the first denies."""
    stances = np.array([[0, 1, 0, 0], *[[0, 0, 1, 0]] * 3], np.float32)
    alike = (np.eye(4) + 0.9 * (np.eye(4, k=1) + np.eye(4, k=-1))).astype(np.float32)
    rows = order_features(stances, stances, alike, [Places(i, i) for i in range(4)])
    near, far = (rows[:, FEATURES.index(name)] for name in ("similar ones deny", "theirs deny"))
    assert near[1] > 0
    assert near[2] == near[3] == 0
    assert far[2] > 0
    assert far[3] == 0


def test_places_are_asked_for_each_text_and_change_the_order(model: StanceModel) -> None:
    texts = [*REPORTS, ELSEWHERE]
    here = {r.place: r for r in rerank(CLAIM, texts, model=model)}
    last = [Places(i, i) for i in range(3)] + [Places(140, 140)]
    there = {r.place: r for r in rerank(CLAIM, texts, last, model=model)}
    assert there[3].affirm < here[3].affirm
    assert there[3].stance == here[3].stance
    with pytest.raises(ValueError, match="4 texts but 1 places"):
        rerank(CLAIM, texts, last[:1], model=model)


@given(st.lists(st.tuples(st.floats(-20, 20), st.floats(-20, 20)), max_size=25))
def test_every_text_is_there_once(scores: list[tuple[float, float]]) -> None:
    deny, affirm = np.array(scores, np.float32).reshape(-1, 2).T
    order = alternated(deny, affirm)
    assert sorted(order) == list(range(len(scores)))
