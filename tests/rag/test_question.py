"""What is asked: its kind, whom it names, its time limits, the question it follows up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.types import Filter, Speaker
from rag.exceptions import EmptyQuestion
from rag.kinds import kind_of
from rag.language import content_words, fold, stem
from rag.question import named, understand, with_mark

SPEAKERS = (
    Speaker(
        1, "Marta Lindqvist", "person", ("harbour master",), ("Lindqvist", "the harbour master")
    ),
    Speaker(2, "Ömer Aydın", "person", ("economist",), ("Aydın",)),
    Speaker(3, "Dockers' Union", "body"),
)


def _ids(text: str, speakers: tuple[Speaker, ...] = SPEAKERS) -> list[list[int]]:
    groups, _ = named(text, speakers, kind_of(text) if text else "who")
    return [[m.speaker.id for m in group] for group in groups]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("What does Marta Lindqvist say about dredging?", [[1]]),
        ("what does aydin say about inflation?", [[2]]),
        ("lindqvist on dredging?", [[1]]),
        ("What does the Dockers' Union demand?", [[3]]),
        ("What do Aydın and Lindqvist say about the port?", [[2], [1]]),
        ("Who says that the port will close?", []),
        ("", []),
    ],
)
def test_whom_a_question_names_in_the_order_of_the_names(text: str, ids: list[list[int]]) -> None:
    assert _ids(text) == ids


def test_a_name_that_nobody_bears_is_kept_as_unknown() -> None:
    question = understand("What does Edith Brandt say about dredging?", SPEAKERS)
    assert (question.groups, question.speakers) == ((), ())
    assert question.unknown == ("Edith Brandt",)
    both = understand("What do Marta Lindqvist and Ivo Marek each say about taxes?", SPEAKERS)
    assert [m.speaker.name for m in both.speakers] == ["Marta Lindqvist"]
    assert both.unknown == ("Ivo Marek",)


@pytest.mark.parametrize(
    ("text", "asked", "unknown"),
    [
        ("What does Marta Lindqvist say about Ömer Aydın?", [1], ()),
        ("What did Lindqvist reply when Aydın called the port a ruin?", [1], ()),
        ("What does Lindqvist's lawyer say about Aydın?", [], ()),
        ("What does Edith Brandt think of Lindqvist's plan?", [], ("Edith Brandt",)),
        ("Did Edith Brandt say that Aydın would resign?", [], ("Edith Brandt",)),
        ("Did Aydın say that Edith Brandt would resign?", [2], ()),
        ("What is Aydın's view on the port?", [2], ()),
    ],
)
def test_whom_it_asks_is_told_from_whom_it_only_names(
    text: str, asked: list[int], unknown: tuple[str, ...]
) -> None:
    question = understand(text, SPEAKERS)
    assert [group[0].speaker.id for group in question.asked] == asked
    assert question.unknown == unknown


def test_where_nobody_is_known_nobody_is_named() -> None:
    question = understand("What does Edith Brandt say about dredging?")
    assert (question.groups, question.unknown) == ((), ())


def test_two_who_were_once_quoted_together_are_still_two() -> None:
    both = Speaker(4, "Lindqvist and Aydın", "group")
    assert len(_ids("What do Lindqvist and Aydın say about the port?", (*SPEAKERS, both))) == 2


@pytest.mark.parametrize("text", ["", "  \n", "?!", "“”"])
def test_a_question_without_words_is_refused(text: str) -> None:
    with pytest.raises(EmptyQuestion, match="onrecord ask"):
        understand(text)


@given(st.text(min_size=1).filter(lambda t: any(c.isalnum() for c in t)))
@settings(max_examples=30)
def test_any_question_is_understood_somehow(text: str) -> None:
    question = understand(text, SPEAKERS)
    assert question.text.strip()
    assert question.read == question.text


def test_time_limits_go_into_the_filter_and_those_given_stay() -> None:
    asked = "Who says prices will fall, since March 2025?"
    question = understand(asked)
    assert question.text == "Who says prices will fall?"
    assert question.where == Filter(since=date(2025, 3, 1))
    given = Filter(since=date(2024, 1, 1), sources=("Tarn Post",))
    assert understand(asked, (), given).where == given


def test_a_follow_up_is_read_behind_the_question_that_it_follows_up() -> None:
    before = "What does Marta Lindqvist say about dredging"
    question = understand("And about the strike?", SPEAKERS, before=before)
    assert question.read == f"{before}? And about the strike?"
    assert question.text == "And about the strike?"
    assert [m.speaker.id for m in question.speakers] == [1]


def test_a_follow_up_that_asks_who_is_about_others_than_those_named_before() -> None:
    before = "What does Marta Lindqvist say about dredging?"
    for text in ("And who disagrees?", "Who says the opposite?", "Which experts see it otherwise?"):
        question = understand(text, SPEAKERS, before=before)
        assert question.type in ("who", "contrast")
        assert question.groups == ()
        assert question.read == f"{before} {text}"


def test_a_follow_up_that_names_somebody_asks_them() -> None:
    before = "What does Marta Lindqvist say about dredging?"
    question = understand("And what does Aydın say?", SPEAKERS, before=before)
    assert [m.speaker.id for m in question.speakers] == [2]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("How does she explain that?", [1]),
        ("And what does she say about the strike?", [1]),
        ("Why does she think so?", [1]),
        ("How does the minister answer that?", []),
        ("Does the American president see it the same way?", []),
        ("And what does the company itself say?", []),
        ("And what does the harbour master say?", [1]),
    ],
)
def test_a_follow_up_that_asks_somebody_by_their_office_does_not_ask_who_was_named_before(
    text: str, ids: list[int]
) -> None:
    before = "What does Marta Lindqvist say about dredging?"
    question = understand(text, SPEAKERS, before=before)
    assert question.type in ("says", "did_say")
    assert [m.speaker.id for m in question.speakers] == ids
    assert question.heard == (frozenset() if ids else {1})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("who says prices fall", "who says prices fall?"),
        ("Who says prices fall.", "Who says prices fall?"),
        ("Who says prices fall ?!", "Who says prices fall?"),
        ("in what year did it open", "in what year did it open?"),
        ("According to whom is it so", "According to whom is it so?"),
        ("whos saying it", "whos saying it?"),
        ("didn’t he say so", "didn’t he say so?"),
        ("prices will fall?", "prices will fall?"),
        ("prices will fall", "prices will fall"),
        ("Prices will fall.", "Prices will fall."),
        ("lindqvist port dredging", "lindqvist port dredging"),
        ("Those who pay get nothing", "Those who pay get nothing"),
    ],
)
def test_a_question_has_its_mark_and_a_claim_none(typed: str, read: str) -> None:
    assert with_mark(typed) == read
    assert with_mark(read) == read
    assert understand(typed).text == read


@given(st.text(max_size=60))
def test_a_mark_is_set_once(text: str) -> None:
    once = with_mark(text)
    assert with_mark(once) == once
    assert once.rstrip(" ?.!") == text.rstrip(" ?.!")


def test_words_are_folded_and_stemmed() -> None:
    assert fold("Šekerinska") == "sekerinska"
    assert stem("Türkiye’s") == stem("turkiye")
    assert stem("memberships") == stem("membership")
    assert content_words("The NATO-style weapons of the NATO") == ["NATO", "style", "weapons"]
