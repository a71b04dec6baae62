"""The first sentence of an answer counts what the answer cites, and says nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Article
from rag.citations import CitationList
from rag.types import Answer, AnswerSentence, Coverage, QuestionType, Segment, Stance, Voice
from rag.units import Unit
from ui.render.lead import lead

ONE, OTHER = Article(text="It will pay. It will not. Perhaps."), Article(text="It pays, they say.")
Said = tuple[str, Stance | None, Article]


def answer(
    said: list[Said],
    kind: QuestionType = "who",
    mention: int = 5,
    message: str = "",
    asked: str = "The ferry will pay",
) -> Answer:
    cited, sentences = CitationList(), []
    for place, (name, stance, article) in enumerate(said):
        voice = Voice(name, "", place + 1 if name else None, "certain") if name else Voice()
        known = {v.voice.name: v.voice for v in cited.citations}
        unit = Unit(article, (place, place + 4), (0, 0), voice=known.get(name, voice))
        one = cited.cite(unit)
        sentences.append(AnswerSentence((Segment("x", one.number),), (one.number,), stance))
    return Answer(
        asked, asked, False, kind, "answered", "", message, tuple(sentences),
        tuple(cited.citations), (), Coverage(17, mention, 1), 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            answer([("A", "affirm", ONE), ("B", "affirm", OTHER), ("C", "deny", ONE)]),
            "Two voices agree, one disagrees, in two of the five articles on this.",
        ),
        (
            answer([("A", "affirm", ONE)], mention=1),
            "One voice agrees, in the only article on this.",
        ),
        (
            answer([("", "affirm", ONE), ("A", "affirm", OTHER)], mention=2),
            "One voice and one article itself agree, in both articles on this.",
        ),
        (
            answer([("A", "conditional", ONE), ("B", "deny", ONE), ("C", "deny", OTHER)]),
            "One voice agrees only in part or on a condition, two disagree, "
            "in two of the five articles on this.",
        ),
        (
            answer([("Ada", None, ONE), ("Ada", None, OTHER)], "says"),
            "Two statements by Ada, in two of the five articles on this.",
        ),
        (
            answer([("Ada", None, ONE), ("Bo", None, ONE)], "says"),
            "Two statements by two speakers, in one of the five articles on this.",
        ),
        (
            answer([("", None, ONE)], "fact"),
            "One passage answers this, in one of the five articles on this.",
        ),
        (
            answer([("A", None, ONE), ("B", None, ONE), ("C", None, OTHER)], "summary"),
            "Three voices are quoted on this, in two of the five articles on this.",
        ),
        (answer([("A", "affirm", ONE)], "did_say", message="A says so."), "A says so."),
    ],
)  # fmt: skip
def test_an_answer_is_told_in_one_sentence(made: Answer, told: str) -> None:
    assert lead(made) == told


def test_whoever_answers_a_follow_up_is_not_said_to_agree() -> None:
    made = answer([("A", "affirm", ONE), ("B", "affirm", OTHER), ("C", "deny", ONE)])
    told = lead(replace(made, before="Who says the ferry will pay?"))
    assert (
        told
        == "Two voices answer this, one says the opposite, in two of the five articles on this."
    )


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Who is against the ferry?", "Two voices answer this, one says the opposite"),
        ("who is against the ferry", "Two voices answer this, one says the opposite"),
        ("Which experts doubt that it pays?", "Two voices answer this, one says the opposite"),
        ("The ferry will pay", "Two voices agree, one disagrees"),
    ],
)
def test_whoever_is_against_something_is_not_said_to_agree(asked: str, told: str) -> None:
    said: list[Said] = [("A", "affirm", ONE), ("B", "affirm", OTHER), ("C", "deny", ONE)]
    assert lead(answer(said, asked=asked)) == f"{told}, in two of the five articles on this."
    hedged = answer([("A", "conditional", ONE)], asked=asked, mention=1)
    assert lead(hedged).endswith("only in part or on a condition, in the only article on this.")


def test_what_is_answered_is_not_said_twice() -> None:
    made = answer(
        [("A", "conditional", ONE), ("B", "affirm", OTHER), ("C", "affirm", ONE)],
        asked="Who opposes the ferry?",
    )
    assert lead(made) == (
        "Two voices answer this, one only in part or on a condition, "
        "in two of the five articles on this."
    )


def test_silence_has_none() -> None:
    assert lead(answer([])) == ""
