"""Few articles that do not speak of a matter are silent on it, whatever in them is put alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Collection, open_collection
from index.types import Article
from rag import ask, positions
from rag.question import Question
from rag.reader import Reading
from rag.units import Unit
from rag.weighing import likely

TEXTS = {
    "Quay": "Mayor Ada Lind said the quay would be closed in spring. “We cannot afford the "
    "repairs,” she said. Harbour master Ben Moss disagreed. “The quay will stay open,” he said.",
    "Ferry": "The night ferry will pay for itself within three years, said Cora Berg, who runs "
    "the line. Dan Holt, a councillor, said that fares would go up before they came down.",
    "Fish": "Catches fell by a third last year, the fishermen's union said. Its chairwoman, Eve "
    "Roth, blamed warmer water. “Nobody is overfishing here,” she told reporters.",
    "Wind": "The wind farm off the coast will be built by 2030, engineer Fay Hill said. Residents "
    "are split. “It will ruin the view,” said Gus Orr, who rents out rooms.",
}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    folder: Path = tmp_path_factory.mktemp("harbour")
    with open_collection(folder, create=True) as collection:
        collection.add(Article(text=text, title=name, path=name) for name, text in TEXTS.items())
        yield collection


@pytest.mark.parametrize(
    "question",
    [
        "who says that salaries will fall?",
        "Who thinks interest rates will rise?",
        "Who blames the vaccine for the deaths?",
        "who expects the president to resign?",
        "Who says the election was stolen?",
        "Who claims the film was a failure?",
        "What did the court decide about the appeal?",
        "how many people died in the earthquake?",
    ],
)
def test_what_nobody_speaks_of_is_not_answered(harbour: Collection, question: str) -> None:
    answer = ask(harbour, question)
    assert (answer.status, answer.reason) == ("abstained", "no_topic")
    assert answer.sentences == ()
    assert (answer.coverage.mention, answer.coverage.quoted) == (0, 0)
    assert answer.nearest  # what comes nearest is still shown


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("who says the quay will be shut?", "Ada Lind"),
        ("who thinks the quay stays open?", "Ben Moss"),
        ("Who believes the ferry will make its money back?", "Cora Berg"),
        ("who fears for the scenery?", "Gus Orr"),
        ("By when will the turbines stand in the sea?", "Fay Hill"),
        ("What does Ada Lind say about money?", "Ada Lind"),
    ],
)
def test_what_somebody_speaks_of_is(harbour: Collection, question: str, name: str) -> None:
    answer = ask(harbour, question)
    assert answer.status == "answered"
    assert name in answer.sentences[0].text


def test_both_sides_are_as_silent(harbour: Collection) -> None:
    assert positions(harbour, "salaries will fall").held == ()
    assert positions(harbour, "the quay will be closed").held != ()


QUESTION = Question("Who says so?", "who")


def _unit(cosine: float) -> Unit:
    return Unit(Article(text="The quay is safe."), (0, 17), (0, 17), cosine=cosine)


@given(st.floats(0.01, 0.9), st.floats(0.0, 0.09), st.floats(0.0, 0.8), st.floats(0.0, 0.2))
def test_what_answers_more_likely_and_is_nearer_is_likelier_there(
    answers: float, more: float, cosine: float, nearer: float
) -> None:
    def chance(answers: float, near: float) -> float:
        read = [Reading(answers, 0, 0, 1 - answers, 0)]
        return likely(QUESTION, [_unit(near)], read, read).there

    assert 0 <= chance(answers, cosine) <= chance(answers + more, cosine + nearer) <= 1


def test_without_a_unit_nothing_is_there() -> None:
    assert likely(QUESTION, [], [], []) == (0, 0)
