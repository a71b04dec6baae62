"""Full-text queries: phrases as they are written, AND, OR, NOT, and what is wrong with a query."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Collection, Filter, TextQuery, open_collection
from index.exceptions import QueryError
from index.fulltext import has_operators

TEXTS = {
    "ferry": "The night ferry sails at ten. Café owners like the ferries.",
    "bus": "The bus runs by night; a ferry does not. The council’s bus is new.",
    "toll": "A toll on the night-ferry was refused. It is what it is.",
    "park": "The park opens in May.",
}


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    with open_collection(tmp_path_factory.mktemp("texts") / "c", create=True) as opened:
        opened.add(
            Article(text=text, title=f"About {name}s", source=name, published=date(2026, 1, day))
            for day, (name, text) in enumerate(TEXTS.items(), 1)
        )
        yield opened


def found(collection: Collection, query: str, where: Filter | None = None) -> set[str]:
    hits = collection.search_text(TextQuery(query), 10, where)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    return {collection.article(hit.passage.article_id).source for hit in hits}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"night ferry"', {"ferry", "toll"}),
        ('"NIGHT  Ferry"', {"ferry", "toll"}),
        ("“night ferry”", {"ferry", "toll"}),
        ('"ferry night"', set()),
        ('"the ferries"', {"ferry"}),
        ("ferries", {"ferry", "bus", "toll"}),
        ('"ferries"', {"ferry"}),
        ("ferry AND bus", {"bus"}),
        ("ferry bus", {"bus"}),
        ("bus OR toll", {"bus", "toll"}),
        ("ferry NOT bus", {"ferry", "toll"}),
        ("ferry AND NOT (bus OR toll)", {"ferry"}),
        ("park OR ferry AND bus", {"park", "bus"}),
        ("(park OR ferry) AND bus", {"bus"}),
        ("the ferry AND bus", {"bus"}),
        ('"cafe owners"', {"ferry"}),
        ('"council\'s bus"', {"bus"}),
        ("night-ferry", {"ferry", "toll"}),
        ('"it is what it is"', {"toll"}),
        ('"the night"', {"ferry", "toll"}),
        ("submarine OR park", {"park"}),
        ("submarine", set()),
        ("abouts", set()),  # a title is not what a passage says
    ],
)
def test_what_a_query_finds(collection: Collection, query: str, expected: set[str]) -> None:
    assert found(collection, query) == expected


def test_filters_hold(collection: Collection) -> None:
    assert found(collection, "ferry", Filter(sources=("bus", "park"))) == {"bus"}
    assert found(collection, '"night ferry"', Filter(since=date(2026, 1, 2))) == {"toll"}
    assert found(collection, '"it is what it is"', Filter(sources=("park",))) == set()


def test_no_more_than_asked_for(collection: Collection) -> None:
    assert len(collection.search_text(TextQuery("ferry"), 2)) == 2
    assert collection.search_text(TextQuery("ferry"), 0) == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ('"night ferry', "never closed"),
        ('night "', "never closed"),
        ("(bus OR toll", r"\"\(\" is never closed"),
        ("bus)", r"has no \"\(\""),
        ("bus AND", "after AND there is nothing"),
        ("OR bus", "before OR there is nothing"),
        ("bus AND OR toll", "after AND"),
        ("bus AND AND toll", "after AND"),
        ("NOT", "after NOT"),
        ("NOT bus", "everything is under NOT"),
        ("NOT (NOT bus)", "everything is under NOT"),
        ('""', "between the quotation marks"),
        ('"…"', "between the quotation marks"),
        ("()", "there is nothing"),
        ("the of", "no word with a meaning"),
        ("(" * 60 + "bus" + ")" * 60, "more than 50"),
        ("", "there is nothing"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(query: str, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        TextQuery(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"night ferry"', ["night ferry"]),
        ("ferry", ["ferry", "ferries"]),
        ('ferries OR "the ferries"', ["ferry", "the ferries", "ferries"]),
        ('"cafe owners"', ["Café owners"]),
        ("ferry NOT toll", ["ferry", "ferries"]),
        ('"sails at" AND night', ["night", "sails at"]),
    ],
)
def test_where_the_words_stand(query: str, expected: list[str]) -> None:
    text = TEXTS["ferry"]
    assert [text[start:end] for start, end in TextQuery(query).spans(text)] == expected


@given(
    st.lists(
        st.sampled_from(
            ["bus", '"a ferry does"', "(toll OR park)", "OR", "AND", "the", "night-ferry"]
        )
    )
)
def test_what_fits_has_its_words_somewhere(parts: list[str]) -> None:
    try:
        query = TextQuery(" ".join(parts))
    except QueryError:
        return
    for text in TEXTS.values():
        assert not query.fits(text) or query.spans(text)


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*'()" “', "AND", "OR", "NOT", "bus", "the", "é", "\ud800", "\0"])))
def test_any_query_is_read_or_refused(parts: list[str]) -> None:
    try:
        query = TextQuery(" ".join(parts))
    except QueryError:
        return
    assert query.required <= set(query.stems)
    query.fits("The bus.")


def test_what_is_a_query_and_what_a_question() -> None:
    assert has_operators('who says "never"?')
    assert has_operators("bus AND toll")
    assert not has_operators("Andorra and the north")
