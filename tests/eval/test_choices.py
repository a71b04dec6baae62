"""Multiple choices: picked from the evidence alone, silence is none of them, and how both score."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from eval import Choices, GoldQuestion, QuestionSet, html_report, run
from eval.metrics.choices import best, supports
from eval.saying import pick_choices, score_choices
from index import Collection
from rag.types import Answer
from tests.eval.conftest import BRIDGE, HARBOUR, MUSEUM, Ideal, make_answer

TEXTS = [HARBOUR, BRIDGE, MUSEUM]


def picked(question: str, offered: Sequence[str], pieces: Sequence[str]) -> str | None:
    at = best(supports(question, offered, pieces))
    return None if at is None else offered[at]


@pytest.mark.parametrize(
    ("question", "offered", "right"),
    [
        ("In which year did the bridge open?", ("1978", "1987", "2031"), "1987"),
        ("Until when will the harbour be deepened?", ("1978", "1987", "2031"), "2031"),
        ("What do tickets cost on weekdays?", ("forty crowns", "six crowns"), "six crowns"),
        ("Who leads the museum?", ("Ines Calder", "Petra Vance", "Saul Mendry"), "Saul Mendry"),
    ],
)
def test_the_choice_near_the_words_of_the_question_is_picked(
    question: str, offered: tuple[str, ...], right: str
) -> None:
    assert picked(question, offered, TEXTS) == right
    assert picked(question, offered[::-1], TEXTS[::-1]) == right, "whatever the order"


def test_what_stands_nowhere_has_no_support() -> None:
    assert picked("Who flew to the moon?", ("Ada", "Kim"), TEXTS) is None
    assert picked("Who?", ("Ada",), []) is None
    assert best([]) is None


def test_words_that_all_choices_share_decide_nothing() -> None:
    offered = ("the mayor of Ostrava", "the mayor of Harrow")
    found = supports("Who?", offered, ["The mayor of Harrow spoke. " * 3])
    assert found[1].stated == 1
    assert found[0].stated == 0


@given(
    st.text(max_size=30),
    st.lists(st.text(max_size=12), min_size=1, max_size=4),
    st.lists(st.text(max_size=60), max_size=3),
)
def test_support_is_a_share_whatever_the_text(
    question: str, offered: list[str], pieces: list[str]
) -> None:
    for found in supports(question, offered, pieces):
        assert 0 <= found.score <= 1 + 1e-12
        assert 0 <= found.stated <= 1 + 1e-12


MUSEUM_QUIZ: dict[str, Any] = {
    "id": "c",
    "type": "fact",
    "question": "Who said visitors doubled?",
    "choices": [
        {"offered": ["Petra Vance", "Saul Mendry", "Ines Calder"], "right": "Saul Mendry"},
        {"offered": ["Petra Vance", "Ines Calder"], "none": True},
    ],
}


def test_a_choice_has_to_be_made_where_none_is_not_allowed() -> None:
    question = GoldQuestion.model_validate(MUSEUM_QUIZ)
    silent = make_answer(question.question, []).to_dict(timings=False)
    assert pick_choices(question, silent, {}, [MUSEUM]) == ["Saul Mendry", ""]
    assert pick_choices(question, silent, {}, []) == ["Petra Vance", ""], "guessed, and silent"
    scores = score_choices(question, ["Saul Mendry", ""])
    assert scores == {
        "choice": (1, 1),
        "choice_or_none": (1, 1),
        "none_recall": (1, 1),
        "none_precision": (1, 1),
    }
    scores = score_choices(question, ["Ines Calder", "Ines Calder"])
    assert scores == {"choice": (0, 1), "choice_or_none": (0, 1), "none_recall": (0, 1)}


def test_a_run_scores_choices_and_the_page_shows_what_was_picked(collection: Collection) -> None:
    quiz = GoldQuestion.model_validate(MUSEUM_QUIZ)
    bridge = GoldQuestion(
        id="b",
        type="fact",
        question="In which year did the bridge over the Lume open?",
        answers=("1987",),
        choices=(Choices(offered=("1978", "2031"), right="2031", none=True),),
    )
    result = run(collection, QuestionSet([quiz, bridge], name="quiz.jsonl"))
    first, second = result.results
    assert first["picked"] == ["Saul Mendry", ""]
    assert first["scores"]["correct"] == [1, 1], "by its first choice, as there is nothing else"
    assert "answered" not in first["scores"], "nobody knows whether it has an answer"
    assert second["scores"]["answer_match"] == [1, 1]
    assert second["scores"]["choice_or_none"] == [0, 1]
    totals = result.summary()["total"]["metrics"]
    assert totals["choice"]["value"] == 1
    assert totals["choice_or_none"]["value"] == 0.5
    wrong = QuestionSet([quiz.model_copy(update={"choices": (wrong_choice(),)})])
    page = html_report([run(collection, wrong)])
    assert "Picked of Petra Vance / Saul Mendry" in page
    assert "right is Petra Vance" in page


def wrong_choice() -> Choices:
    return Choices(offered=("Petra Vance", "Saul Mendry"), right="Petra Vance")


class Broken(Ideal):
    """Fails at every question."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        raise RuntimeError("out of order")


def test_an_error_is_no_pick(collection: Collection) -> None:
    questions = QuestionSet([GoldQuestion.model_validate(MUSEUM_QUIZ)])
    (row,) = run(collection, questions, system=Broken(collection, [])).results
    assert row["scores"]["choice"] == row["scores"]["none_recall"] == [0, 1]


def test_choices_that_contradict_themselves_are_refused() -> None:
    with pytest.raises(ValidationError, match="is not offered: 'c'"):
        Choices(offered=("a", "b"), right="c")
    with pytest.raises(ValidationError, match="none is not allowed"):
        Choices(offered=("a", "b"))
