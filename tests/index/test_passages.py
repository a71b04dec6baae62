"""Passages: whole sentences, never more than the encoder reads, everything covered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import load_encoder
from index.exceptions import EncoderError
from index.passages import TARGET, context_header, contextual_text, split_passages
from index.sentences import split_sentences
from index.types import Article, Span, canonical_text

ENCODER = load_encoder()
LIMIT = ENCODER.max_tokens
WORDS = (
    *("the", "river", "court", "of", "minister", "Šekerinska", "extraordinarily", "2026"),
    *(",", "“no”", "x", "Ankara", "über", "日本"),
)

SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=60).map(
    lambda words: " ".join(words).capitalize() + "."
)
TEXTS = st.lists(
    st.tuples(SENTENCES, st.sampled_from([" ", " ", "\n", "\n\n"])), min_size=1, max_size=30
).map(lambda parts: canonical_text("".join(a + b for a, b in parts)))


def article(text: str, title: str = "A title", source: str = "The Paper") -> Article:
    return Article(text=text, title=title, source=source, published=date(2026, 1, 22))


def passages_of(article: Article) -> tuple[list[Span], list[Span]]:
    sentences = split_sentences(article.text, article.boilerplate)
    header = ENCODER.count_tokens([context_header(article)])[0]
    return sentences, split_passages(
        article.text, sentences, ENCODER.count_tokens, max_tokens=LIMIT, title_tokens=header
    )


def tokens(article: Article, spans: Sequence[Span]) -> list[int]:
    return ENCODER.count_tokens([contextual_text(article, span) for span in spans])


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_passages_fit_and_cover_every_sentence_whole(text: str) -> None:
    item = article(text)
    sentences, passages = passages_of(item)
    assert max(tokens(item, passages)) <= LIMIT
    assert passages == sorted(passages)
    assert all(a < b for a, b in passages)
    assert all(p[1] <= q[0] for p, q in pairwise(passages))
    starts = {a for a, _ in sentences}
    ends = {b for _, b in sentences}
    room = LIMIT - ENCODER.count_tokens([context_header(item)])[0]
    for start, end in sentences:
        held = [p for p in passages if p[0] <= start and end <= p[1]]
        if ENCODER.count_tokens([text[start:end]])[0] - 2 <= room:
            assert len(held) == 1
            assert held[0][0] in starts
            assert held[0][1] in ends
    assert "".join(text[a:b] for a, b in passages).split() or not sentences


@pytest.mark.parametrize(
    "text",
    [
        "word " * 3000,
        "A clause of the law, " * 400,
        "日本語" * 700,
        "한국어 " * 700,
        "https://example.com/" + "a-b_c/" * 600,
        "Short. " + "and so on and on, " * 300 + "end. Short again.",
    ],
)
def test_a_sentence_longer_than_the_encoder_reads(text: str) -> None:
    item = article(canonical_text(text.strip()))
    sentences, passages = passages_of(item)
    assert max(tokens(item, passages)) <= LIMIT
    covered = "".join(item.text[a:b] for a, b in passages)
    assert covered.replace(" ", "") == item.text.replace(" ", "")
    assert len(passages) > len(sentences)


@pytest.mark.parametrize("text", ["x" * 5000, "한국어" * 700, "🙂" * 900])
def test_a_run_that_is_one_unknown_word_to_the_tokenizer(text: str) -> None:
    item = article(canonical_text(text))
    _, passages = passages_of(item)
    assert passages == [(0, len(item.text))]
    assert max(tokens(item, passages)) <= LIMIT


def test_an_over_long_sentence_is_cut_after_a_clause() -> None:
    item = article("A clause of the law says so, " * 100)
    _, passages = passages_of(item)
    assert all(item.text[a:b].endswith(",") for a, b in passages)


def test_no_passage_reaches_over_boilerplate() -> None:
    text = "It rained. Share this story Then the sun came out."
    start = text.index("Share")
    item = Article(text=text, boilerplate=((start, start + len("Share this story")),))
    _, passages = passages_of(item)
    assert [text[a:b] for a, b in passages] == ["It rained.", "Then the sun came out."]


def test_a_heading_goes_with_what_follows() -> None:
    body = "The council met for many hours and heard both sides of the matter. " * 7
    text = f"{body.strip()}\nWhat comes next\n{body.strip()}"
    item = article(text)
    _, passages = passages_of(item)
    assert len(passages) == 2
    assert text[slice(*passages[1])].startswith("What comes next\n")


def test_passages_are_about_as_long_as_wished() -> None:
    item = article("The council met for many hours and heard both sides of the case. " * 200)
    _, passages = passages_of(item)
    sizes = ENCODER.count_tokens([item.text[a:b] for a, b in passages])
    assert all(TARGET * 0.8 <= n <= TARGET * 1.2 for n in sizes)


def test_contextual_text_is_header_and_slice() -> None:
    item = article("One sentence. Another one.")
    assert contextual_text(item, (14, 26)) == "A title | The Paper | 2026-01-22\nAnother one."
    assert contextual_text(Article(text="Bare."), (0, 5)) == "Bare."


def test_a_long_title_leaves_room() -> None:
    for title in ("A very long title indeed " * 40, "日本語" * 200):
        item = article("One sentence. Another one.", title=title, source="S" * 500)
        _, passages = passages_of(item)
        assert max(tokens(item, passages)) <= LIMIT


def test_no_room_is_an_error() -> None:
    with pytest.raises(EncoderError, match="no room for text"):
        split_passages("A.", [(0, 2)], ENCODER.count_tokens, max_tokens=64, title_tokens=50)


def test_no_sentences_no_passages() -> None:
    assert split_passages("", [], ENCODER.count_tokens, max_tokens=256, title_tokens=2) == []
