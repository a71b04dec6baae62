"""``speaker``, ``speakers`` and ``statements``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index import Article, LocalCollection, open_collection
from index.types import Filter
from tests.ui.cli.conftest import find_statements
from ui.web.counts import counted, counts_page
from ui.web.desk import Desk
from ui.web.listing import matching
from ui.web.within import Within, filter_bar

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
    assert said("--reported") == said("--kind", "reported")
    assert said("--direct") == said("--kind", "direct")
    assert len(said("--reported")) == 4
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
    whole = f"Tomas Havel, engineer, as reported by Evening Post: {denied}"
    assert whole in shown.replace("⟦", "").replace("⟧", "")
    assert shown.count("denied") == 1, "the words tell it themselves"
    assert 'Tomas Havel, engineer: "⟦The bridge will not open before autumn' in shown
    direct = terminal("-c", spoken, "statements", "--direct", env={"NO_COLOR": "1"})
    assert direct.out.count("as reported by") == 0
    assert " ".join(direct.out.split()).count("; direct, statement") == 2
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


def test_speakers_are_counted_by_source_and_month_with_the_articles_behind(
    onrecord: Run, spoken: Path, tmp_path: Path
) -> None:
    statements = onrecord("-c", spoken, "statements", "--json").json["statements"]
    for by in ("source", "month"):
        shape = onrecord("-c", spoken, "speakers", "--by", by, "--json").json
        assert shape["by"] == by
        assert sum(one["statements"] for one in shape["counts"]) == len(statements)
        for one in shape["counts"]:
            behind = [
                s["source"]["article_id"]
                for s in statements
                if s["voice"]["speaker_id"] == one["speaker_id"]
                and one["group"] in (s["source"]["source"], (s["source"]["published"] or "")[:7])
            ]
            assert one["statements"] == len(behind)
            assert set(one["article_ids"]) == set(behind)
    rows = [
        line.split("\t")
        for line in onrecord("-c", spoken, "speakers", "--by", "month").out.splitlines()
    ]
    assert [row[0] for row in rows][:2] == ["Anna Kovacs", "Tomas Havel"]
    assert rows[0][2:5] == ["2025-03", "2", "1"]
    file = tmp_path / "counts.csv"
    assert onrecord("-c", spoken, "speakers", "--by", "month", "--export", file).code == 0
    assert "group" in file.read_text(encoding="utf-8-sig").splitlines()[0]


def test_an_outlet_in_capitals_is_no_second_outlet(
    onrecord: Run, spoken: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(spoken, tmp_path / "own"))
    paper = Article(
        text="Driver Pavel Kovacs said that the landing is too small.\n",
        title="Landing too small",
        source="LIDDA COURIER",
        published=date(2024, 1, 2),
    )
    with LocalCollection(own, attribute=find_statements) as collection:
        collection.add([paper])
    counts = onrecord("-c", own, "speakers", "pavel", "--by", "source", "--json").json["counts"]
    assert [one["group"] for one in counts] == ["Lidda Courier"]
    assert counts[0]["statements"] == 2
    assert counts[0]["article_ids"][0] == paper.id  # by date
    sources = onrecord("-c", own, "info", "--json").json["sources"]
    assert "LIDDA COURIER" not in sources
    assert "undated" not in onrecord("-c", own, "info").out
    with open_collection(own, read_only=True) as collection:
        desk = Desk(collection)
        named = [row.source for row in matching(desk.rows(), "", "Lidda Courier")]
        assert "LIDDA COURIER" in named
        assert len(named) == sources["Lidda Courier"]
        page = counts_page(counted(collection, desk.rows(), Filter()), Within())
    assert "LIDDA COURIER" not in page
    bar = filter_bar(Within(outlet="LIDDA COURIER"), ["Lidda Courier"], [], {})
    assert '<option value="Lidda Courier" selected' in bar


def test_a_terminal_shows_a_name_once(terminal: Run, spoken: Path) -> None:
    shown = terminal("-c", spoken, "speakers", "--by", "source").out
    assert shown.count("Anna Kovacs") == 1
    assert "article ids" in shown


def test_filters_of_speakers_count_only_what_fits(onrecord: Run, spoken: Path) -> None:
    def named(*options: str) -> dict[str, int]:
        shape = onrecord("-c", spoken, "speakers", "--json", *options).json
        return {s["name"]: s["statements"] for s in shape["speakers"]}

    assert named("--source", "Evening Post") == {"Tomas Havel": 2}
    assert named("--kind", "direct") == {"Anna Kovacs": 1, "Tomas Havel": 1}
    assert named("--since", "2025-03-10", "--until", "2025-03-31") == {"Pavel Kovacs": 1}
    assert named("--speaker", "Havel", "--direct") == {"Tomas Havel": 1}
    nobody = onrecord("-c", spoken, "speakers", "--since", "2030")
    assert (nobody.code, nobody.out) == (0, "")
    assert "no speaker fits these filters" in nobody.err


def test_a_question_can_be_limited_to_a_speaker(onrecord: Run, spoken: Path) -> None:
    question = "what is said about the bridge?"
    shape = onrecord("-c", spoken, "ask", "--json", "--speaker", "Havel", question).json
    assert {c["voice"]["name"] for c in shape["citations"]} <= {"Tomas Havel"}
    sides = onrecord(
        "-c",
        spoken,
        "positions",
        "--json",
        "--speaker",
        "Havel",
        "the bridge will not open before autumn",
    ).json
    assert {p["voice"]["name"] for p in sides["positions"]} == {"Tomas Havel"}
    unknown = onrecord("-c", spoken, "search", "--speaker", "Nobody Known", "bridge")
    assert unknown.code == 1
    assert "no speaker 'Nobody Known'" in unknown.err
