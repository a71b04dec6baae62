"""Sentences that repeat a claim and turn it by a word or two: what the shipped reader sees."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from benchmarks.minimal_pairs import FILE, FORMS, Pair, read_pairs, side_of
from rag.reader import Reading, UnitText, load
from rag.reader.form import TextPieces
from tests.remembered import afresh

ROWS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
SIDES = {"answers", "opposite", "hedged", "no side"}

LEAST = {
    "negated verb": 16,
    "reporting words that deny or doubt": 6,
    "antonym in place": 5,
    "quantity": 11,
    "roles swapped": 0,
    "claim negated, unit affirms": 17,
    "both negated": 15,
    "double negation": 0,
    "affirmed, negation elsewhere": 11,
    "affirmed with strong words": 17,
    "hedged": 0,
    "another subject": 1,
}
"""How many of the 20 readings of a kind are right at least."""
MOST_TURNED = 27
"""How many of the 94 readings of opposite sentences are "says so" at most."""


@pytest.fixture(scope="module")
def pairs() -> Iterator[Sequence[Pair]]:
    with afresh():
        yield list(read_pairs(load()))


@pytest.mark.parametrize("kind", LEAST)
def test_a_kind_is_read_right_at_least_so_often(kind: str, pairs: Sequence[Pair]) -> None:
    of = [pair for pair in pairs if pair.row["kind"] == kind]
    assert len(of) == 20
    assert sum(pair.right for pair in of) >= LEAST[kind]


def test_whoever_says_the_opposite_is_seldom_shown_as_saying_so(pairs: Sequence[Pair]) -> None:
    assert sum(pair.gold == "opposite" for pair in pairs) == 94
    assert sum(pair.turned for pair in pairs) <= MOST_TURNED


def test_rows_are_whole_and_every_second_is_kept() -> None:
    assert Counter(row["kind"] for row in ROWS) == dict.fromkeys(LEAST, 10)
    assert {row["side"] for row in ROWS} == SIDES
    assert [row.get("kept", False) for row in ROWS] == [False, True] * 60
    assert len({row["unit"] for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert {*UnitText._fields, "claim", "side", "kind"} == {*row} - {"kept"}
        assert 8 <= len(row["claim"].split()) <= 18, row["claim"]
        assert row["speaker"].split(",")[0].split()[-1] in row["unit"], row["speaker"]


def test_capitals_within_a_question_make_no_difference() -> None:
    asked = FORMS[1].format("The ferry will be sold")
    upper, lower = TextPieces(10).many([asked, asked.lower()])
    assert upper == lower


@pytest.mark.parametrize(
    ("reading", "side"),
    [
        (Reading(0.4, 0.3, 0.1, 0.1, 0.1), "answers"),
        (Reading(0.3, 0.4, 0.1, 0.1, 0.1), "opposite"),
        (Reading(0.3, 0.1, 0.4, 0.1, 0.1), "hedged"),
        (Reading(0.3, 0.2, 0.1, 0.2, 0.2), "no side"),
    ],
)
def test_the_likeliest_side_counts(reading: Reading, side: str) -> None:
    assert side_of(reading) == side
