"""What kind of answer is asked for, and what follows up: learnt, so only clear cases are held."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

from index.exceptions import EncoderError
from rag import kinds
from rag.kinds import (
    KINDS,
    OPENING,
    OPENINGS,
    OWN,
    features,
    follows_up,
    is_talk,
    kind_of,
)
from rag.reader.network import MODEL
from rag.types import QuestionType


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who claims that the port will close?", "who"),
        ("Which analyst warns about the strike?", "who"),
        ("What does Lindqvist say about dredging?", "says"),
        ("What is Aydin's view on inflation?", "says"),
        ("Did Marta Lindqvist say that the port will close?", "did_say"),
        ("Did the minister claim that prices fell?", "did_say"),
        ("Do the experts agree on whether the port will close?", "contrast"),
        ("When did the ferry sink?", "fact"),
        ("In what year was the bridge built?", "fact"),
        ("Summarise the debate about the strike.", "summary"),
        ("Give me an overview of the strike.", "summary"),
    ],
)
def test_a_plain_question_is_of_its_kind(question: str, kind: QuestionType) -> None:
    assert kind_of(question) == kind


@pytest.mark.parametrize(
    ("question", "follows"),
    [
        ("And who disagrees with him?", True),
        ("Any others?", True),
        ("What did she say about it?", True),
        ("Why?", True),
        ("Who opposes the new bridge in Oslo?", False),
        ("What does Per Sund say about the bridge?", False),
        ("When did the Baltic Star sink?", False),
        ("hello", False),
        ("Ida Holm", False),
        ("ferry prices", False),
        ("and the mayor?", True),
        ("what about the budget", True),
    ],
)
def test_what_points_back_follows_up(question: str, follows: bool) -> None:
    assert follows_up(question) is follows


@pytest.mark.parametrize("said", ["hello", "good morning", "thank you very much", "hi there"])
def test_what_is_said_to_the_program_is_no_question(said: str) -> None:
    assert is_talk(said)


@pytest.mark.parametrize(
    "asked",
    ["Who says hello to the president?", "ferry prices", "Ida Holm", "help for the flood victims",
     "Did the minister thank the crew?", "why?", "What is useless?"],
)  # fmt: skip
def test_what_is_asked_of_the_articles_is_a_question(asked: str) -> None:
    assert not is_talk(asked)


@given(st.text(max_size=80))
@settings(max_examples=25)
def test_any_text_has_a_kind(text: str) -> None:
    found = kind_of(text)
    assert found in KINDS
    assert kind_of(text) == found


def test_features_are_the_vector_the_first_two_words_and_all_words() -> None:
    vectors = np.arange(6, dtype=np.float32).reshape(3, 2)
    seen = features(["Who says so?", "who says no", "?"], vectors)
    assert seen.shape == (3, 2 + OWN)
    assert (seen[:, :2] == vectors).all()
    openings, every = seen[:, 2 : 2 + 2 * OPENINGS], seen[:, 2 + 2 * OPENINGS :]
    assert (openings[0] == openings[1]).all()
    assert sorted(openings[0])[-2:] == [OPENING, OPENING]
    assert (every > 0).sum(axis=1).tolist() == [3, 3, 0]
    assert (every[0] != every[1]).sum() == 2
    assert not seen[2, 2:].any()


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the weights that may be damaged."""
    copy = tmp_path / "kinds.safetensors"
    shutil.copy(MODEL / kinds.FILE, copy)
    monkeypatch.setenv("ONRECORD_READER", str(tmp_path))
    kinds._weights.cache_clear()
    yield copy
    kinds._weights.cache_clear()


def test_damaged_weights_are_named(weights: Path) -> None:
    assert kind_of("When did the ferry sink?") == "fact"
    tensors = load_file(str(weights))
    del tensors["follows.bias"]
    save_file(tensors, str(weights))
    kinds._weights.cache_clear()
    with pytest.raises(EncoderError, match=r"kinds\.safetensors does not hold the classifier"):
        kind_of("When did the ferry sink?")
    weights.write_bytes(b"weights")
    with pytest.raises(EncoderError, match=r"kinds\.safetensors"):
        kind_of("When did the ferry sink?")
    weights.unlink()
    with pytest.raises(EncoderError, match=r"kinds\.safetensors"):
        kind_of("When did the ferry sink?")
