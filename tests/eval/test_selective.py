"""Abstention, risk and coverage, latency, labels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from eval.metrics.abstention import abstention_by_tag, abstention_score
from eval.metrics.classification import cohens_kappa, fnc_score, macro_f1
from eval.metrics.latency import latency_summary, percentile
from eval.metrics.selective import (
    aurc,
    calibration_error,
    coverage_at_risk,
    reliability,
    risk_coverage,
)

ANSWERS = st.lists(st.tuples(st.sampled_from([0.1, 0.4, 0.4001, 0.9, 1.0]), st.booleans()))
LABELS = st.sampled_from(["agree", "disagree", "discuss", "unrelated"])


def test_abstention_counts() -> None:
    score = abstention_score(
        [(True, True), (True, True), (True, False), (False, True), (False, False)]
    )
    assert score.precision == pytest.approx(2 / 3)
    assert score.recall == pytest.approx(2 / 3)
    assert score.f1 == pytest.approx(2 / 3)
    assert score.false_abstention == 0.5
    assert abstention_score([]).f1 == 0


def test_each_kind_of_silence_is_set_against_all_that_has_an_answer() -> None:
    asked = [
        (True, True, ["vague", "news"]),
        (True, False, ["vague"]),
        (True, True, ["absent"]),
        (False, True, ["news"]),
        (False, False, []),
    ]
    found = abstention_by_tag(asked)
    assert list(found) == ["all", "absent", "vague"], "news has answers, so is no kind of silence"
    assert (found["all"].precision, found["all"].recall) == (2 / 3, 2 / 3)
    assert (found["absent"].precision, found["absent"].recall) == (1 / 2, 1)
    assert (found["vague"].precision, found["vague"].recall) == (1 / 2, 1 / 2)
    assert found["vague"].to_dict()["f1"] == 0.5
    assert list(abstention_by_tag(asked[2:])) == ["all"], "one kind is all there is"


def test_how_much_can_be_answered_at_a_risk() -> None:
    curve = risk_coverage([(0.9, True), (0.8, False), (0.7, True), (0.2, False)], questions=5)
    best = coverage_at_risk(curve, 0.4)
    assert best is not None
    assert (best.coverage, best.confidence) == (0.6, 0.7)
    assert coverage_at_risk(curve, 0.1) == curve[0]
    assert coverage_at_risk(curve[1:], 0.1) is None


def test_risk_grows_when_the_unsure_are_wrong() -> None:
    answers = [(0.9, True), (0.8, True), (0.2, False)]
    points = risk_coverage(answers, questions=4)
    assert [(p.coverage, p.risk) for p in points] == [(0.25, 0), (0.5, 0), (0.75, 1 / 3)]
    assert aurc(answers) == pytest.approx(1 / 9)
    assert aurc([(0.9, False), (0.8, True), (0.2, True)]) > aurc(answers)
    assert aurc([]) == 0


@given(ANSWERS)
def test_order_of_equal_confidence_does_not_decide(answers: list[tuple[float, bool]]) -> None:
    assert aurc(answers) == pytest.approx(aurc(answers[::-1]))
    assert 0 <= aurc(answers) <= 1
    assert sum(b.size for b in reliability(answers)) == len(answers)
    assert 0 <= calibration_error(answers) <= 1


def test_perfect_calibration_has_no_error() -> None:
    assert calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == pytest.approx(0)
    assert calibration_error([(1.0, False)]) == 1


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0, 1))
def test_percentiles_are_numpys(values: list[float], share: float) -> None:
    assert percentile(values, share) == pytest.approx(float(np.percentile(values, 100 * share)))


def test_latency_names_its_percentiles() -> None:
    summary = latency_summary([0.1, 0.2, 0.3])
    assert summary["count"] == 3
    assert summary["p50"] == 0.2
    assert summary["max"] == 0.3
    assert latency_summary([])["p95"] == 0


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1))
def test_label_scores_equal_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    gold, guess = [g for g, _ in pairs], [p for _, p in pairs]
    reference = f1_score(gold, guess, average="macro", zero_division=0)
    assert macro_f1(gold, guess) == pytest.approx(reference)
    if len({*gold, *guess}) > 1:
        assert cohens_kappa(gold, guess) == pytest.approx(cohen_kappa_score(gold, guess))


def test_fnc_score_weighs_relatedness_and_stance() -> None:
    gold = ["unrelated", "agree", "disagree", "discuss"]
    assert fnc_score(gold, gold) == 1
    assert fnc_score(gold, ["unrelated"] * 4) == pytest.approx(0.25 / 3.25)
    assert fnc_score(gold, ["agree", "discuss", "unrelated", "discuss"]) == pytest.approx(
        1.25 / 3.25
    )
    assert fnc_score([], []) == 0
    assert macro_f1([], []) == 0
    assert cohens_kappa([], []) == 0
    assert cohens_kappa(["a", "a"], ["a", "a"]) == 1
