"""Sentences' vectors, made of their words as the encoder read them within their passages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Article, Sentence, open_collection
from index.encoder import Encoder, load_encoder
from index.passages import contextual_text
from index.preparing import Units, compose, embed, shortened, split_article

TEXT = (
    "Marta Kovic spoke about the harbour of Riga. "
    "It will never open, she thinks. Ivan Dral claimed that grain is dear."
)


class Silent:
    """The default encoder, but one that shows no states, as one of another make."""

    shows_states = False

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def __getattr__(self, name: str) -> object:
        return getattr(self._encoder, name)


def units_of(article: Article, encoder: Encoder) -> Units:
    sentences, passages = split_article(article, encoder)
    return Units(article, passages, sentences)


def test_what_it_refers_to_is_part_of_a_sentences_vector(folder: Path) -> None:
    article = Article(text=TEXT, title="One", path="one.txt")
    with open_collection(folder, create=True) as collection:
        collection.add([article])
        _, it, grain = stored = collection.sentence_vectors(collection.sentences(article.id))
    assert np.abs(np.linalg.norm(stored, axis=1) - 1).max() < 1e-3
    alone, harbour = load_encoder().encode_short(
        ["It will never open, she thinks.", "Will the harbour of Riga open?"]
    )
    assert float(it @ harbour) > float(alone @ harbour) + 0.1
    assert float(it @ harbour) > float(grain @ harbour)


def test_it_is_made_of_its_pieces_as_they_were_read(make: Callable[..., Article]) -> None:
    encoder = load_encoder(precision="float32")  # where bfloat16 is faster, it is less exact
    article = make(3, said=12)
    units = units_of(article, encoder)
    [(_, vectors)] = embed(encoder, [units])
    assert len(units.passages) > 1
    means = []
    for start, end in units.sentences:
        passage = next(p for p in units.passages if p[0] <= start and end <= p[1])
        text = contextual_text(article, passage)
        at = text.index(article.text[start:end])
        [states] = encoder.read_short([text])[1]
        inside = (states.starts >= at) & (states.ends <= at + end - start)
        means.append(states.states[inside].astype(np.float32).mean(axis=0))
    assert np.abs(vectors - compose(np.stack(means))).max() < 1e-4


def test_one_by_one_or_all_at_once_gives_the_same_vectors(
    make: Callable[..., Article], tmp_path: Path
) -> None:
    articles = [make(i, said=2) for i in range(70)]
    found = []
    for name, batches in (("whole", [articles]), ("parts", [articles[:3], articles[3:]])):
        with open_collection(tmp_path / name, create=True, statements=False) as collection:
            for batch in batches:
                collection.add(batch)
            sentences = [s for a in articles for s in collection.sentences(a.id)]
            found.append(collection.sentence_vectors(sentences))
    whole, parts = found
    assert len(whole) == 210
    assert float((whole * parts).sum(axis=1).min()) > 0.999


def test_sentences_in_no_passage_are_read_alone() -> None:
    encoder = load_encoder()
    text = "All is quiet. Grain is dear."
    units = Units(Article(text=text, path="one.txt"), [(0, 13)], [(0, 13), (14, 28)])
    [(vectors, own)] = embed(encoder, [units])
    assert vectors.shape == (1, 384)
    assert float(own[1] @ encoder.encode_question("Grain is dear.")) > 0.9


def test_an_encoder_that_shows_no_states_reads_every_sentence_alone(
    make: Callable[..., Article],
) -> None:
    encoder = load_encoder()
    units = [units_of(make(i), encoder) for i in range(2)]
    told: list[tuple[int, int]] = []
    found = embed(Silent(encoder), units, progress=lambda *at: told.append(at))  # type: ignore[arg-type]
    in_context = embed(encoder, units)
    for unit, (passages, own), (same, _) in zip(units, found, in_context, strict=True):
        assert np.abs(passages - same).max() < 1e-5
        texts = [unit.article.text[a:b] for a, b in unit.sentences]
        alone = compose(encoder.encode_short(texts))
        assert float((own * alone).sum(axis=1).min()) > 0.999


def test_what_is_read_in_parts_is_the_same_as_read_at_once(
    make: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = load_encoder()
    units = [units_of(make(i, said=30), encoder) for i in range(3)]
    total = sum(len(u.passages) for u in units)
    assert total > 9
    whole = embed(encoder, units)
    monkeypatch.setattr("index.preparing.AT_ONCE", 2)
    monkeypatch.setattr("index.preparing.SMALL", 0)
    told: list[tuple[int, int]] = []
    parts = embed(encoder, units, progress=lambda *at: told.append(at))
    for (a, b), (c, d) in zip(whole, parts, strict=True):
        assert float((a * c).sum(axis=1).min()) > 0.999
        assert float((b * d).sum(axis=1).min()) > 0.999
    assert told[-1][0] == total
    assert all(one[0] <= other[0] for one, other in pairwise(told))


def test_articles_without_sentences_or_passages() -> None:
    encoder = load_encoder()
    article = Article(text="One. Two.", path="a.txt")
    found = embed(encoder, [Units(article, [], []), Units(article, [(0, 9)], [])])
    assert [(v.shape, own.shape) for v, own in found] == [
        ((0, 384), (0, 384)),
        ((1, 384), (0, 384)),
    ]
    assert embed(encoder, []) == []


def test_composing_makes_unit_vectors() -> None:
    vectors = compose(np.array([[3.0, 4.0], [0.0, 2.0]], np.float32))
    assert np.abs(np.linalg.norm(vectors, axis=1) - 1).max() < 1e-6
    assert vectors[0].tolist() == pytest.approx([0.6, 0.8])
    second = np.array([0.3 * 0.6, 1 + 0.3 * 0.8])
    assert vectors[1].tolist() == pytest.approx((second / np.linalg.norm(second)).tolist())


def test_the_first_sentence_has_none_before_it() -> None:
    assert compose(np.zeros((0, 2), np.float32)).shape == (0, 2)
    assert compose(np.array([[0.0, 5.0]], np.float32)).tolist() == [[0.0, 1.0]]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(["short ", "x" * 3000, "日本" * 300, "word " * 400]), max_size=4))
def test_what_is_too_long_is_read_as_far_as_it_goes(parts: list[str]) -> None:
    encoder = load_encoder()
    text = "".join(parts)
    [short, other] = shortened([text, "The end."], encoder)
    assert text.startswith(short)
    assert encoder.count_tokens([short])[0] <= encoder.max_tokens
    assert other == "The end."
    if encoder.count_tokens([text])[0] <= encoder.max_tokens:
        assert short == text


def test_a_sentence_longer_than_the_encoder_reads(folder: Path) -> None:
    """It stands in several passages; its vector is that of all its words."""
    text = f"All is quiet. The harbour was {'really ' * 300}small."
    article = Article(text=text, path="one.txt")
    with open_collection(folder, create=True) as collection:
        collection.add([article])
        assert len(collection.passages(article.id)) > 1
        hit = collection.search_sentences("a harbour", 1)[0]
        assert hit.sentence == Sentence(article.id, 14, len(text))
