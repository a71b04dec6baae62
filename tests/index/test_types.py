"""The promise "verbatim": a Quote is a slice and nothing else."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.exceptions import EmptyArticle, QuoteError
from index.types import Article, Quote, Statement, canonical_text

TEXTS = st.text(min_size=1).map(canonical_text).filter(str.strip)


@given(TEXTS, st.data())
def test_a_quote_is_always_the_slice_it_names(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = Article(text=text).quote(start, end)
    assert quote.text == text[start:end]
    assert quote.to_dict()["text"] == text[start:end]


@given(TEXTS, st.integers(-5, 400), st.integers(-5, 400))
def test_a_span_outside_the_article_is_refused(text: str, start: int, end: int) -> None:
    article = Article(text=text)
    if 0 <= start < end <= len(text):
        assert article.quote(start, end).text
    else:
        with pytest.raises(QuoteError, match=article.id):
            article.quote(start, end)


def test_a_quote_cannot_be_made_from_a_text_nor_changed() -> None:
    article = Article(text="Prices will fall, she said.")
    with pytest.raises(TypeError):
        Quote("Prices will rise")  # type: ignore[call-arg, arg-type]
    quote = article.quote(0, 16)
    with pytest.raises(AttributeError):
        quote.text = "Prices will rise"
    with pytest.raises(AttributeError):
        del quote.text
    assert quote == article.quote(0, 16)
    assert len({quote, article.quote(0, 16)}) == 1
    assert "Prices will fall" in repr(quote)


@given(TEXTS, TEXTS)
def test_the_id_of_an_article_follows_its_text(one: str, other: str) -> None:
    assert (Article(text=one).id == Article(text=other).id) == (one == other)


def test_the_id_depends_on_the_bibliographic_fields_and_not_on_the_path() -> None:
    article = Article(text="Words.", title="A", published=date(2026, 1, 2), path="a.txt")
    assert dataclasses.replace(article, path="b.txt").id == article.id
    assert dataclasses.replace(article, title="B").id != article.id
    assert dataclasses.replace(article, published=None).id != article.id


def test_an_empty_article_is_refused_by_name() -> None:
    with pytest.raises(EmptyArticle, match=r"a\.txt"):
        Article(text=" \n", path="a.txt")
    with pytest.raises(EmptyArticle, match="canonical"):
        Article(text="one\r\ntwo")


@given(st.text())
def test_canonical_text_is_stable(text: str) -> None:
    once = canonical_text(text)
    assert canonical_text(once) == once
    assert "\r" not in once


def test_a_statement_spans_all_its_parts() -> None:
    statement = Statement("a", content=((5, 9), (20, 30)), source=((31, 40),), cue=(41, 45))
    assert (statement.start, statement.end) == (5, 45)
