"""Statements that cannot both hold are found; those that can are not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

import rag
from index import Article, Collection, Filter
from index.types import Statement
from rag.comparing.conflicts import conflict_of
from rag.comparing.units import Unit, units_of
from rag.spelling import opposites
from tests.rag.spoken import collect

TEXTS = {
    1: "Mayor Anna Kovacs said that the old Lidda ferry will be sold before winter. "
    "Driver Pavel Kovacs denied that the old Lidda ferry will be sold before winter.",
    2: "Mayor Anna Kovacs said that the old Lidda ferry will not be sold before winter.",
    3: "Engineer Tomas Havel said that traffic on the Lidda bridge has increased since spring. "
    "Analyst Paula Stein said that traffic on the Lidda bridge has decreased since spring.",
    4: "Engineer Tomas Havel said that the mill on Canal Street employs 40 weavers. "
    "Analyst Paula Stein said that the mill on Canal Street employs 65 weavers.",
    5: "Analyst Paula Stein said that it is a good thing for the town.",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """One article a month."""
    articles = [
        Article(text=text, title=f"Report {month}", published=date(2025, month, 1))
        for month, text in TEXTS.items()
    ]
    with collect(tmp_path_factory.mktemp("town") / "c", articles) as collection:
        yield collection


def test_each_kind_is_found_with_both_sides(town: Collection) -> None:
    found = rag.contradictions(town)
    kinds = {pair.kind: pair for pair in found.pairs}
    assert set(kinds) == {"negation", "opposite", "number"}
    assert kinds["number"].words == ("40", "65")
    assert set(kinds["opposite"].words) == {"increas", "decreas"}
    assert found.statements == 8
    confidences = [pair.confidence for pair in found.pairs]
    assert confidences == sorted(confidences, reverse=True)


def test_every_quote_is_a_slice_and_shows_the_denial(town: Collection) -> None:
    for pair in rag.contradictions(town).pairs:
        for side in (pair.first, pair.second):
            text = town.article(side.quote.article_id).text
            assert text[side.quote.start : side.quote.end] == side.quote.text
            if side.voice.name == "Pavel Kovacs":
                assert "denied" in side.quote.text


def test_a_change_of_mind_is_told_from_a_dispute(town: Collection) -> None:
    changed = rag.contradictions(town, changed=True).pairs
    assert [(p.first.voice.name, p.second.voice.name) for p in changed] == [
        ("Anna Kovacs", "Anna Kovacs")
    ]
    assert changed[0].first.source.published == date(2025, 1, 1)
    assert changed[0].second.source.published == date(2025, 2, 1)


def test_limits_topics_and_progress(town: Collection) -> None:
    seen: list[str] = []
    found = rag.contradictions(
        town, about="weavers in the mill", progress=lambda stage, done, total: seen.append(stage)
    )
    assert any(pair.kind == "number" for pair in found.pairs)
    assert {"reading", "comparing"} == set(seen)
    early = rag.contradictions(town, Filter(until=date(2025, 1, 31)))
    assert [pair.kind for pair in early.pairs] == ["negation"]
    assert rag.contradictions(town, Filter(since=date(2030, 1, 1))).pairs == ()
    assert len(rag.contradictions(town, limit=1).pairs) == 1
    assert rag.contradictions(town).to_dict() == rag.contradictions(town).to_dict()


def _units(said: str, speaker: str = "Kovacs") -> list[Unit]:
    article = Article(text=f"She said {said}.")
    statement = Statement(article.id, content=((9, 9 + len(said)),), cue=(4, 8), id=len(said))
    return units_of(article, statement, [speaker])


def _clash(one: str, other: str) -> bool:
    weights = dict.fromkeys(
        {w for said in (one, other) for unit in _units(said) for w in unit.words}, 4.0
    )
    return any(conflict_of(a, b, weights) for a in _units(one) for b in _units(other))


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("that Holm sold the ferry", "that Holm never sold the ferry", True),
        ("that Holm sold the ferry", "that Holm sold the ferry", False),
        ("that Holm sold the ferry", "that Sund never sold the ferry", False),
        ("that he sold the old ferry", "that she never sold the old ferry", False),
        ("that Holm sold the ferry", "that Holm will never sell the ferry", False),
        ("that Holm should sell the ferry", "that Holm does not sell the ferry", False),
        ("that Holm sold the ferry if he could", "that Holm never sold the ferry", False),
        ("that Holm not only sold the ferry", "that Holm sold the ferry", False),
        ("that the ferry carries 40 passengers", "that the ferry carries 60 passengers", True),
        (
            "that the ferry carries about 40 passengers",
            "that the ferry carries 60 passengers",
            False,
        ),
        ("that 40 percent of voters like ferries", "that 60 percent of voters like ferries", False),
    ],
)
def test_what_cannot_both_hold(one: str, other: str, clash: bool) -> None:
    assert _clash(one, other) is clash
    assert _clash(other, one) is clash


@pytest.mark.parametrize(
    "said",
    ["whether the ferry was sold", "how the ferry was sold", "to sell the ferry", "his ferry"],
)
def test_what_claims_nothing_has_no_units(said: str) -> None:
    assert _units(said) == []


def test_opposites_go_both_ways() -> None:
    table = opposites()
    assert all(word in table[other] for word, others in table.items() for other in others)
