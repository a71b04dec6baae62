"""A follow-up is read behind the question that it follows up; a new topic is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Collection
from index.types import Article
from rag.citations import CitationList
from rag.conversation import Conversation
from rag.followups import make_standalone
from rag.types import Answer, Coverage, Voice
from rag.units import Unit
from tests.rag.scripted import ANSWERS, script


def _answer(question: str, name: str = "", before: str = "") -> Answer:
    article = Article(text="The ferry will be sold before winter.")
    cited = CitationList()
    cited.cite(Unit(article, (0, 36), (0, 37), voice=Voice(name, "", 1, "certain")))
    return Answer(
        question, f"{before} {question}".strip(), bool(before), "who", "answered", "", "", (),
        tuple(cited.citations), (), Coverage(1, 1, 1), 1, before=before,
    )  # fmt: skip


FIRST = "Who says that the ferry will be sold?"


@pytest.mark.parametrize(
    "question",
    ["And who disagrees with him?", "Any others?", "What did she say about it?", "Why?"],
)
def test_a_follow_up_is_read_behind_the_question_before_it(question: str) -> None:
    rewrite = make_standalone(question, [_answer(FIRST, "Ida Holm")])
    assert (rewrite.question, rewrite.before) == (question, FIRST)
    assert rewrite.standalone == f"{FIRST} {question}"


@pytest.mark.parametrize(
    "question",
    [
        "Who opposes the new bridge in Oslo?",
        "What does Per Sund say about the bridge?",
        "When did the Baltic Star sink?",
    ],
)
def test_a_new_topic_is_not_polluted_by_the_old(question: str) -> None:
    rewrite = make_standalone(question, [_answer(FIRST, "Ida Holm")])
    assert (rewrite.question, rewrite.before) == (question, "")


def test_without_a_history_nothing_changes() -> None:
    rewrite = make_standalone("And who disagrees with him?", [])
    assert (rewrite.standalone, rewrite.before) == ("And who disagrees with him?", "")


def test_several_follow_ups_in_a_row_follow_up_the_last_question_that_stood_alone() -> None:
    history = [_answer(FIRST, "Ida Holm"), _answer("Any others?", before=FIRST)]
    assert make_standalone("And who disagrees with him?", history).before == FIRST


@pytest.mark.parametrize(
    ("question", "standalone"),
    [
        ("only in January", "Who says that the ferry will be sold, published in January?"),
        ("and since March 2025?", "Who says that the ferry will be sold, since March 2025?"),
    ],
)
def test_a_time_alone_limits_the_question_before_it(question: str, standalone: str) -> None:
    assert make_standalone(question, [_answer(FIRST)]).standalone == standalone
    again = make_standalone(question, [_answer(standalone.replace("January", "May"))])
    assert again.standalone == standalone
    kept = make_standalone(question, [_answer(FIRST), _answer("Any others?", before=FIRST)])
    assert kept.before == FIRST
    assert kept.question.startswith("Any others, ")


@given(st.text(max_size=60), st.sampled_from(["", "Ida Holm"]))
@settings(max_examples=25)
def test_any_question_is_survived(question: str, name: str) -> None:
    rewrite = make_standalone(question, [_answer(FIRST, name)])
    assert rewrite.before in ("", FIRST)


def test_what_was_really_asked_is_shown_and_it_can_be_switched_off(news: Collection) -> None:
    first = "Who says Baku cannot expect to be let into the alliance?"
    talk = Conversation(news)
    talk.ask(first)
    shown = talk.ask("And who disagrees with him?")
    assert shown.rewritten
    assert shown.question == "And who disagrees with him?"
    assert shown.before == first
    assert shown.standalone == f"{first} And who disagrees with him?"
    assert shown.to_dict()["before"] == first
    off = Conversation(news, rewrite=False, answers=talk.answers[:1])
    alone = off.ask("And who disagrees with him?")
    assert not alone.rewritten
    assert (alone.before, alone.standalone) == ("", "And who disagrees with him?")


def test_talk_is_answered_as_talk_and_is_followed_up_by_nothing(news: Collection) -> None:
    first = "Who says Baku cannot expect to be let into the alliance?"
    talk = Conversation(news)
    talk.ask(first)
    thanks = talk.ask("thank you very much")
    assert (thanks.status, thanks.reason) == ("abstained", "no_question")
    assert (thanks.before, thanks.nearest, thanks.citations) == ("", (), ())
    assert talk.ask("And who disagrees with him?").before == first
    assert make_standalone("And who disagrees with him?", [thanks]).before == ""


def test_what_is_read_is_the_follow_up_behind_its_question(
    news: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = script(monkeypatch, {"Tkachenko": ANSWERS})
    talk = Conversation(news)
    talk.ask("Who expects nothing of the West")
    talk.ask("Why does he think so?")
    assert reader.asked == [
        "Who expects nothing of the West?",
        "Who expects nothing of the West? Why does he think so?",
    ]
