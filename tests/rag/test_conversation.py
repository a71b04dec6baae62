"""Follow-ups become standalone; a new topic is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Collection
from index.types import Article
from rag.citations import CitationList
from rag.conversation import Conversation, make_standalone
from rag.followups import CARRIED
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
        ("Does anyone disagree?", "Who disagrees that the ferry will be sold?"),
        ("why?", "Why does Ida Holm say that the ferry will be sold?"),
        ("only in January", "Who says that the ferry will be sold, published in January?"),
        ("and since March 2025?", "Who says that the ferry will be sold, since March 2025?"),
        ("And what does Per Sund say?", "what does Per Sund say about the ferry will be sold?"),
    ],
)
def test_a_follow_up_is_completed(question: str, standalone: str) -> None:
    rewrite = make_standalone(
        question, [_answer("Who says that the ferry will be sold?", "Ida Holm")]
    )
    assert (rewrite.question, rewrite.changed) == (standalone, True)


@pytest.mark.parametrize(
    ("first", "then", "standalone"),
    [
        ("Who criticised the sale?", "And who disagrees?", "Who is in favour of the sale?"),
        ("Who supports the sale?", "Does anyone disagree?", "Who is against the sale?"),
        ("Who criticised the sale?", "Any others?", "Who is against the sale?"),
    ],
)
def test_the_other_attitude_is_asked_for(first: str, then: str, standalone: str) -> None:
    assert make_standalone(then, [_answer(first, "Ida Holm")]).question == standalone


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


def test_another_subject_takes_the_place_of_the_first() -> None:
    history = [_answer("Who says that Oslo will host the games?", "Ida Holm")]
    rewrite = make_standalone("What about Bergen?", history)
    assert rewrite.question == "Who says that Bergen will host the games?"


def test_the_last_claim_holds_through_several_follow_ups() -> None:
    history = [_answer("Who says that the ferry will be sold?", "Ida Holm")]
    history.append(_answer("What does Ida Holm say about anything?", "Ida Holm"))
    rewrite = make_standalone("Any others?", history)
    assert rewrite.question == "Who says that the ferry will be sold?"


def test_carried_words_are_bounded_and_were_asked() -> None:
    words = ["Malmö", *(f"topic{n}" for n in range(40))]
    history = [_answer(f"Where are {' and '.join(words)}?")]
    rewrite = make_standalone("How many of them were there?", history)
    carried = rewrite.question.partition("(")[2].rstrip(")").split()
    assert 0 < len(carried) <= CARRIED
    assert set(carried) <= set(words)


@given(st.text(max_size=60), st.sampled_from(["", "Ida Holm"]))
def test_any_question_is_survived(question: str, name: str) -> None:
    history = [_answer("Who says that the ferry will be sold?", name)]
    rewrite = make_standalone(question, history)
    assert rewrite.changed == (rewrite.question != " ".join(question.split()))


def test_rewriting_is_shown_and_can_be_switched_off(news: Collection) -> None:
    talk = Conversation(news)
    talk.ask("Who says Baku cannot expect to be let into the alliance?")
    shown = talk.ask("And who disagrees with him?")
    assert shown.rewritten
    assert shown.standalone.startswith("Who disagrees that Baku")
    off = Conversation(news, rewrite=False, answers=list(talk.answers))
    assert not off.ask("And who disagrees with him?").rewritten
