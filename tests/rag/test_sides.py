"""Articles on both sides of a claim, on the sample articles."""

from __future__ import annotations

import pytest

import rag
from index import Collection
from index.types import Filter
from rag.retrieval.sides import PASSAGES, find_articles


@pytest.mark.parametrize("claim", ["Azerbaijan will join NATO", "Will Azerbaijan join NATO?"])
def test_those_who_deny_a_claim_come_up(news: Collection, claim: str) -> None:
    found = rag.search_sides(news, claim, k=10)
    titles = [evidence.source.title for evidence in found]
    assert len(set(titles)) == len(titles) == 10
    assert "Partnership yes, membership no, Musabayov says" in titles[:3]
    assert "Will Baku ask to join? Two Russian experts disagree" in titles


def test_every_piece_is_a_slice_of_its_article_and_runs_repeat(news: Collection) -> None:
    found = rag.search_sides(news, "The reform makes the army stronger", k=6)
    for evidence in found:
        quote = evidence.quote
        assert news.article(quote.article_id).text[quote.start : quote.end] == quote.text
    assert found == rag.search_sides(news, "The reform makes the army stronger", k=6)


def test_an_article_comes_with_its_places_in_both_searches(news: Collection) -> None:
    found = find_articles(news, "Azerbaijan will join NATO", depth=8)
    assert len({f.id for f in found}) == len(found) == 8
    assert all(f.passage.article_id == f.id for f in found)
    for places in ([f.by_meaning for f in found], [f.by_words for f in found]):
        known = [p for p in places if p != PASSAGES]
        assert len(set(known)) == len(known)
        assert min(known) < 2
    first = news.search_lexical("Azerbaijan will join NATO", 1)[0].passage.article_id
    assert [f.by_words for f in found if f.id == first] == [0]


def test_nothing_is_found_in_an_empty_filter(news: Collection) -> None:
    where = Filter(sources=("Nobody's Gazette",))
    assert rag.search_sides(news, "Azerbaijan will join NATO", where=where) == []
