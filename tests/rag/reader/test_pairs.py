"""The hand-written pairs of claim and sentence, and how the benchmark counts them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.sides import FOLDER, SETS, Judged, judged, unit_of
from index.types import Article
from rag.reader import Reading
from tests.rag.scripted import ANSWERS, OPPOSITE, RELATED
from tests.rag.spoken import said

SIDED = {"voiced": 66, "blind": 80}
"""How many of the pairs of a set take a side."""


class _Says:
    """A reader that reads every pair in one way."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def read(self, question: str, units: list[object]) -> list[Reading]:
        return [self.reading for _ in units]


@pytest.mark.parametrize(
    ("gold", "read", "outcome"),
    [
        ("affirm", "affirm", "right"),
        ("affirm", "deny", "wrong side"),
        ("deny", "report", "no side seen"),
        ("report", "affirm", "side invented"),
        ("conditional", "deny", "side invented"),
        ("report", "conditional", "rightly none"),
    ],
)
def test_every_outcome_has_its_name(gold: str, read: str, outcome: str) -> None:
    assert Judged("a", "b", "plain", gold, read).outcome == outcome  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SETS)
def test_every_pair_is_counted_once(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = FOLDER / f"{name}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    for reading, taken in ((RELATED, False), (ANSWERS, True), (OPPOSITE, True)):
        monkeypatch.setattr("benchmarks.sides.load", lambda reading=reading: _Says(reading))
        outcomes = Counter(one.outcome for one in judged(path))
        assert outcomes.total() == len(lines)
        sided = outcomes["right"] + outcomes["wrong side"] + outcomes["no side seen"]
        assert sided == SIDED[name]
        assert (outcomes["no side seen"] == sided) is not taken
        assert (outcomes["rightly none"] > 0) is not taken


def test_a_pair_is_read_with_whoever_the_sentence_describes() -> None:
    article = Article(text="Mayor Anna Kovacs said that the ferry will be sold.")
    found = said(article, "that the ferry will be sold", name="Mayor Anna Kovacs", cue="said")
    unit = unit_of(article, found.statement)
    assert unit.read.speaker == "Mayor Anna Kovacs"
    assert unit.text == article.text
    assert unit_of(article, None).read == (article.text, "", "", "")


def test_the_reader_takes_a_side_more_often_rightly_than_wrongly(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.jsonl"
    lines = (FOLDER / "voiced.jsonl").read_text(encoding="utf-8").splitlines()
    pairs.write_text("\n".join(lines[:40]), encoding="utf-8")
    outcomes = Counter(one.outcome for one in judged(pairs))
    assert outcomes["right"] > outcomes["wrong side"]
