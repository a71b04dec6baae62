"""Statements that cannot both hold are found by reading each as to the other's claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import rag
from index import Article, Collection, Filter, open_collection
from index.corrections import Correction
from rag.comparing.contradictions import Reach
from rag.comparing.opposed import claims_of, nearest_pairs
from rag.reader import Reading, UnitText, load
from tests.rag.scripted import ANSWERS, OPPOSITE, UNRELATED
from tests.rag.spoken import collect, given, said

SOLD = "the old Lidda ferry will be sold before winter"
KEPT = "the old Lidda ferry stays in the hands of the town"
TEXTS = {
    1: f"Mayor Anna Kovacs said that {SOLD}. Driver Pavel Kovacs denied that {SOLD}.",
    2: f"Mayor Anna Kovacs said that {KEPT}.",
    3: "Engineer Tomas Havel said that the mill on Canal Street employs 40 weavers. "
    "Analyst Paula Stein said that the mill on Canal Street employs 65 weavers.",
    4: "Analyst Paula Stein asked whether the ferry is a good thing? "
    f"Engineer Tomas Havel said that {KEPT}.",
}


class PairReader:
    """Takes a unit for the opposite of a claim where the words of the two stand in one row of a
    list, for the same where it has the claim's words; remembers what it was given."""

    def __init__(self, *opposed: tuple[str, str]) -> None:
        self.opposed = opposed
        self.was_read: list[tuple[str, str]] = []

    @property
    def version(self) -> str:
        """Another one for each list."""
        return f"{type(self).__name__} {self.opposed}"

    def read(self, claims: Sequence[str], units: Sequence[UnitText]) -> list[Reading]:
        """As ``rag.reader.Reader.read``, with a claim for each unit."""
        pairs = [(claim, unit.unit) for claim, unit in zip(claims, units, strict=True)]
        self.was_read += pairs
        return [self._reading(*pair) for pair in pairs]

    def _reading(self, claim: str, unit: str) -> Reading:
        if any(one in claim and other in unit for one, other in self.opposed):
            return OPPOSITE
        return ANSWERS if claim.rstrip(".").lower() in unit.lower() else UNRELATED


