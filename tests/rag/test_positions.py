"""Who affirms, denies, hedges and reports, on statements and readings that are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import rag
from index import Article, Collection, Filter, open_collection
from rag.exceptions import EmptyQuestion
from rag.reader import Reading
from tests.rag.scripted import ANSWERS, HEDGED, OPPOSITE, RELATED, script
from tests.rag.spoken import collect

FILLER = (
    "The harbour lies beside the old canal, which was dug by hand and is crossed by two narrow "
    "bridges. A market is held in its yard on the first Saturday of every month, and the flower "
    "stalls are known far beyond the valley. Visitors reach it by the branch line, which leaves "
    "the main station twice an hour and takes about ten minutes."
)
TEXTS = [
    f"Mayor Anna Kovacs said that the ferry will be sold. {FILLER}",
    "Driver Pavel Kovacs denied that the ferry will be sold. Nobody else came.",
    "Analyst Paula Stein said that the ferry may be sold. She left early.",
    "Senator Ines Falk asked whether the ferry will be sold. It rained.",
    "Mayor Anna Kovacs said that the ferry will not be sold. The wind turned.",
    "Engineer Tomas Havel said that prices of tea are high. That is all.",
]
REPRINT = f"{TEXTS[0]} Rain is expected in the north."


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """One article a month, the last one without a date."""
    articles = [
        Article(text=text, title=f"Report {n}", published=date(2025, n, 1))
        for n, text in enumerate(TEXTS, start=1)
    ]
    articles.append(Article(text=REPRINT, title="Reprint", source="Evening Post"))
    with collect(tmp_path_factory.mktemp("town") / "c", articles) as collection:
        yield collection


SIDES = {
    "will not be sold": Reading(0.05, 0.8, 0.05, 0.05, 0.05),
    "denied": OPPOSITE,
    "may be sold": HEDGED,
    "asked whether": RELATED,
    "will be sold": ANSWERS,
}
CLAIM = "the ferry will be sold"


@pytest.fixture
def sides(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that has each sentence on its side."""
    script(monkeypatch, SIDES)


def _names(found: rag.Positions, side: str) -> set[str]:
    return {position.voice.name for position in found.held if position.stance == side}


@pytest.mark.usefixtures("sides")
def test_everybody_stands_on_the_side_that_was_read(town: Collection) -> None:
    found = rag.positions(town, CLAIM)
    assert _names(found, "affirm") == {"Anna Kovacs"}
    assert _names(found, "deny") == {"Anna Kovacs", "Pavel Kovacs"}
    assert _names(found, "conditional") == {"Paula Stein"}
    assert _names(found, "report") == {"Ines Falk"}
    assert [p.voice.role for p in found.side("affirm")] == ["mayor"]


@pytest.mark.usefixtures("sides")
def test_quotes_are_slices_with_numbers(town: Collection) -> None:
    found = rag.positions(town, CLAIM)
    numbers = []
    for position in found.held:
        for said in position.quotes:
            quote = said.citation.quote
            assert town.article(quote.article_id).text[quote.start : quote.end] == quote.text
            assert said.stance == position.stance
            numbers.append(said.citation.number)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.usefixtures("sides")
def test_each_side_shows_as_many_voices_as_wanted(town: Collection) -> None:
    found = rag.positions(town, CLAIM, limit=1)
    for side in ("affirm", "deny", "conditional", "report"):
        assert len(found.side(side)) == 1


def test_whose_side_is_in_doubt_stands_once_with_the_words_of_both(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubtful = {
        "Kovacs said that the ferry will be sold": Reading(0.05, 0.05, 0.2, 0.6, 0.1),
        "will not be sold": Reading(0.05, 0.2, 0.05, 0.6, 0.1),
        "may be sold": ANSWERS,
        "asked whether": RELATED,
    }
    script(monkeypatch, doubtful)
    report = [p for p in rag.positions(town, CLAIM).side("report") if p.voice.speaker_id]
    names = [p.voice.name for p in report]
    assert sorted(names) == ["Anna Kovacs", "Ines Falk"]
    (mayor,) = (p for p in report if p.voice.name == "Anna Kovacs")
    assert len(mayor.quotes) == 2
    script(monkeypatch, {**doubtful, "Kovacs said that the ferry will be sold": ANSWERS})
    found = rag.positions(town, CLAIM)
    assert "Anna Kovacs" in _names(found, "affirm")
    assert "Anna Kovacs" not in _names(found, "report"), "whoever has a side is not without one"


@pytest.mark.usefixtures("sides")
def test_a_reprint_is_no_further_quote(town: Collection) -> None:
    (mayor,) = rag.positions(town, CLAIM).side("affirm")
    assert len(mayor.quotes) == 1
    shown = {mayor.quotes[0].citation.source.title, *(c.title for c in mayor.quotes[0].copies)}
    assert shown == {"Report 1", "Reprint"}


@pytest.mark.usefixtures("sides")
def test_a_changed_position_is_shown_by_date(town: Collection) -> None:
    (changed,) = rag.positions(town, CLAIM).changed
    assert changed.voice.name == "Anna Kovacs"
    said = [(s.citation.source.published, s.stance) for s in changed.quotes]
    assert said == [(date(2025, 1, 1), "affirm"), (date(2025, 5, 1), "deny")]
    early = rag.positions(town, CLAIM, Filter(until=date(2025, 4, 30)))
    assert early.changed == ()


def test_a_claim_is_read_as_the_question_who_holds_it(
    town: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = script(monkeypatch, SIDES)
    plain = rag.positions(town, CLAIM)
    asked = rag.positions(town, "who says that the ferry will be sold")
    assert reader.asked == [f"Who says that {CLAIM}?", "who says that the ferry will be sold?"]
    assert _names(asked, "affirm") == _names(plain, "affirm")
    assert rag.positions(town, f"  {CLAIM} ").to_dict() == plain.to_dict()


def test_silence_says_why(
    town: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {})
    nothing = rag.positions(town, "volcanoes in Iceland will erupt")
    assert not nothing
    assert (nothing.reason, nothing.held) == ("no_topic", ())
    assert nothing.message.startswith("We found nothing on this")
    assert nothing.nearest
    script(monkeypatch, {"asked whether": RELATED})
    assert rag.positions(town, CLAIM).reason == "no_claim"
    with open_collection(tmp_path / "empty", create=True) as empty:
        assert rag.positions(empty, "prices will fall").reason == "empty_collection"
    with pytest.raises(EmptyQuestion, match="give a claim"):
        rag.positions(town, " ?")


@pytest.mark.usefixtures("sides")
def test_the_answer_to_a_question_stands_on_the_same_sides(town: Collection) -> None:
    answer = rag.ask(town, "Who says that the ferry will be sold?", limit=10)
    found = rag.positions(town, "Who says that the ferry will be sold?")
    by_number = {c.number: c.voice.name for c in answer.citations}
    shown = {(by_number[s.citations[0]], s.stance) for s in answer.sentences}
    assert {stance for _, stance in shown} == {"affirm", "conditional", "deny"}
    assert shown <= {(position.voice.name, position.stance) for position in found.held}


def test_somebody_who_says_so_in_the_same_words_is_found(town: Collection) -> None:
    found = rag.positions(town, CLAIM)
    assert "Anna Kovacs" in _names(found, "affirm")
    assert "Tomas Havel" not in _names(found, "affirm") | _names(found, "deny")
