"""Follow-ups become standalone; a new topic is left alone."""

from __future__ import annotations

import pytest

from index.types import Article
from rag.citations import CitationList
from rag.conversation import make_standalone
from rag.types import Answer, Coverage, Voice


def _answer(question: str, name: str = "", role: str = "") -> Answer:
    article = Article(text="The ferry will be sold before winter.")
    cited = CitationList()
    cited.cite_span(article, (0, 36), (0, 37), Voice(name, role, 1, "certain"))
    return Answer(
        question, question, False, "who", "answered", "", "", (), tuple(cited.citations), (),
        Coverage(1, 1, 1), 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("And who disagrees with him?", "Who disagrees that the ferry will be sold?"),
        ("who else?", "Who says that the ferry will be sold?"),
        ("Any others?", "Who says that the ferry will be sold?"),
        ("What does he say about the crew?", "What does Ida Holm say about the crew?"),
        ("What else does the same expert say?", "What does Ida Holm say about anything?"),
        ("What is her view on the crew?", "What is Ida Holm's view on the crew?"),
    ],
)
def test_a_follow_up_is_completed(question: str, standalone: str) -> None:
    rewrite = make_standalone(
        question, [_answer("Who says that the ferry will be sold?", "Ida Holm")]
    )
    assert (rewrite.question, rewrite.changed) == (standalone, True)


def test_a_demonstrative_brings_the_earlier_subject() -> None:
    history = [_answer("Which ferry did the harbour board visit in Malmö?")]
    rewrite = make_standalone("When was that visit?", history)
    assert rewrite.changed
    for word in ("When", "visit", "ferry", "harbour", "board", "Malmö"):
        assert word in rewrite.question


@pytest.mark.parametrize(
    "question",
    [
        "Who opposes the new bridge in Oslo?",
        "What does Per Sund say about the bridge?",
        "When did the Baltic Star sink?",
        "How many passengers did the line carry?",
    ],
)
def test_a_new_topic_is_not_polluted_by_the_old(question: str) -> None:
    history = [_answer("Who says that the ferry will be sold?", "Ida Holm")]
    rewrite = make_standalone(question, history)
    assert (rewrite.question, rewrite.changed) == (question, False)


def test_without_a_history_nothing_changes() -> None:
    rewrite = make_standalone("And who disagrees with him?", [])
    assert (rewrite.question, rewrite.changed) == ("And who disagrees with him?", False)
