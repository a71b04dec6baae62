"""``speaker``, ``speakers`` and ``statements``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def contents(shape: Any) -> list[str]:
    """What is said in each statement."""
    return [" … ".join(span["text"] for span in s["content"]) for s in shape["statements"]]


def test_speakers_are_listed_the_most_frequent_first(onrecord: Run, spoken: Path) -> None:
    shape = onrecord("-c", spoken, "speakers", "--json").json
    assert shape["total"] == 4
    counts = [s["statements"] for s in shape["speakers"]]
    assert counts == sorted(counts, reverse=True)
    assert {"Anna Kovacs", "Pavel Kovacs", "Tomas Havel", "Paula Stein"} == {
        s["name"] for s in shape["speakers"]
    }
    assert len(onrecord("-c", spoken, "speakers", "-n", "2").out.splitlines()) == 2
    found = onrecord("-c", spoken, "speakers", "kovacs", "--json").json
    assert {s["name"] for s in found["speakers"]} == {"Anna Kovacs", "Pavel Kovacs"}


def test_a_speaker_with_everything_they_say_by_date(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "speaker", "Anna Kovacs")
    assert ran.code == 0
    assert ran.out.startswith("Anna Kovacs\n")
    assert "mayor" in ran.out
    assert "no toll will ever be charged" in ran.out
    assert "the ferry has to stay" not in ran.out
    shape = onrecord("-c", spoken, "speaker", "Havel", "--json").json
    assert shape["speaker"]["name"] == "Tomas Havel"
    assert len(contents(shape)) == shape["total"] == 2
    assert shape["statements"][0]["polarity"] == "denied"


def test_a_name_that_two_people_bear_is_never_guessed(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "speaker", "Kovacs")
    assert (ran.code, ran.out) == (1, "")
    assert "Anna Kovacs" in ran.err
    assert "Pavel Kovacs" in ran.err
    named = onrecord("-c", spoken, "speakers", "pavel", "--json").json["speakers"][0]
    shape = onrecord("-c", spoken, "speaker", named["id"], "--json").json
    assert contents(shape) == ["the ferry has to stay"]


def test_statements_are_limited_by_speaker_kind_and_date(onrecord: Run, spoken: Path) -> None:
    def said(*options: str) -> list[str]:
        ran = onrecord("-c", spoken, "statements", "--json", *options)
        assert ran.code in (0, 3)
        return contents(ran.json)

    assert len(said()) == 6
    assert said("--speaker", "Pavel Kovacs") == ["the ferry has to stay"]
    assert len(said("--kind", "direct")) == 2
    assert said("--since", "2025-03-20", "--until", "2025-03") == ["the ferry has to stay"]
    assert len(said("--speaker", "Tomas Havel", "--speaker", "Anna Kovacs")) == 4
    assert len(said("-n", "1")) == 1
    assert "the ferry" in said("--about", "the ferry has to stay", "-n", "1")[0]
    assert said("--since", "2030") == []


def test_statements_come_by_date_with_their_place(
    onrecord: Run, terminal: Run, spoken: Path
) -> None:
    ran = terminal("-c", spoken, "statements", env={"NO_COLOR": "1"})
    assert ran.code == 0
    shown = " ".join(ran.out.split())
    dates = [
        s["source"]["published"]
        for s in onrecord("-c", spoken, "statements", "--json").json["statements"]
    ]
    assert dates == sorted(dates)
    denied = "Engineer Tomas Havel denied that the bridge over the Lidda will open in May."
    assert f"Tomas Havel, engineer, as reported by Evening Post: {denied}" in shown
    assert "denied" not in shown.replace(denied, ""), "the words tell it themselves"
    assert "Tomas Havel, engineer: “The bridge will not open before autumn" in shown
    direct = terminal("-c", spoken, "statements", "--direct", env={"NO_COLOR": "1"})
    assert direct.out.count("as reported by") == 0
    assert " ".join(direct.out.split()).count("direct, statement") == 2
    assert onrecord("-c", spoken, "statements", "--since", "2030").code == 3


def test_an_answer_names_the_speaker(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "who", "the ferry has to stay")
    assert ran.code == 0
    assert "Pavel Kovacs" in ran.out.split("Sources")[0]


@pytest.mark.parametrize("verb", ["speakers", "statements"])
def test_articles_cannot_reach_the_terminal_through_names(
    onrecord: Run, spoken: Path, verb: str
) -> None:
    ran = onrecord("-c", spoken, verb)
    assert "Paula Stein" in ran.out
    assert not [c for c in ran.out if c < " " and c not in "\n\t"]
