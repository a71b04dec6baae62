"""Whom a question asks for words of: learnt, so only clear cases are held."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from index.exceptions import EncoderError
from rag import asked_of as module
from rag.asked_of import FILE, asked_of, on_anything

NAMES = ("Carla Lindt", "Oyelaran", "Dwyer")


@pytest.mark.parametrize(
    "question",
    [
        "What does {} say about {}?",
        "Did {} say that {} would leave?",
        "How does {} describe {}?",
    ],
)
def test_the_first_is_asked_and_the_other_only_named(question: str) -> None:
    for first in NAMES:
        for second in NAMES:
            if first != second:
                text = question.format(first, second)
                assert asked_of(text, [first, second]) == [True, False], text


@pytest.mark.parametrize("name", NAMES)
def test_what_is_somebody_elses_is_not_asked_of_them(name: str) -> None:
    assert asked_of(f"What does {name}'s lawyer say about the ferry?", [name]) == [False]
    assert asked_of(f"What did {name}'s spokeswoman make of the ruling?", [name]) == [False]
    assert asked_of(f"What is {name}'s view of the ferry?", [name]) == [True]
    assert asked_of(f"What was {name}'s reaction to the ruling?", [name]) == [True]


def test_where_nothing_else_is_they_are_asked() -> None:
    assert asked_of("what did dwyer think", ["dwyer"]) == [True]
    assert on_anything("What do Carla Lindt and Dwyer say?", ["Dwyer", "Carla Lindt"])
    assert not on_anything("What does Dwyer say about Lindt?", ["Dwyer", "Lindt"])
    assert not on_anything("What does Dwyer's lawyer say?", ["Dwyer"])
    assert not on_anything("Dwyer on dredging", ["Dwyer"])


def test_all_of_a_list_are_asked() -> None:
    names = ["Carla Lindt", "Otto Dwyer", "Edith Oyelaran"]
    text = "What do Carla Lindt, Otto Dwyer and Edith Oyelaran say about the ferry?"
    assert asked_of(text, names) == [True] * 3
    beside = ["Pia Moreau", *names[:2]]
    text = "What does Pia Moreau say about Carla Lindt and Otto Dwyer?"
    assert asked_of(text, beside) == [True, False, False]


def test_a_name_in_two_places_is_asked_where_one_is() -> None:
    text = "When the paper attacked Dwyer, what did Dwyer say?"
    assert asked_of(text, ["Dwyer"]) == [True]


def test_no_names_and_a_question_that_is_too_long() -> None:
    assert asked_of("What does Dwyer say?", []) == []
    assert asked_of("Did Dwyer say so? " * 400, ["Dwyer", "Moreau"]) == [True, True]


@given(st.text(max_size=60), st.text(min_size=1, max_size=8))
@settings(max_examples=25)
def test_any_text_and_name_get_an_answer(text: str, name: str) -> None:
    assert len(asked_of(text, [name])) == 1


def test_damaged_weights_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / FILE.name
    save_file({**load_file(FILE), "weight": np.zeros(3, np.float32)}, copy)
    monkeypatch.setattr(module, "FILE", copy)
    with pytest.raises(EncoderError, match=r"asked\.safetensors .*training\.reader\.asked_of"):
        asked_of("What does Dwyer say about it?", ["Dwyer"])
