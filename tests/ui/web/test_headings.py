"""What stands above the sides of an answer, and what the page suggests to ask."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Article, open_collection
from rag.types import Answer, Coverage
from ui.web.render import headings
from ui.web.suggest import opening_questions, topics


def _answer(question: str) -> Answer:
    return Answer(
        question, question, False, "who", "answered", "", "", (), (), (), Coverage(), generation=1
    )


@pytest.mark.parametrize(
    ("question", "affirm", "deny"),
    [
        ("Who criticised the plan?", "Against it", "For it"),
        ("Who supports the plan?", "For it", "Against it"),
        ("Who says the plan is bad?", "Says so", "Says the opposite"),
    ],
)
def test_for_and_against_are_called_so(question: str, affirm: str, deny: str) -> None:
    shown = dict(headings(_answer(question)))
    assert (shown["affirm"], shown["deny"]) == (affirm, deny)


def test_a_suggested_topic_has_its_article(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        collection.add(
            Article(text=f"In {day} people of the United Harbours met. They left for Eastport.")
            for day in ("June", "July", "August")
        )
        asks = opening_questions(collection)
        assert "What is said about the United Harbours?" in asks
        assert "Who says what about Eastport?" in asks
        assert "United Harbours" in topics(collection)
