"""Whom an answer names, against those who hold it."""

from __future__ import annotations

from typing import Any

import pytest

from eval import GoldQuestion
from eval.gold import GoldFinder
from eval.report.listing import listing
from eval.scoring import failed, score_answer
from eval.voices import score_voices, spoken
from index import Collection

QUESTION = GoldQuestion.model_validate(
    {
        "id": "w1",
        "type": "who",
        "question": "Who expects the harbour to be deeper?",
        "speakers": [["Ines Calder", "Calder", "the mayor"], ["Petra Vance", "Vance"]],
        "evidence": [{"doc": "harbour", "quote": "will be deepened by 2031", "stance": "affirm"}],
    }
)


def answer(*voices: tuple[str, str | None], text: str = "It is so.") -> dict[str, Any]:
    """An answer in which each of the voices says one sentence; an abstention without any."""
    citations = [
        {
            "number": number,
            "voice": {"name": name, "described": ""},
            "quote": {"article_id": "a", "start": 0, "end": len(text), "text": text},
        }
        for number, (name, _) in enumerate(voices, start=1)
    ]
    sentences = [
        {
            "text": text,
            "stance": side,
            "citations": [number],
            "segments": [{"text": text, "citation": number}],
        }
        for number, (_, side) in enumerate(voices, start=1)
    ]
    return {
        "status": "answered" if voices else "abstained",
        "reason": "" if voices else "no_claim",
        "type": "who",
        "message": "" if voices else "Nobody says so.",
        "text": text,
        "standalone": QUESTION.question,
        "sentences": sentences,
        "citations": citations,
        "nearest": [],
    }


def kind(type_: str, **more: Any) -> GoldQuestion:
    return GoldQuestion.model_validate(QUESTION.model_dump(by_alias=True) | {"type": type_} | more)


def test_voices_come_in_the_order_of_the_sentences() -> None:
    shown = answer(("Vance", "affirm"), ("", None))
    shown["citations"][1]["voice"]["described"] = "a deckhand"
    assert [(v.name, v.stance, v.number) for v in spoken(shown)] == [
        (("Vance",), "affirm", 1),
        (("a deckhand",), None, 2),
    ]


def test_one_right_voice_beside_a_wrong_one() -> None:
    scores = score_voices(QUESTION, answer(("Saul Mendry", "affirm"), ("Mayor Calder", "affirm")))
    assert scores == {
        "any_speaker": (1.0, 1),
        "speaker_recall": (0.5, 1),
        "first_voice": (0.0, 1),
        "voices_right": (1, 2),
        "only_wrong_voices": (0.0, 1),
    }


def test_somebody_named_twice_counts_once() -> None:
    scores = score_voices(QUESTION, answer(("Calder", "affirm"), ("Ines Calder", "report")))
    assert scores["voices_right"] == (1, 1)
    assert scores["speaker_recall"] == (0.5, 1)


def test_the_other_side_is_no_wrong_voice_and_not_the_first() -> None:
    scores = score_voices(QUESTION, answer(("Tomas Reyle", "deny"), ("Petra Vance", "affirm")))
    assert scores["first_voice"] == (1.0, 1)
    assert scores["voices_right"] == (1, 1)


def test_a_gold_speaker_on_the_wrong_side_is_named_but_not_right() -> None:
    scores = score_voices(QUESTION, answer(("Tomas Reyle", "affirm"), ("Petra Vance", "deny")))
    assert scores["any_speaker"] == (1.0, 1)
    assert scores["voices_right"] == (0, 1)
    assert scores["only_wrong_voices"] == (0.0, 1)


def test_any_listed_form_will_do() -> None:
    assert score_voices(QUESTION, answer(("the mayor", "affirm")))["any_speaker"] == (1.0, 1)


def test_answered_by_others_alone() -> None:
    scores = score_voices(QUESTION, answer(("Saul Mendry", "affirm")))
    assert scores["only_wrong_voices"] == (1.0, 1)
    assert scores["any_speaker"] == (0.0, 1)


def test_an_answer_that_names_nobody_has_no_voice_to_be_right() -> None:
    scores = score_voices(QUESTION, answer(("", "affirm")))
    assert scores["only_wrong_voices"] == (1.0, 1)
    assert scores["first_voice"] == (0.0, 1)
    assert "voices_right" not in scores


