"""How far answers agree that mean the same: what the command says of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.agreement import compare, share, table
from benchmarks.forms import FORMS, according_to_whom, in_the_passive, told, with_slip
from eval import GoldQuestion
from rag.reader import Reading, UnitText
from tests.rag.asking import CLAIM, NOT_SOLD, SOLD, town_of
from tests.rag.scripted import ANSWERS, OPPOSITE, script

QUESTION = "Who says that the ferry will be sold to somebody?"


def test_a_slip_turns_two_letters_of_a_long_word_round_and_is_the_same_each_time() -> None:
    typed = with_slip(QUESTION)
    assert typed != QUESTION
    assert sorted(typed) == sorted(QUESTION)
    assert typed == with_slip(QUESTION)
    changed = [(a, b) for a, b in zip(QUESTION.split(), typed.split(), strict=True) if a != b]
    ((before, after),) = changed
    assert before == "somebody?"
    assert (before[0], before[-2:]) == (after[0], after[-2:])
    assert with_slip("Did Alexandrova say so?") == "Did Alexandrova say so?"


def test_each_form_differs_and_keeps_what_is_asked() -> None:
    assert told(QUESTION) == "Tell me, who says that the ferry will be sold to somebody?"
    for change in FORMS.values():
        assert change(QUESTION) != QUESTION
        assert len(set(change(QUESTION).lower().split()) & set(QUESTION.lower().split())) > 6


@pytest.mark.parametrize(
    ("asked", "passive"),
    [
        ("Who claimed the ferry sank?", "By whom was it claimed that the ferry sank?"),
        ("Did Ida Holm admit that it sank?", "Was it admitted by Ida Holm that it sank?"),
        ("What did Ida Holm say about the ferry?", "What was said by Ida Holm about the ferry?"),
        ("Who denies that the ferry sank?", ""),
        ("Who said on Monday that the ferry sank?", ""),
        ("Who is Ida Holm?", ""),
        ("Did Ida Holm say so?", ""),
    ],
)
def test_the_passive_is_made_of_plain_forms_alone(asked: str, passive: str) -> None:
    assert in_the_passive(asked) == (passive or asked)


def test_who_denies_it_is_not_turned_into_according_to_whom_it_is_true() -> None:
    told = "According to whom is it true that the ferry sank?"
    assert according_to_whom("Who believes that the ferry sank?") == told
    assert according_to_whom("who believes the ferry sank?") == told
    denied = "Who denies that the ferry sank?"
    assert according_to_whom(denied) == denied


def test_what_two_answers_share() -> None:
    assert share(frozenset(), frozenset()) == 1.0
    assert share(frozenset("ab"), frozenset("bc")) == pytest.approx(1 / 3)
    assert share(frozenset("ab"), frozenset()) == 0.0


def test_voices_and_sides_are_compared_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [GoldQuestion(id="1", type="who", question=CLAIM)]
    script(monkeypatch, {SOLD: ANSWERS})
    with town_of(tmp_path / "c") as town:
        alike = compare(town, questions)
    assert {row.form for row in alike} == set(FORMS) - {"with a slip"}
    assert {(row.voices, row.sides, row.speaks) for row in alike} == {(1.0, 1.0, True)}
    told_alike = table(alike)
    assert f"| all | {len(alike)} | 100.0 (" in told_alike
    assert "| with a slip | 0 | – | – | – |" in told_alike


def test_the_same_voice_on_another_side_is_the_same_voice_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = script(monkeypatch, {SOLD: ANSWERS})
    whole = reader.read

    def read(question: str, units: Sequence[UnitText]) -> list[Reading]:
        reader.script = {SOLD: ANSWERS, NOT_SOLD: ANSWERS if question.islower() else OPPOSITE}
        return whole(question, units)

    monkeypatch.setattr(reader, "read", read)
    with town_of(tmp_path / "c") as town:
        found = compare(town, [GoldQuestion(id="1", type="who", question=CLAIM)])
    rows = {row.form: (row.voices, row.sides, row.speaks) for row in found}
    assert rows.pop("in small letters, without mark") == (1.0, pytest.approx(1 / 3), True)
    assert set(rows.values()) == {(1.0, 1.0, True)}
