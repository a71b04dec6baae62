"""What is brought up for a question and read, and within which limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index import Article, Collection, Filter
from rag.question import Question
from rag.reading import REACH, Reach, find_units, read_units
from tests.rag.scripted import ANSWERS, UNRELATED, script
from tests.rag.spoken import collect, given, said

QUESTION = "Who says that the ferry will be sold?"
COPIED = "Mayor Anna Kovacs said that the ferry will be sold. Nobody answered."
WEATHER = "It rained in the north for the whole of the day."


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Two articles with the same sentence, one of two speakers, and one of many sentences."""
    articles = [
        Article(text=COPIED, title="Morning", published=date(2025, 1, 1)),
        Article(text=COPIED, title="Evening", published=date(2025, 1, 2)),
        Article(
            text="Analyst Paula Stein said that the ferry is loved by the whole of the town. "
            "Stein said the ferry is far too old for that, while Otto Lind said the old bridge "
            "will have to do.",
            title="Two",
        ),
        Article(
            text="\n\n".join([*(f"The ferry carried {n} people." for n in range(2, 40)), WEATHER]),
            title="Counts",
        ),
    ]
    two = articles[2]
    held = [
        said(one, "that the ferry will be sold", name="Anna Kovacs", cue="said")
        for one in articles[:2]
    ]
    held += [
        said(two, "that the ferry is loved by the whole of the town", name="Paula Stein"),
        said(two, "the ferry is far too old for that", name="Paula Stein"),
        said(two, "the old bridge will have to do", name="Otto Lind"),
    ]
    folder = tmp_path_factory.mktemp("reading") / "c"
    with collect(folder, articles, given(*held)) as collection:
        yield collection


def _id(collection: Collection, name: str) -> int:
    return next(s.id for s in collection.speakers() if s.name == name)


def test_the_same_words_of_a_speaker_are_read_once(town: Collection) -> None:
    units = find_units(town, [QUESTION])
    assert len([u for u in units if "will be sold" in u.text]) == 1
    assert len([u for u in units if u.text == "Nobody answered."]) == 1
    keys = [(u.text.strip(), u.voice.speaker_id, u.voice.described) for u in units]
    assert len(set(keys)) == len(keys)


def test_no_more_is_read_than_it_may_reach(town: Collection) -> None:
    everything = find_units(town, [QUESTION])
    assert 5 < len(everything) <= REACH.read
    by_meaning = replace(REACH, by_words=0)
    nearest = find_units(town, [QUESTION], reach=by_meaning)
    assert find_units(town, [QUESTION], reach=replace(by_meaning, read=5)) == nearest[:5]
    near = find_units(town, [QUESTION], reach=Reach(nearest=3, by_words=0, own=0))
    assert 0 < len(near) <= 3
    assert {u.text for u in near} <= {u.text for u in everything}


def test_the_nearest_come_first_and_runs_repeat(town: Collection) -> None:
    units = find_units(town, [QUESTION])
    assert units == sorted(units, key=lambda unit: unit.order)
    assert units == find_units(town, [QUESTION])
    assert units[0].voice.name == "Anna Kovacs"


def test_what_a_named_speaker_says_is_looked_at_even_where_others_are_nearer(
    town: Collection,
) -> None:
    small = Reach(nearest=2, by_words=1, own=8, read=4)
    stein = _id(town, "Paula Stein")
    asked = "How many people did the ferry carry?"
    others = find_units(town, [asked], reach=small)
    assert stein not in {u.voice.speaker_id for u in others}
    own = [
        u for u in find_units(town, [asked], speaker_ids=[stein], reach=small)
        if u.voice.speaker_id == stein
    ]  # fmt: skip
    assert {u.text for u in own} == {
        "Analyst Paula Stein said that the ferry is loved by the whole of the town.",
        "the ferry is far too old for that",
    }


def test_named_speakers_have_half_of_the_places_and_the_nearest_has_one(
    town: Collection,
) -> None:
    stein, asked = _id(town, "Paula Stein"), "How many people did the ferry carry?"
    four = replace(REACH, read=4, by_words=0)
    units = find_units(town, [asked], speaker_ids=[stein], reach=four)
    own = [u.voice.speaker_id == stein for u in units]
    assert own.count(True) == 2
    assert find_units(town, [asked], reach=four)[0] in units


def test_other_wordings_bring_up_more(town: Collection) -> None:
    small = Reach(nearest=2, by_words=0, own=0)
    alone = find_units(town, [QUESTION], reach=small)
    both = find_units(town, [QUESTION, "Where did it rain in the north?"], reach=small)
    assert WEATHER not in {u.text for u in alone}
    assert WEATHER in {u.text for u in both}


def test_words_alone_bring_up_a_sentence(town: Collection) -> None:
    by_words = Reach(nearest=0, by_words=4, own=0)
    units = find_units(town, ["rained north"], reach=by_words)
    assert WEATHER in {u.text for u in units}
    near = {u.text: u.cosine for u in find_units(town, ["rained north"])}
    assert all(u.cosine == near[u.text] for u in units), "as near as they are"


def test_each_of_two_speakers_has_places(town: Collection) -> None:
    small = Reach(nearest=1, by_words=0, own=2, read=6)
    ids = [_id(town, name) for name in ("Paula Stein", "Otto Lind", "Anna Kovacs")]
    units = find_units(town, ["How many people did the ferry carry?"], speaker_ids=ids, reach=small)
    assert {*ids} <= {u.voice.speaker_id for u in units}


def test_filters_hold_for_everything_that_is_found(town: Collection) -> None:
    late = find_units(town, [QUESTION], Filter(since=date(2025, 1, 2)))
    assert {u.article.title for u in late} == {"Evening"}
    stein, lind = _id(town, "Paula Stein"), _id(town, "Otto Lind")
    own = find_units(town, ["What is old?"], Filter(speaker_ids=(stein,)))
    assert {u.voice.speaker_id for u in own} == {stein}
    other = find_units(town, ["What is old?"], Filter(speaker_ids=(stein,)), speaker_ids=[lind])
    assert {u.voice.speaker_id for u in other} == {stein}


def test_each_unit_is_read_with_the_question(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = script(monkeypatch, {"will be sold": ANSWERS})
    units = find_units(town, [QUESTION])
    found = read_units(Question(QUESTION, "who"), units)
    assert reader.asked == [QUESTION]
    assert reader.units == [u.read for u in units]
    assert [e.unit for e in found] == units
    for one in found:
        assert one.reading == (ANSWERS if "will be sold" in one.unit.text else UNRELATED)
    assert read_units(Question(QUESTION, "who"), []) == []


def test_with_direct_quotations_only_others_take_no_places(tmp_path: Path) -> None:
    lines = [f"The ferry, “number {n}” of the line, will be sold in May." for n in range(2, 9)]
    article = Article(text=" ".join([*lines, "“Nobody has told the crew,” said Otto Lind."]))
    quotation = said(article, "Nobody has told the crew", name="Otto Lind", kind="direct")
    few = replace(REACH, read=3)
    with collect(tmp_path / "c", [article], given(quotation)) as collection:
        every = find_units(collection, [QUESTION], reach=few)
        found = find_units(collection, [QUESTION], Filter(direct=True), reach=few)
        told = find_units(collection, [QUESTION], Filter(reported=True))
    assert not any(unit.passes(Filter(direct=True)) for unit in every)
    assert [unit.text for unit in found] == ["Nobody has told the crew"]
    assert told == []  # the article's own words and a quotation: nobody's words are reported
