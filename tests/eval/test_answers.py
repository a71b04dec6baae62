"""Answer matching and SQuAD's EM and F1."""

from __future__ import annotations

import re
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.metrics.answers import answer_match, contains, exact_match, squad_normalise, token_f1

TEXT = st.text(alphabet="abthen The an, .'!-1 2\n", max_size=40)


def reference_normalise(s: str) -> str:
    """The rules of the published SQuAD v1.1 evaluation, step by step."""
    s = "".join(ch for ch in s.lower() if ch not in set(string.punctuation))
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", s).split())


def reference_f1(prediction: str, truth: str) -> float:
    """The same source's token F1; empty sides as in v2.0."""
    p, t = reference_normalise(prediction).split(), reference_normalise(truth).split()
    if not p or not t:
        return float(p == t)
    same = sum((Counter(p) & Counter(t)).values())
    return 2 * same / (len(p) + len(t))


@given(TEXT, TEXT)
def test_em_and_f1_follow_the_squad_rules(prediction: str, truth: str) -> None:
    assert squad_normalise(prediction) == reference_normalise(prediction)
    same = reference_normalise(prediction) == reference_normalise(truth)
    assert exact_match(prediction, [truth]) == float(same)
    assert token_f1(prediction, [truth]) == pytest.approx(reference_f1(prediction, truth))


def test_the_best_gold_answer_counts() -> None:
    assert exact_match("The 1994 pact", ["nothing", "1994 pact"]) == 1
    assert token_f1("in 1994", ["1994", "1995"]) == pytest.approx(2 / 3)
    assert token_f1("in 1994", []) == 0


def test_substring_needs_whole_words_and_forgives_typography() -> None:
    assert contains("It happened on “January 21–22”, they say.", "January 21-22")
    assert not contains("It cost 1994 crowns", "199")
    assert not contains("anything", "the")
    assert answer_match("Six crowns on weekdays", ["seven", "six crowns"])
    assert not answer_match("Six crowns", [], ["six", "weekdays"])
    assert answer_match("Six crowns on weekdays", [], ["six", "weekdays"])
