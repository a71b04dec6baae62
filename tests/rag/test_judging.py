"""What may be quoted, which side it takes, and how sure one can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Article, canonical_text
from rag.judging import Candidate, WeightedTerms, judge_topic
from rag.judging.abstention import ANSWER_AT, confidence_of
from rag.judging.candidates import drop_lone_mark, trim_quotation
from rag.judging.scoring import answer_type_bonus
from rag.language import content_words, is_name_like, stem
from rag.spelling import spellings, text_keys

TEXTS = st.text(alphabet='ab “”"„«».,', min_size=1, max_size=30).map(canonical_text)


def _terms(claim: str) -> WeightedTerms:
    names = frozenset(stem(w) for w in content_words(claim) if is_name_like(w))
    return WeightedTerms({stem(w): 1.0 for w in content_words(claim)}, names=names)


def _candidate(text: str, **scores: float) -> Candidate:
    article = Article(text=text)
    span = (0, len(text))
    return Candidate(article, span, span, span, **scores)


@given(TEXTS)
def test_trimming_only_narrows(text: str) -> None:
    for trim in (trim_quotation, drop_lone_mark):
        start, end = trim(text, (0, len(text)))
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“Prices fall. Wages too,” she said.", "“Prices fall. Wages too,” she said."),
        ("“Prices fall.", "Prices fall."),
        ("Wages too.”", "Wages too."),
        ('"Prices fall.', "Prices fall."),
        ('Prices "fall" today.', 'Prices "fall" today.'),
    ],
)
def test_a_lone_mark_is_left_out(text: str, quoted: str) -> None:
    start, end = drop_lone_mark(text, (0, len(text)))
    assert text[start:end] == quoted


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_confidence_grows_with_what_is_shared(coverage: float, cosine: float, more: float) -> None:
    terms = _terms("the port will close")
    less = confidence_of(_candidate("a", coverage=coverage, cosine=cosine), terms)
    better = confidence_of(_candidate("a", coverage=min(1, coverage + more), cosine=cosine), terms)
    assert 0 <= less <= better <= 1


def test_the_verdict_names_what_is_missing() -> None:
    terms = _terms("the port will close")
    assert judge_topic([], terms).reason == "no_topic"
    sure = judge_topic([_candidate("a", coverage=1.0, cosine=0.9)], terms)
    assert sure.answer
    assert sure.confidence >= ANSWER_AT
    assert judge_topic([_candidate("a", coverage=0.5, cosine=0.2)], terms).reason == "no_claim"
    assert judge_topic([_candidate("a", coverage=0.1, cosine=0.2)], terms).reason == "no_topic"


def test_a_long_question_is_judged_by_several_sentences_together() -> None:
    claim = (
        "the harbour of Eastport was dredged in spring, the ferry company ordered two electric "
        "ships, and the council raised mooring fees for yachts"
    )
    terms = _terms(claim)
    parts = [
        _candidate("The harbour of Eastport was dredged in spring.", coverage=0.3, cosine=0.5),
        _candidate("The ferry company ordered two electric ships.", coverage=0.3, cosine=0.5),
        _candidate("The council raised mooring fees for yachts.", coverage=0.3, cosine=0.5),
    ]
    assert not judge_topic(parts, terms).answer
    assert judge_topic(parts, terms, together=True).answer
    alone = _candidate("The harbour of Eastport was dredged.", coverage=0.2, cosine=0.4)
    assert not judge_topic([alone], terms, together=True).answer


def test_spellings_meet() -> None:
    assert "Türkiye" in spellings("Turkey")
    assert text_keys("Aliyev spoke") & text_keys("Aliev left")
    assert not text_keys("Ivan Petrov") & text_keys("Ivar Pedersen")


@pytest.mark.parametrize(
    ("question", "text", "sign"),
    [
        ("When did it close?", "It closed on 3 May 2024.", 1),
        ("When did it close?", "It closed at last.", -1),
        ("How many ships came?", "Three ships came.", 1),
        ("How many ships came?", "Ships came.", -1),
        ("Is it closed?", "It closed at last.", 0),
    ],
)
def test_the_kind_of_answer_counts(question: str, text: str, sign: int) -> None:
    bonus = answer_type_bonus(question, text)
    assert (bonus > 0) - (bonus < 0) == sign