def both_ways(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    """Pairs and the same turned."""
    return [*pairs, *((b, a) for a, b in pairs)]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """One article a month."""
    articles = [
        Article(text=text, title=f"Report {month}", published=date(2025, month, 1))
        for month, text in TEXTS.items()
    ]
    with collect(tmp_path_factory.mktemp("town") / "c", articles) as collection:
        yield collection


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> PairReader:
    """Sold against kept, sold against denied, and 40 against 65."""
    sale = "The old Lidda ferry will be sold", f"said that {SOLD}"
    reader = PairReader(
        *both_ways(("40", "65")),
        (sale[0], "stays"),
        ("stays", sale[1]),
        (sale[0], "denied"),
        ("denied", sale[1]),
    )
    monkeypatch.setattr("rag.comparing.contradictions.load", lambda: reader)
    return reader


def names(found: rag.Contradictions) -> set[frozenset[str]]:
    """Who is set against whom."""
    return {frozenset((p.first.voice.name, p.second.voice.name)) for p in found.pairs}


@pytest.mark.usefixtures("reader")
def test_pairs_are_found_whose_readings_are_opposite_both_ways(town: Collection) -> None:
    found = rag.contradictions(town)
    assert names(found) == {
        frozenset(("Anna Kovacs", "Pavel Kovacs")),
        frozenset(("Anna Kovacs",)),
        frozenset(("Anna Kovacs", "Tomas Havel")),
        frozenset(("Tomas Havel", "Paula Stein")),
    }
    assert found.statements == 7
    assert {pair.confidence for pair in found.pairs} == {OPPOSITE.opposite}
    assert rag.contradictions(town).to_dict() == found.to_dict()


def test_one_way_of_reading_is_not_enough_and_the_other_is_read_only_after_it(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for opposed in (("40", "65"), ("65", "40")):
        reader = PairReader(opposed)
        monkeypatch.setattr("rag.comparing.contradictions.load", lambda reader=reader: reader)
        assert rag.contradictions(town).pairs == ()
        turned = [pair[::-1] for pair in reader.was_read]
        again = [p for p in reader.was_read if "40" in p[0] and "65" in p[1]]
        assert len(again) == 1
        assert len(turned) <= 1 + len(
            nearest_pairs(town, claims_of(town, town.statements()), 8, 99)
        )


def test_the_bound_is_on_the_mean_of_both(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    half = Reading(0.1, 0.4, 0.1, 0.2, 0.2)

    class Unsure(PairReader):
        def _reading(self, claim: str, unit: str) -> Reading:
            reading = super()._reading(claim, unit)
            return half if reading is OPPOSITE and "65" in claim else reading

    reader = Unsure(*both_ways(("40", "65")))
    monkeypatch.setattr("rag.comparing.contradictions.load", lambda: reader)
    (pair,) = rag.contradictions(town, reach=Reach(opposite=0.65)).pairs
    assert pair.confidence == pytest.approx((OPPOSITE.opposite + 0.4) / 2)
    assert rag.contradictions(town, reach=Reach(opposite=0.66)).pairs == ()


@pytest.mark.usefixtures("reader")
def test_every_quote_is_a_slice_and_shows_the_denial(town: Collection) -> None:
    found = rag.contradictions(town).pairs
    assert any(side.voice.name == "Pavel Kovacs" for p in found for side in (p.first, p.second))
    for pair in found:
        for side in (pair.first, pair.second):
            text = town.article(side.quote.article_id).text
            assert text[side.quote.start : side.quote.end] == side.quote.text
            if side.voice.name == "Pavel Kovacs":
                assert "denied" in side.quote.text


@pytest.mark.usefixtures("reader")
def test_a_change_of_mind_is_told_from_a_dispute(town: Collection) -> None:
    changed = rag.contradictions(town, changed=True).pairs
    assert [(p.first.voice.name, p.second.voice.name) for p in changed] == [
        ("Anna Kovacs", "Anna Kovacs")
    ]
    assert changed[0].first.source.published == date(2025, 1, 1)
    assert changed[0].second.source.published == date(2025, 2, 1)


@pytest.mark.usefixtures("reader")
def test_limits_topics_and_progress(town: Collection) -> None:
    seen: list[tuple[str, int, int]] = []
    found = rag.contradictions(
        town, about="weavers in the mill", progress=lambda *step: seen.append(step)
    )
    assert frozenset(("Tomas Havel", "Paula Stein")) in names(found)
    assert {stage for stage, *_ in seen} == {"reading statements", "comparing statements"}
    assert all(0 < done <= total for _, done, total in seen)
    early = rag.contradictions(town, Filter(until=date(2025, 1, 31)))
    assert names(early) == {frozenset(("Anna Kovacs", "Pavel Kovacs"))}
    assert rag.contradictions(town, Filter(since=date(2030, 1, 1))).pairs == ()
    assert rag.contradictions(town, Filter(direct=True)).pairs == ()
    few = rag.contradictions(town, limit=1)
    assert (len(few.pairs), few.total) == (1, len(rag.contradictions(town).pairs))


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Paula Stein", {("Tomas Havel",)}),
        ("Pavel Kovacs", {("Anna Kovacs",)}),
        ("Anna Kovacs", {("Pavel Kovacs",), (), ("Tomas Havel",)}),
    ],
)
@pytest.mark.parametrize("about", ["", "the ferry and the mill"])
def test_whoever_is_named_is_set_against_everybody(
    town: Collection, name: str, others: set[tuple[str, ...]], about: str
) -> None:
    where = Filter(speaker_ids=tuple(s.id for s in town.speakers() if s.name == name))
    found = rag.contradictions(town, where, about=about)
    assert names(found) == {frozenset((name, *other)) for other in others}
    early = rag.contradictions(town, replace(where, until=date(2025, 1, 31)), about=about)
    assert names(early) <= {frozenset(("Anna Kovacs", "Pavel Kovacs"))}, "in these articles"


def test_claims_are_put_without_reporting_words_unless_these_deny(town: Collection) -> None:
    claims = [claim.text for claim in claims_of(town, town.statements())]
    assert set(claims) >= {
        "The old Lidda ferry will be sold before winter.",
        "Driver Pavel Kovacs denied that the old Lidda ferry will be sold before winter.",
    }
    assert len(claims) == 6, "a question claims nothing"


def test_nobody_is_held_against_themselves_in_one_article_and_few_pairs_are_read(
    town: Collection,
) -> None:
    claims = claims_of(town, town.statements())
    every = nearest_pairs(town, claims, len(claims), 1000)
    assert len(every) == len(set(every)) == len(claims) * (len(claims) - 1) // 2
    assert nearest_pairs(town, claims, len(claims), 3) == every[:3]
    assert nearest_pairs(town, claims, 9, 99, [2]) == [pair for pair in every if 2 in pair]
    assert nearest_pairs(town, claims[:1], 8, 1000) == nearest_pairs(town, [], 8, 1000) == []


def test_a_pair_is_read_where_each_is_among_what_is_nearest_to_the_other(town: Collection) -> None:
    claims = claims_of(town, town.statements())
    every = nearest_pairs(town, claims, len(claims), 1000)
    one = nearest_pairs(town, claims, 1, 1000)
    places = [place for pair in one for place in pair]
    assert one
    assert len(places) == len(set(places)), "nothing has two that are nearest"
    assert set(one) < set(every)
    assert one[0] == every[0]


def test_a_second_search_reads_nothing_again(tmp_path: Path, reader: PairReader) -> None:
    articles = [Article(text=text, title=f"Report {i}") for i, text in TEXTS.items()]
    with collect(tmp_path / "c", articles) as collection:
        found = rag.contradictions(collection)
        read = list(reader.was_read)
        assert read
        assert rag.contradictions(collection) == found
        assert rag.contradictions(collection, about="the ferry", changed=True).pairs
        assert reader.was_read == read

    with open_collection(tmp_path / "c", read_only=True) as collection:
        assert rag.contradictions(collection) == found
        assert reader.was_read == read
        reader.opposed += (("weavers", "ferry"),)  # other weights
        rag.contradictions(collection)
        assert len(reader.was_read) >= 2 * len(read)


def test_what_is_read_until_the_work_is_stopped_is_kept(
    tmp_path: Path, reader: PairReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rag.comparing.contradictions._BLOCK", 2)

    def stop(stage: str, done: int, total: int) -> None:
        if stage == "comparing statements" and done < total:
            raise InterruptedError

    articles = [Article(text=text, title=f"Report {i}") for i, text in TEXTS.items()]
    with collect(tmp_path / "c", articles) as collection:
        with pytest.raises(InterruptedError):
            rag.contradictions(collection, progress=stop)
        first = list(reader.was_read)
        assert first
        assert rag.contradictions(collection).pairs
        assert not set(first) & set(reader.was_read[len(first) :])


def test_what_is_corrected_is_read_again(tmp_path: Path, reader: PairReader) -> None:
    articles = [Article(text=text, title=f"Report {i}") for i, text in TEXTS.items()]
    with collect(tmp_path / "c", articles) as collection:
        rag.contradictions(collection)
        read = len(reader.was_read)
        collection.correct(Correction("role", ("Paula Stein",), role="weaver"))
        rag.contradictions(collection)
        assert read < len(reader.was_read) < 2 * read


@pytest.fixture
def council(tmp_path: Path) -> Iterator[Collection]:
    """Two who contradict each other three times over, in one article and a reprint of a part."""
    lines = ("the toll is high", "the toll is high indeed", "the toll is low")
    text = " ".join(
        f"{who} said {line}." for who, line in zip(("Ida", "Ida", "Otto"), lines, strict=True)
    )
    articles = [
        Article(text=text, title="Minutes"),
        Article(text=text.split(". ")[2], title="Copy"),
    ]
    held = [
        said(articles[0], line, name=f"{who} Holm", source=who, cue="said")
        for who, line in zip(("Ida", "Ida", "Otto"), lines, strict=True)
        if line != lines[0]
    ]
    held += [said(articles[1], lines[2], name="Otto Holm", source="Otto", cue="said")]
    with collect(tmp_path / "c", articles, given(*held)) as collection:
        yield collection


def test_the_same_words_of_a_speaker_are_read_once(council: Collection) -> None:
    claims = claims_of(council, council.statements())
    assert len(council.statements()) == 3
    assert [(c.unit.voice.name, c.text) for c in claims] == [
        ("Ida Holm", "The toll is high indeed."),
        ("Otto Holm", "The toll is low."),
    ]


TRUE = {
    "The bank raised its rates in May.": "The bank never raised its rates in May.",
    "The talks on the border will succeed.": "The talks on the border will fail.",
}


def test_the_reader_itself_finds_what_cannot_both_hold(tmp_path: Path) -> None:
    texts = [text for pair in TRUE.items() for text in pair]
    texts += ["The museum opens a new hall for old ships."]
    speakers = ("Mayor Anna Kovacs", "Driver Pavel Lind", "Engineer Tomas Havel",
                "Analyst Paula Stein", "Curator Ida Holm")  # fmt: skip
    articles = [
        Article(text=f"{who} said that {text[0].lower()}{text[1:]}", title="Briefing")
        for who, text in zip(speakers, texts, strict=True)
    ]
    with collect(tmp_path / "c", articles) as collection:
        found = rag.contradictions(collection)
    assert names(found) == {
        frozenset(("Anna Kovacs", "Pavel Lind")), frozenset(("Tomas Havel", "Paula Stein"))
    }  # fmt: skip


def test_several_claims_read_together_are_each_read_as_alone() -> None:
    pairs = [(claim, UnitText(unit)) for claim, unit in TRUE.items()]
    alone = [load().read(claim, [unit])[0] for claim, unit in pairs]
    assert load().read([claim for claim, _ in pairs], [unit for _, unit in pairs]) == alone
    assert load().read([], []) == load().read("Who says so?", []) == []
