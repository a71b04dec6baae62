"""Scores of single answers: verdicts, sides, articles as gold, errors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eval import GoldQuestion
from eval.gold import GoldFinder
from eval.metrics.spans import Place
from eval.scoring import Scores, failed, score_answer, score_retrieval
from index import Collection
from rag.retrieval.evidence import Evidence
from rag.types import Answer, AnswerSentence, Segment, SourceLine, Stance, Voice
from tests.eval.conftest import make_answer

QUOTE = "The dredging will kill the oyster beds"


def harbour(collection: Collection, name: str = "Tomas Reyle") -> Evidence:
    article = next(a for a in collection.articles() if "oyster" in a.text)
    start = article.text.index(QUOTE)
    quote = article.quote(start, start + len(QUOTE))
    return Evidence(quote, SourceLine.of(article), 1.0, Voice(name))


def with_stance(answer: Answer, stance: Stance, lead: str = "") -> Answer:
    """The same answer with another side and another beginning."""
    sentences = tuple(
        AnswerSentence((Segment(lead), *s.segments), s.citations, stance) for s in answer.sentences
    )
    return replace(answer, sentences=sentences)


def scored(collection: Collection, question: GoldQuestion, answer: Answer) -> Scores:
    texts = {a.id: a.text for a in collection.articles()}
    gold = GoldFinder(collection).of(question)
    return score_answer(question, answer.to_dict(timings=False), gold, texts)


def asked(**fields: Any) -> GoldQuestion:
    base = {"id": "q", "type": "did_say", "question": "Did he say so?"}
    return GoldQuestion.model_validate(base | fields)


EVIDENCE = [{"doc": "harbour", "quote": QUOTE, "stance": "deny"}]


@pytest.mark.parametrize(
    ("name", "lead", "stance", "verdict"),
    [
        ("Tomas Reyle", "", "affirm", "yes"),
        ("Tomas Reyle", "Yes. ", "affirm", "yes"),
        ("Tomas Reyle", "No, the opposite. ", "deny", "no"),
        ("Tomas Reyle", "", "deny", "no"),
        ("Ines Calder", "It was somebody else: ", "affirm", "no"),
    ],
)
def test_verdicts_are_read_from_the_first_word_or_the_voices(
    collection: Collection, name: str, lead: str, stance: Stance, verdict: str
) -> None:
    answer = with_stance(make_answer("?", [harbour(collection, name)]), stance, lead)
    for expected in ("yes", "no"):
        question = asked(expected=expected, about="Reyle", evidence=EVIDENCE)
        scores = scored(collection, question, answer)
        assert scores["verdict"] == (float(verdict == expected), 1)
        assert scores["correct"] == scores["verdict"]


def test_silence_means_no(collection: Collection) -> None:
    scores = scored(collection, asked(expected="no", about="Reyle"), make_answer("?", []))
    assert scores["verdict"] == (1, 1)
    assert scores["false_abstention"] == (1, 1)
    assert scores["abstention_precision"] == (0, 1)


@pytest.mark.parametrize(("shown", "right"), [("deny", 1), ("affirm", 0)])
def test_stance_of_a_cited_gold_quote(collection: Collection, shown: Stance, right: int) -> None:
    answer = with_stance(make_answer("?", [harbour(collection)]), shown)
    scores = scored(collection, asked(type="contrast", evidence=EVIDENCE), answer)
    assert scores["stance"] == (right, 1)


def test_a_gold_article_is_cited_or_not(collection: Collection) -> None:
    answer = make_answer("?", [harbour(collection)])
    for doc, hit in (("harbour", 1), ("bridge", 0)):
        scores = scored(collection, asked(type="fact", evidence=[{"doc": doc}]), answer)
        assert scores["article_citation"] == (hit, 1)
        assert scores["correct"] == (hit, 1)
        assert "citation_recall" not in scores


def test_the_right_quote_under_a_wrong_name_is_not_right(collection: Collection) -> None:
    question = asked(type="who", speakers=["Tomas Reyle"], evidence=EVIDENCE)
    scores = scored(collection, question, make_answer("?", [harbour(collection, "Ines Calder")]))
    assert scores["misattributed"] == (1, 1)
    assert scores["attributed"] == (0, 1)
    assert scores["speaker"] == (0, 1)
    assert scores["citation_recall"] == (1, 1)
    assert scores["correct"] == (0, 1)


def test_reason_of_an_abstention(collection: Collection) -> None:
    question = asked(type="unanswerable", unanswerable=True, reason="speaker_silent")
    scores = scored(collection, question, make_answer("?", []))
    assert scores["reason"] == (0, 1), "it said no_topic"
    assert scores["correct"] == (1, 1)


def test_both_sides_among_the_first_articles(collection: Collection) -> None:
    question = asked(
        type="contrast",
        evidence=[{"doc": "harbour", "stance": "deny"}, {"doc": "bridge", "stance": "affirm"}],
    )
    gold = GoldFinder(collection).of(question)
    ids = {place.article_id for item in gold for place in item}
    both = score_retrieval(question, [Place(i, 0, 5) for i in sorted(ids)], gold, 5)
    assert both["both_sides@10"] == (1, 1)
    assert both["opposed_recall@10"] == (1, 1)
    one = score_retrieval(question, [Place(gold[1][0].article_id, 0, 5)], gold, 5)
    assert one["both_sides@10"] == (0, 1)
    assert one["opposed_recall@10"] == (0, 1)
    assert "recall@5" not in one


def test_an_error_is_wrong_in_everything_the_gold_asks() -> None:
    question = asked(speakers=["A"], answers=["x"], evidence=EVIDENCE, expected="yes", about="A")
    assert set(failed(question)) == {
        "correct",
        "answered",
        "speaker",
        "answer_match",
        "citation_recall",
        "verdict",
    }
    assert not any(part for part, _ in failed(question).values())
    assert "abstention_recall" in failed(asked(type="unanswerable", unanswerable=True))