def test_an_unnamed_voice_before_the_first_named_one_does_not_count() -> None:
    scores = score_voices(QUESTION, answer(("", "affirm"), ("Vance", "affirm")))
    assert scores["first_voice"] == (1.0, 1)
    assert scores["voices_right"] == (1, 1)


def test_an_answer_with_the_other_side_alone_has_no_first_voice() -> None:
    scores = score_voices(QUESTION, answer(("Tomas Reyle", "deny")))
    assert "first_voice" not in scores
    assert scores["only_wrong_voices"] == (1.0, 1)


def test_silence_names_nobody_and_so_nobody_wrongly() -> None:
    assert score_voices(QUESTION, answer()) == {
        "any_speaker": (0.0, 1),
        "speaker_recall": (0.0, 1),
        "only_wrong_voices": (0.0, 1),
    }


@pytest.mark.parametrize("type_", ["says", "contrast", "follow-up"])
def test_other_questions_have_speakers_but_no_asked_side(type_: str) -> None:
    scores = score_voices(kind(type_), answer(("Vance", "affirm")))
    assert scores == {"any_speaker": (1.0, 1), "speaker_recall": (0.5, 1)}


def test_a_fact_or_a_yes_is_not_answered_by_voices() -> None:
    assert score_voices(kind("fact", answers=["2031"]), answer(("Vance", None))) == {}
    yes = kind("did_say", expected="yes", about="Petra Vance")
    assert score_voices(yes, answer(("Vance", "affirm"))) == {}
    assert score_voices(kind("who", speakers=[]), answer(("Vance", "affirm"))) == {}


def test_the_scores_are_those_of_the_run() -> None:
    scores = score_answer(QUESTION, answer(("Vance", "affirm")), [()], {"a": "It is so."})
    assert scores["any_speaker"] == (1.0, 1)
    assert scores["citation_exact"] == (2, 2)
    wrong = score_answer(QUESTION, answer(("Vance", "affirm")), [()], {"a": "It was so."})
    assert wrong["citation_exact"] == (1, 2)


def test_an_error_names_nobody() -> None:
    assert failed(QUESTION)["any_speaker"] == (0, 1)
    assert failed(QUESTION)["only_wrong_voices"] == (0, 1)
    assert "only_wrong_voices" not in failed(kind("says"))
    assert "any_speaker" not in failed(kind("fact", answers=["2031"]))


def result(question: GoldQuestion, said: dict[str, Any] | None, right: float) -> dict[str, Any]:
    gold = question.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    scores = {"correct": [right, 1]}
    return {"gold": gold, "answer": said, "scores": scores, "error": "" if said else "KeyError: x"}


def test_the_listing_tells_right_voices_from_wrong_ones() -> None:
    said = answer(("Saul Mendry", "affirm"), ("Calder", "deny"), text="so " * 100)
    text = listing([result(QUESTION, said, 0)])
    assert text.startswith("WRONG  w1  who")
    assert "wanted: voices: Ines Calder | Petra Vance" in text
    assert "  - Saul Mendry [affirm]: so so" in text
    assert "  + Calder [deny]: so so" in text
    assert max(map(len, text.split("\n"))) < 200


def test_the_listing_of_silence_and_errors() -> None:
    silent = GoldQuestion(
        id="u1",
        type="unanswerable",
        question="And the tram?",
        history=("Who runs the buses?",),
        unanswerable=True,
        reason="no_topic",
    )
    text = listing([result(silent, answer(), 1), result(QUESTION, None, 0)])
    assert "RIGHT  u1" in text
    assert "  before: Who runs the buses?" in text
    assert "  wanted: silence (no_topic)" in text
    assert "  abstained (no_claim), read as who: Nobody says so." in text
    assert "  error: KeyError: x" in text


def test_the_listing_marks_gold_quotations(collection: Collection) -> None:
    (article,) = [a for a in collection.articles() if a.path.endswith("harbour.txt")]
    said = answer(("Calder", "affirm"))
    start = collection.article(article.id).text.index("will be deepened")
    quote = {"article_id": article.id, "start": start, "end": start + 24, "text": "x"}
    said["citations"][0]["quote"] = quote
    assert "  + Calder [affirm] GOLD: x" in listing(
        [result(QUESTION, said, 1)], GoldFinder(collection)
    )
