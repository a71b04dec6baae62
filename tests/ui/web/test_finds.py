"""The Search tab: what a query finds, as HTML, by article and the newest first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from index import Article, Collection, Filter, TextQuery, open_collection
from ui.web.desk import Desk
from ui.web.finds import found_list, found_passages
from ui.web.panels.search import SearchPanel
from ui.web.within import Within

ARTICLES = {
    "mill": "The old mill turns again. The miller's son said flour will be cheap.",
    "bridge": "The bridge to the mill is closed, and the night\nferry runs.",
    "quay": "The quay is safe. Nobody takes the ferry by night & fog.",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Three short articles of three days."""
    with open_collection(tmp_path_factory.mktemp("town") / "town", create=True) as collection:
        collection.add(
            Article(text=text, title=name, source=name.upper(), published=date(2025, 3, day))
            for day, (name, text) in enumerate(ARTICLES.items(), start=1)
        )
        yield Desk(collection)


def titles(town: Desk, query: str, where: Filter | None = None) -> list[str]:
    collection: Collection = town.collection
    found = found_passages(collection, TextQuery(query), town.rows(), where or Filter())
    return [collection.article(passages[0].article_id).title for passages in found]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("MILL", ["bridge", "mill"]),
        ("ferry night", ["quay", "bridge"]),
        ('"night ferry"', ["bridge"]),
        ("flour OR quay", ["quay", "mill"]),
        ("(flour OR ferry) NOT quay", ["bridge", "mill"]),
        ("submarine", []),
    ],
)
def test_all_that_fits_is_found_and_the_newest_stands_first(
    town: Desk, query: str, found: list[str]
) -> None:
    assert titles(town, query) == found


def test_filters_hold(town: Desk) -> None:
    assert titles(town, "ferry", Filter(sources=("quay",))) == ["quay"]
    assert titles(town, "ferry", Filter(until=date(2025, 3, 2))) == ["bridge"]
    assert titles(town, "ferry", Filter(speaker_ids=(0,))) == []


def test_the_words_are_marked_as_they_stand_in_the_article(town: Desk) -> None:
    query = TextQuery('"night ferry" OR fog')
    found = found_passages(town.collection, query, town.rows(), Filter())
    html = found_list(town.collection, query, found, "the query")
    assert re.findall("<mark>(.*?)</mark>", html, re.S) == ["fog", "night\nferry"]
    assert "Nobody takes the ferry by night &amp; <mark>fog</mark>." in html
    assert "2 passages in 2 articles, the newest first" in html
    assert "Show 1 more" in found_list(town.collection, query, found, "the query", shown=1)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("ferry AND", "After AND there is nothing to look for"),
        ("NOT ferry", "Everything is under NOT"),
        ('"ferry <b>', "is never closed"),
        ("x" * 501, "at most 500 characters"),
    ],
)
def test_a_broken_query_is_told_where_it_is_broken(town: Desk, query: str, told: str) -> None:
    html, _ = SearchPanel(town).look(query, Within())
    assert 'role="alert"' in html
    assert told in html
    assert "<b>" not in html


def test_nothing_found_is_said_with_the_filters(town: Desk) -> None:
    panel = SearchPanel(town)
    assert "No article has submarine." in panel.look("submarine", Within())[0]
    assert "within these filters" in panel.look("ferry", Within(outlet="MILL"))[0]
