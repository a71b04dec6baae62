"""What joins the reader's probabilities with nearness and speakers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.exceptions import EncoderError
from index.types import Article, Speaker
from rag.names import MatchedSpeaker
from rag.question import Question
from rag.reader import Reader, Reading
from rag.reader.network import MODEL
from rag.types import Voice
from rag.units import Unit
from rag.weighing import ASKED, FEATURES, features, likely, question_features, weighed

ARTICLE = Article(text="The quay is safe. Boats may land.", title="The quay")
LIND = Speaker(1, "Ada Lind", "person")
ROSS = Speaker(2, "Tom Ross", "person")


def unit(cosine: float, speaker: Speaker | None = None) -> Unit:
    voice = Voice(speaker.name, "", speaker.id, "certain") if speaker else Voice()
    return Unit(ARTICLE, (0, 17), (0, 17), voice=voice, cosine=cosine)


def asked(kind: str, *speakers: Speaker) -> Question:
    groups = tuple((MatchedSpeaker(s, 1.0),) for s in speakers)
    return Question("Is the quay safe?", kind, groups)  # type: ignore[arg-type]


READING = Reading(0.4, 0.1, 0.1, 0.2, 0.2)
shares = st.lists(st.floats(0.01, 1), min_size=5, max_size=5).map(
    lambda x: Reading(*(v / sum(x) for v in x))
)


@given(st.lists(st.tuples(shares, st.floats(-1, 1)), min_size=1, max_size=6))
def test_probabilities_stay_probabilities(found: list[tuple[Reading, float]]) -> None:
    units = [unit(cosine) for _, cosine in found]
    for reading in weighed(asked("who"), units, [r for r, _ in found]):
        assert sum(reading) == pytest.approx(1, abs=1e-4)
        assert all(0 <= p <= 1 for p in reading)


def test_what_is_neither_keeps_its_proportions() -> None:
    [reading] = weighed(asked("fact"), [unit(0.5)], [READING])
    assert reading.related == pytest.approx(reading.unrelated)
    assert reading.hedged == pytest.approx(reading.related / 2, rel=1e-3)


@pytest.mark.parametrize("kind", ["who", "says", "fact", "contrast"])
def test_the_nearer_of_two_alike_is_likelier(kind: str) -> None:
    near, far = weighed(asked(kind), [unit(0.7), unit(0.3)], [READING, READING])
    assert near.answers > far.answers


@pytest.mark.parametrize("kind", ["who", "says", "did_say", "fact", "contrast"])
def test_what_the_reader_finds_likelier_is_likelier(kind: str) -> None:
    more = Reading(0.9, 0.02, 0.02, 0.03, 0.03)
    less = Reading(0.05, 0.05, 0.1, 0.4, 0.4)
    a, b = weighed(asked(kind), [unit(0.5), unit(0.5)], [more, less])
    assert a.answers > b.answers


def test_the_likelier_side_is_the_readers() -> None:
    against = Reading(0.2, 0.5, 0.1, 0.1, 0.1)
    [reading] = weighed(asked("who"), [unit(0.6, LIND)], [against])
    assert reading.opposite >= reading.answers


def test_features_tell_whom_the_question_names() -> None:
    units = [
        unit(0.5, LIND),
        unit(0.5, ROSS),
        unit(0.5, Speaker(3, "Eva Moe", "person")),
        unit(0.0),
    ]
    x = features(asked("says", LIND, ROSS), units, [READING] * 4)
    assert x.shape == (4, FEATURES)
    assert x[:, 5:10].tolist() == [
        [1, 0, 0, 1, 1],
        [0, 1, 0, 1, 1],
        [0, 0, 1, 1, 1],
        [0, 0, 0, 0, 0],
    ]
    assert x[:, [12, 15]].tolist() == [[1, 1]] * 4, "quay and safe"
    assert not features(asked("says"), units, [READING] * 4)[:, 5:8].any()


def test_nothing_is_weighed_to_nothing() -> None:
    assert weighed(asked("who"), [], []) == []
    assert features(asked("who"), [], []).shape == (0, FEATURES)


def _without(config: dict[str, object]) -> None:
    del config["weighing"]


def _short(config: dict[str, object]) -> None:
    config["weighing"] = {"units": {"weight": [[0.0], [0.0]], "bias": [0, 0]}}


@pytest.mark.parametrize("damage", [_without, _short])
def test_a_reader_without_weights_is_named(
    damage: Callable[[dict[str, object]], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    shutil.copytree(MODEL, folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    damage(config)
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    damaged = Reader(folder)
    monkeypatch.setattr("rag.weighing.load", lambda: damaged)
    with pytest.raises(EncoderError, match="lacks the weighing"):
        weighed(asked("who"), [unit(0.5)], [READING])


def test_features_are_finite_at_the_ends() -> None:
    certain = [Reading(1.0, 0.0, 0.0, 0.0, 0.0)]
    assert np.isfinite(features(asked("who"), [unit(1.0)], certain)).all()


@given(st.lists(st.tuples(shares, st.floats(-1, 1)), max_size=6))
def test_how_likely_a_question_is_answered_is_a_probability(
    found: list[tuple[Reading, float]],
) -> None:
    units = [unit(cosine) for _, cosine in found]
    readings = [reading for reading, _ in found]
    both = likely(asked("who"), units, readings, weighed(asked("who"), units, readings))
    assert all(0 <= p <= 1 for p in both)
    assert found or both == (0, 0)


def test_all_units_together_say_whether_a_question_is_answered() -> None:
    yes = Reading(0.95, 0.01, 0.01, 0.02, 0.01)
    no = Reading(0.01, 0.01, 0.01, 0.07, 0.90)
    units = [unit(0.6, LIND), unit(0.5)]
    clear, not_at_all = (
        likely(asked("says"), units, both, weighed(asked("says"), units, both)).answered
        for both in ([yes, no], [no, no])
    )
    assert clear > not_at_all
    row = question_features(asked("says"), units, [yes, no], [yes, no])
    assert row.shape == (ASKED,)
