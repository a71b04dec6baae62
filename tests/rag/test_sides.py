"""Articles on both sides of a claim, on the sample articles."""

from __future__ import annotations

import pytest

import rag
from index import Collection
from index.types import Filter


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


def test_nothing_is_found_in_an_empty_filter(news: Collection) -> None:
    where = Filter(sources=("Nobody's Gazette",))
    assert rag.search_sides(news, "Azerbaijan will join NATO", where=where) == []
