"""The span metric, against cases worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.metrics import ROLES, jaccard, score, spans_of

LABELS = ["O", *(f"{p}-{r}" for p in "BI" for r in ROLES)]


def test_spans_end_before_another_begins() -> None:
    labels = ["B-source", "I-source", "B-cue", "B-content", "I-content", "O", "B-content"]
    assert spans_of(labels) == [
        ("source", 0, 2),
        ("cue", 2, 3),
        ("content", 3, 5),
        ("content", 6, 7),
    ]


def test_an_inside_label_that_continues_nothing_is_no_span() -> None:
    assert spans_of(["O", "I-cue", "B-source", "I-content", "I-content"]) == [("source", 2, 3)]


def test_scores_by_hand() -> None:
    gold = [
        [("content", 0, 10), ("content", 12, 20), ("cue", 10, 11)],
        [("content", 0, 4)],
    ]
    predicted = [
        [("content", 0, 8), ("content", 12, 20), ("cue", 10, 11)],
        [("content", 6, 9)],
    ]
    report = score(gold, predicted)
    content = report["content"]
    assert (content.exact.right, content.exact.predicted, content.exact.gold) == (1, 3, 3)
    assert content.exact.f1 == pytest.approx(100 / 3)
    assert content.begin.f1 == pytest.approx(200 / 3)
    # Gold spans score 0.8, 1 and 0; the prediction that touches nothing is one more miss.
    assert content.jaccard == pytest.approx(100 * 1.8 / 4)
    assert report["cue"].exact.f1 == 100
    assert report["source"].exact.f1 == 0


def test_precision_and_recall_differ() -> None:
    report = score([[("cue", 0, 1)]], [[("cue", 0, 1), ("cue", 3, 4), ("cue", 5, 6)]])["cue"]
    assert report.exact.precision == pytest.approx(100 / 3)
    assert report.exact.recall == 100
    assert report.exact.f1 == pytest.approx(50)


def test_jaccard_of_spans() -> None:
    assert jaccard((0, 4), (2, 6)) == pytest.approx(2 / 6)
    assert jaccard((0, 2), (2, 4)) == 0


def test_rows_must_match() -> None:
    with pytest.raises(ValueError):
        score([[]], [[], []])


@given(st.lists(st.lists(st.sampled_from(LABELS), max_size=12), max_size=5))
def test_a_perfect_reading_scores_full_marks(rows: list[list[str]]) -> None:
    spans = [spans_of(row) for row in rows]
    for role, report in score(spans, spans).items():
        there = any(r == role for row in spans for r, _, _ in row)
        assert report.exact.f1 == (100 if there else 0)
        assert report.begin.f1 == (100 if there else 0)
        assert report.jaccard == pytest.approx(100 if there else 0)
