"""What the reader promises, whichever weights it has, and a few cases that none may miss."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.exceptions import EncoderError
from rag.reader import Reader, UnitText, load
from rag.reader.network import FILE, MODEL
from tests.remembered import afresh

TEXTS = st.text(max_size=60)
UNITS = st.builds(UnitText, TEXTS, TEXTS, TEXTS, TEXTS)
QUESTION = "Who says that the ferry will be sold?"
SOME = [
    UnitText("Mayor Anna Kovacs said that the ferry will be sold.", "Anna Kovacs, mayor", "Ferry"),
    UnitText("The recipe needs two eggs and a cup of flour."),
    UnitText("It is “far too old”, she said.", "Paula Stein", "Two views", "The ferry has served."),
    UnitText("No.", "", "", "Will it be sold?"),
    *(UnitText(f"The ferry carried {n} people on each of its {n % 5} trips.") for n in range(40)),
]


@pytest.fixture(scope="module", autouse=True)
def _afresh() -> Iterator[None]:
    with afresh():
        yield


@given(TEXTS, st.lists(UNITS, max_size=4))
@settings(max_examples=25)
def test_probabilities_sum_to_one(question: str, units: list[UnitText]) -> None:
    readings = load().read(question, units)
    assert len(readings) == len(units)
    for reading in readings:
        assert all(0 <= p <= 1 for p in reading)
        assert sum(reading) == pytest.approx(1, abs=5e-6)
        assert reading.speaks == pytest.approx(1 - reading.related - reading.unrelated, abs=5e-6)
        assert reading.on_topic == pytest.approx(1 - reading.unrelated)


def test_a_unit_is_read_alike_in_any_company_and_order() -> None:
    together = np.array(load().read(QUESTION, SOME))
    turned = np.array(load().read(QUESTION, SOME[::-1]))[::-1]
    alone = np.array([load().read(QUESTION, [unit])[0] for unit in SOME])
    twice = np.array(load().read(QUESTION, [SOME[0], SOME[0]]))
    assert np.array_equal(together, turned)
    assert np.array_equal(together, alone)
    assert (twice == together[0]).all()


def test_runs_repeat_to_the_last_digit_and_nothing_is_remembered_of_other_questions() -> None:
    first = load().read(QUESTION, SOME)
    load().read("When was the bridge built?", SOME)
    assert load().read(QUESTION, SOME) == first
    assert Reader(MODEL).read(QUESTION, SOME) == first


def test_without_units_there_is_nothing_to_read() -> None:
    assert load().read(QUESTION, []) == []


def test_what_stands_around_a_unit_counts() -> None:
    unit = UnitText("It will be sold.", "Anna Kovacs", "Ferry", "The ferry is old.")
    readings = {
        load().read(QUESTION, [one])[0]
        for one in (
            unit,
            unit._replace(speaker=""),
            unit._replace(title=""),
            unit._replace(before="The recipe needs two eggs."),
        )
    }
    assert len(readings) == 4


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the bridge built?", "The bridge was built in 1874."),
        ("Who says that the ferry will be sold?", SOME[0].unit),
        ("the ferry will be sold", "Mayor Anna Kovacs said that the ferry will be sold."),
    ],
)
def test_no_reader_may_miss_what_is_said_in_the_same_words(question: str, answer: str) -> None:
    right, wrong = load().read(question, [UnitText(answer), SOME[1]])
    assert right.on_topic > 0.5
    assert right.answers > max(right.opposite, right.hedged, wrong.answers)
    assert wrong.unrelated == max(wrong)


def test_asking_loads_no_torch() -> None:
    code = (
        "import sys; from rag.reader import UnitText, load; load().read('a', [UnitText('b')]); "
        "assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def _copy(folder: Path) -> Path:
    """A copy of the shipped model that may be damaged."""
    shutil.copytree(MODEL, folder)
    return folder


def _config(change: Callable[[dict[str, object]], object]) -> Callable[[Path], object]:
    def apply(folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        change(config)
        (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")

    return apply


def _cut(folder: Path) -> None:
    weights = folder / FILE
    weights.write_bytes(weights.read_bytes()[:100_000])


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "config.json").unlink(),
        lambda folder: (folder / "config.json").write_text("{", encoding="utf-8"),
        lambda folder: (folder / FILE).unlink(),
        lambda folder: (folder / FILE).write_bytes(b"weights"),
        _cut,
        _config(lambda config: config.pop("labels")),
        _config(lambda config: config.update(labels=["yes", "no"])),
    ],
)
def test_damaged_files_are_named(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    folder = _copy(tmp_path / "model")
    damage(folder)
    with pytest.raises(EncoderError, match="install the package again") as caught:
        Reader(folder)
    assert str(folder) in str(caught.value)
