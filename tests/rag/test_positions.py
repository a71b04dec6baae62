"""Who affirms, denies, hedges and reports, on statements that are known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import rag
from index import Article, Collection, Filter, open_collection
from rag.exceptions import EmptyQuestion
from tests.rag.spoken import collect

TEXTS = [
    "Mayor Anna Kovacs said that the ferry will be sold. The harbour was quiet.",
    "Driver Pavel Kovacs denied that the ferry will be sold. Nobody else came.",
    "Analyst Paula Stein said that the ferry may be sold. She left early.",
    "Senator Ines Falk asked whether the ferry will be sold. It rained.",
    "Mayor Anna Kovacs said that the ferry will not be sold. The wind turned.",
    "Engineer Tomas Havel said that prices of tea are high. That is all.",
]
REPRINT = "Mayor Anna Kovacs said that the ferry will be sold. Rain is expected in the north."


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


def _names(found: rag.Positions, side: str) -> set[str]:
    return {position.voice.name for position in found.held if position.stance == side}


def test_everybody_stands_on_the_right_side(town: Collection) -> None:
    found = rag.positions(town, "the ferry will be sold")
    assert _names(found, "affirm") == {"Anna Kovacs"}
    assert _names(found, "deny") == {"Anna Kovacs", "Pavel Kovacs"}
    assert _names(found, "conditional") == {"Paula Stein"}
    assert _names(found, "report") == {"Ines Falk"}
    assert [p.voice.role for p in found.side("affirm")] == ["mayor"]


def test_quotes_are_slices_with_numbers(town: Collection) -> None:
    found = rag.positions(town, "the ferry will be sold")
    numbers = []
    for position in found.held:
        for said in position.quotes:
            quote = said.citation.quote
            assert town.article(quote.article_id).text[quote.start : quote.end] == quote.text
            numbers.append(said.citation.number)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


def test_a_reprint_is_no_further_quote(town: Collection) -> None:
    (mayor,) = rag.positions(town, "the ferry will be sold").side("affirm")
    assert len(mayor.quotes) == 1
    assert len(mayor.quotes[0].copies) == 1


def test_a_changed_position_is_shown_by_date(town: Collection) -> None:
    (changed,) = rag.positions(town, "the ferry will be sold").changed
    assert changed.voice.name == "Anna Kovacs"
    said = [(s.citation.source.published, s.stance) for s in changed.quotes]
    assert said == [(date(2025, 1, 1), "affirm"), (date(2025, 5, 1), "deny")]
    early = rag.positions(town, "the ferry will be sold", Filter(until=date(2025, 4, 30)))
    assert early.changed == ()


def test_a_denied_proposition_turns_the_sides(town: Collection) -> None:
    found = rag.positions(town, "the ferry will not be sold")
    assert "Pavel Kovacs" in _names(found, "affirm")
    assert "Anna Kovacs" in _names(found, "deny")


def test_a_question_will_do_as_well(town: Collection) -> None:
    plain = rag.positions(town, "the ferry will be sold").to_dict()
    asked = rag.positions(town, "Who says that the ferry will be sold?").to_dict()
    assert asked == plain


def test_silence_says_why(town: Collection, tmp_path: Path) -> None:
    nothing = rag.positions(town, "volcanoes in Iceland will erupt")
    assert not nothing
    assert (nothing.reason, nothing.held) == ("no_topic", ())
    assert nothing.message.startswith("Nothing in the collection speaks of this")
    with open_collection(tmp_path / "empty", create=True) as empty:
        assert rag.positions(empty, "prices will fall").reason == "empty_collection"
    with pytest.raises(EmptyQuestion, match="nothing is proposed"):
        rag.positions(town, " ?")


def test_the_sample_articles(news: Collection) -> None:
    found = rag.positions(news, "Azerbaijan will seek NATO membership")
    assert "Konstantin Sivkov" in _names(found, "affirm") | _names(found, "conditional")
    assert {"Stanislav Tkachenko", "Rasim Musabayov"} & _names(found, "deny")
    assert "Konstantin Sivkov" not in _names(found, "deny")
