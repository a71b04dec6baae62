"""Follow-ups that turn the question before them round: for the other side, or for anybody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from index import Collection
from rag.answers.answer import answer_question, gather
from rag.conversation import Conversation
from rag.kinds import TURNS, Turn, follows_up, turn_of
from rag.models.evidence import numbered
from rag.question import understand
from rag.reader import Reading
from rag.types import Answer
from tests.rag.asking import CLAIM, town_of, voices
from tests.rag.scripted import ANSWERS, OPPOSITE, RELATED, ScriptedReader, answers, script
from training.reader.news import read_lines
from training.reader.turns import SORTS
from training.reader.utterances import FILE

SAID = "Did Anna Kovacs say that the ferry will be sold?"
HELD = {
    "will not be sold": OPPOSITE,
    "Mayor Anna Kovacs": ANSWERS,
    "A clerk said": answers(0.8),
    "may be sold": RELATED,
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with town_of(tmp_path_factory.mktemp("turned") / "town") as collection:
        yield collection


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> ScriptedReader:
    return script(monkeypatch, HELD)


def talk(town: Collection, *questions: str) -> list[Answer]:
    conversation = Conversation(town)
    return [conversation.ask(question) for question in questions]


def names(answer: Answer) -> list[str]:
    return [c.voice.name or c.voice.described for c in answer.citations]


@pytest.mark.parametrize(
    "asked", ["And who disagrees?", "Does anyone disagree?", "who says otherwise"]
)
def test_the_other_side_is_that_of_the_question_before(
    town: Collection, reader: ScriptedReader, asked: str
) -> None:
    first, answer = talk(town, CLAIM, asked)
    assert voices(first)[0] == ("Anna Kovacs", "affirm")
    assert voices(answer)[:2] == [("Otto Lind", "affirm"), ("Anna Kovacs", "deny")]
    assert answer.text.startswith("Otto Lind")
    assert reader.asked == [CLAIM, CLAIM]
    assert (answer.type, answer.before, answer.standalone) == ("who", CLAIM, f"{CLAIM} {asked}")


@pytest.mark.parametrize(
    "asked", ["And who disagrees?", "Does anyone disagree?", "who says otherwise"]
)
def test_an_answer_for_the_other_side_is_as_likely_as_its_likeliest_voice(
    town: Collection, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    likely = Reading(0.02, 0.45, 0.03, 0.3, 0.2)
    script(monkeypatch, {"will not be sold": likely, "Mayor Anna Kovacs": ANSWERS})
    first, answer = talk(town, CLAIM, asked)
    assert first.confidence > 0.9
    assert voices(answer)[0] == ("Otto Lind", "affirm")
    assert answer.confidence == likely.opposite
    script(monkeypatch, {"Mayor Anna Kovacs": ANSWERS})
    _, silent = talk(town, CLAIM, asked)
    assert (silent.status, silent.confidence) == ("abstained", ANSWERS.opposite)


def test_where_nobody_holds_the_opposite_there_is_silence(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {"Mayor Anna Kovacs": ANSWERS})
    _, answer = talk(town, CLAIM, "And who disagrees?")
    assert (answer.status, answer.reason) == ("abstained", "only_opposite")
    assert "obody" not in answer.text


def test_a_claim_of_somebody_is_put_to_anyone(town: Collection, reader: ScriptedReader) -> None:
    _, answer = talk(town, SAID, "Does anyone disagree?")
    assert reader.asked[-1] == "Did anyone say that the ferry will be sold?"
    assert voices(answer)[0] == ("Otto Lind", "affirm")
    assert "Anna Kovacs" not in names(answer)
    assert answer.before == SAID


def test_anybody_else_is_neither_who_was_asked_nor_nobody(
    town: Collection, reader: ScriptedReader
) -> None:
    _, answer = talk(town, SAID, "Did anyone else say so?")
    assert answer.standalone == (
        "Did anyone say that the ferry will be sold? Did anyone else say so?"
    )
    assert reader.asked[-1] == answer.standalone
    assert (answer.type, answer.status) == ("who", "answered")
    assert names(answer)[0] == "A clerk"
    assert "Anna Kovacs" not in names(answer)


def test_whoever_was_named_is_not_named_again_to_who_else(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {"Mayor Anna Kovacs": ANSWERS, "Engineer Tomas Havel": answers(0.03)})
    first, answer = talk(town, CLAIM, "Who else?")
    assert names(first) == ["Anna Kovacs"]
    assert (answer.status, answer.before) == ("abstained", CLAIM)
    assert "obody" not in answer.text


def test_who_else_behind_who_disagrees_is_for_others_who_do(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, HELD | {"Engineer Tomas Havel": OPPOSITE})
    asked = (CLAIM, "And who disagrees?", "Who else?")
    conversation = Conversation(town, limit=1)
    first, second, third = (conversation.ask(question) for question in asked)
    assert {first.before, second.before, third.before} == {"", CLAIM}
    assert voices(second)[0][0] != voices(third)[0][0]
    assert {voices(second)[0][0], voices(third)[0][0]} == {"Otto Lind", "Tomas Havel"}


def test_what_somebody_says_to_an_open_question_is_read_with_who_disagrees(
    town: Collection, reader: ScriptedReader
) -> None:
    first = "What does Anna Kovacs say about the ferry?"
    _, answer = talk(town, first, "And who disagrees with her?")
    assert reader.asked[-1] == f"{first} And who disagrees with her?"
    assert answer.type == "who"
    assert "Anna Kovacs" not in names(answer)


def test_a_question_of_fact_has_no_other_side(town: Collection, reader: ScriptedReader) -> None:
    first = "When was the ferry built?"
    talk(town, first, "And who disagrees?")
    assert reader.asked[-1] == f"{first} And who disagrees?"


@pytest.mark.parametrize("asked", ["What else does she say?", "What else did Anna Kovacs say?"])
def test_what_else_somebody_says_who_was_just_quoted_is_all_new(
    town: Collection, reader: ScriptedReader, asked: str
) -> None:
    first, second, third = talk(town, CLAIM, asked, asked)
    assert "Anna Kovacs" in names(first)
    assert len(names(first)) > 1
    assert names(second) == ["Anna Kovacs"]
    quoted = {c.quote.text for answer in (first, second) for c in answer.citations}
    assert len(quoted) == len(first.citations) + len(second.citations)
    assert (third.status, third.message) == (
        "abstained",
        "We found nothing more by Anna Kovacs on this.",
    )


def test_he_is_the_man_who_was_quoted(town: Collection, reader: ScriptedReader) -> None:
    _, answer = talk(town, CLAIM, "Why does he think so?")
    assert names(answer) == ["Otto Lind"]


def test_a_plain_follow_up_turns_nothing_round(town: Collection, reader: ScriptedReader) -> None:
    _, answer = talk(town, CLAIM, "And what does Otto Lind say?")
    assert reader.asked[-1] == f"{CLAIM} And what does Otto Lind say?"
    assert names(answer) == ["Otto Lind"]


def test_a_model_is_told_the_sides_as_they_are_asked_for(
    town: Collection, reader: ScriptedReader
) -> None:
    question = replace(understand("And who disagrees?", before=CLAIM), type="who", against=True)
    found = gather(town, question)
    builtin = answer_question(town, question, found)
    bare = replace(builtin, sentences=(), citations=())
    sides = {item.unit.voice.name: item.stance for item in numbered(question, bare, found)}
    assert (sides["Otto Lind"], sides["Anna Kovacs"]) == ("affirm", "deny")


@pytest.mark.parametrize(
    ("asked", "turn"),
    [
        ("And who disagrees with him?", "against"),
        ("who says otherwise", "against"),
        ("Does anyone disagree?", "against"),
        ("Did anyone else say so?", "others"),
        ("who else?", "others"),
        ("Any others?", "others"),
        ("Why?", ""),
        ("Does Brandt disagree?", ""),
        ("What did she say about it?", ""),
        ("Who opposes the new bridge in Oslo?", ""),
    ],
)
def test_what_is_for_the_other_side_or_for_anybody_else_is_told(asked: str, turn: Turn) -> None:
    assert turn_of(asked) == turn


def test_most_that_was_kept_back_is_told_rightly() -> None:
    kept = [row for row in read_lines(FILE) if row["part"] == "kept back" and row["follows"]]
    told = [(turn_of(row["text"]), SORTS.get(row["sort"], "")) for row in kept]
    for turn in TURNS:
        of = [said for said, gold in told if gold == turn]
        assert of.count(turn) >= 0.6 * len(of), turn
    asked = sum(bool(turn_of(row["text"])) or follows_up(row["text"]) for row in kept)
    assert asked >= 0.75 * len(kept)  # 97 of 124
