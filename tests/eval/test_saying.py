"""Several right answers: all of them, none of the wrong ones, each from a source of its own."""

from __future__ import annotations

from typing import Any

import pytest

from eval import GoldQuestion
from eval.gold import GoldFinder
from eval.saying import score_said
from index import Collection
from rag.retrieval.evidence import Evidence
from rag.types import SourceLine
from tests.eval.conftest import make_answer

QUESTION = GoldQuestion.model_validate(
    {
        "id": "s",
        "type": "fact",
        "question": "What does it cost?",
        "answers_all": ["forty million crowns", "six crowns"],
        "wrong_answers": ["nine thousand"],
        "evidence": [
            {"doc": "harbour", "answer": "forty million crowns"},
            {"doc": "museum", "answer": "six crowns", "or": [{"doc": "bridge"}]},
        ],
    }
)
DREDGING = "The dredging will cost forty million crowns"
TICKETS = "Tickets cost six crowns on weekdays."
CARS = "carries nine thousand cars a day"


@pytest.mark.parametrize(
    ("quotes", "recall", "exact", "sourced"),
    [
        ([DREDGING, TICKETS], 1, 1, 1),
        ([DREDGING, TICKETS, CARS], 1, 0, 1),
        ([TICKETS], 0.5, 0, 0),
        ([], 0, 0, 0),
    ],
)
def test_every_answer_from_its_own_source_and_no_wrong_one(
    collection: Collection, quotes: list[str], recall: float, exact: int, sourced: int
) -> None:
    scores = scored(collection, quotes)
    assert scores["answer_recall"] == (recall, 1)
    assert scores["answers_exact"] == (exact, 1)
    assert scores["answers_sourced"] == (sourced, 1)


def test_an_answer_from_an_article_that_is_not_its_own_is_not_sourced(
    collection: Collection,
) -> None:
    swapped = [
        gold.model_copy(update={"doc": doc, "alternatives": ()})
        for gold, doc in zip(QUESTION.evidence, ("museum", "harbour"), strict=True)
    ]
    question = QUESTION.model_copy(update={"evidence": tuple(swapped)})
    scores = scored(collection, [DREDGING, TICKETS], question)
    assert scores["answers_exact"] == (1, 1)
    assert scores["answers_sourced"] == (0, 1)


def scored(
    collection: Collection, quotes: list[str], question: GoldQuestion = QUESTION
) -> dict[str, Any]:
    found = []
    for words in quotes:
        article = next(a for a in collection.articles() if words in a.text)
        start = article.text.index(words)
        quote = article.quote(start, start + len(words))
        found.append(Evidence(quote, SourceLine.of(article), 1.0))
    answer = make_answer(question.question, found).to_dict(timings=False)
    return dict(score_said(question, answer, GoldFinder(collection).of(question)))
