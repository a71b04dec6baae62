"""What is made of an article before it is stored: its sentences, its passages, their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from index.encoder import EncodeProgress, Encoder, PieceStates, Vectors
from index.exceptions import EncoderError
from index.passages import context_header, contextual_text, split_passages
from index.pieces import ArticlePieces
from index.sentences import split_sentences
from index.types import Article, Span

SMALL = 64
"""Up to this many texts are encoded without torch, as long as it has not been loaded."""

BEFORE = np.float32(0.3)
"""How much of the sentence before goes into a sentence's vector. On natural dev .85 of the places
that answer are among the nearest 60 sentences, without it .83; .15 and .5 do about the same."""
AT_ONCE = 2048
"""Passages whose word pieces' states are held in memory together: some 250 MB."""


def split_article(article: Article, encoder: Encoder) -> tuple[list[Span], list[Span]]:
    """Sentences and passages of an article, the latter no longer than the encoder reads."""
    sentences = split_sentences(article.text, article.boilerplate)
    passages = split_passages(
        article.text,
        sentences,
        encoder.count_tokens,
        max_tokens=encoder.max_tokens,
        title_tokens=encoder.count_tokens([context_header(article)])[0],
    )
    return sentences, passages


@dataclass(frozen=True, slots=True)
class Units:
    """What of an article is embedded: its passages and its sentences."""

    article: Article
    passages: Sequence[Span]
    sentences: Sequence[Span]


def embed(
    encoder: Encoder, units: Sequence[Units], *, progress: EncodeProgress | None = None
) -> list[tuple[Vectors, Vectors]]:
    """Vectors of the passages and of the sentences of each article.

    A passage is embedded as its contextual text. A sentence's vector is made of its word pieces as
    the encoder read them in their passages, so that "he" and "the deal" are what they are in the
    article; where none of them stands in a passage, or the encoder does not show its states, of
    the sentence alone. Progress counts passages, and sentences that are read alone. Raises
    EncoderError where an article's header leaves no room.
    """
    vectors, totals = _read_passages(encoder, units, progress)
    _read_alone(encoder, units, totals, _beyond(progress, sum(len(u.passages) for u in units)))
    return [(own, compose(total)) for own, total in zip(vectors, totals, strict=True)]


def compose(totals: Vectors) -> Vectors:
    """The vectors of an article's sentences, in order, from the sums of their pieces' states.

    Each is the mean of its pieces, with a little of the sentence before it, which tells what "he"
    and "the deal" are.
    """
    own = _unit(totals)
    mixed = own.copy()
    mixed[1:] += BEFORE * own[:-1]
    return _unit(mixed)


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = rows / np.maximum(lengths, np.float32(1e-12))
    return unit


def _read_passages(
    encoder: Encoder, units: Sequence[Units], progress: EncodeProgress | None
) -> tuple[list[Vectors], list[Vectors]]:
    """Vectors of the passages of each article, and the sums of its sentences' states.

    Passages are read some at a time: what they are made of takes far more memory than they.
    """
    size = encoder.identity.dimension
    vectors = [np.empty((len(u.passages), size), np.float32) for u in units]
    totals = [np.zeros((len(u.sentences), size), np.float32) for u in units]
    places = [(n, i) for n, u in enumerate(units) for i in range(len(u.passages))]
    few = len(places) <= SMALL and encoder.precision == "auto"
    for at in range(0, len(places), AT_ONCE):
        part = places[at : at + AT_ONCE]
        texts = [contextual_text(units[n].article, units[n].passages[i]) for n, i in part]
        told = _beyond(progress, at)
        read: list[PieceStates] = []
        if not encoder.shows_states:
            found = encode_batch(encoder, texts, told)
        elif few:
            found, read = encoder.read_short(texts)
        else:
            found, read = encoder.read_passages(texts, progress=told)
        for n, group in groupby(range(len(part)), key=lambda i: part[i][0]):
            rows = list(group)
            here = slice(part[rows[0]][1], part[rows[-1]][1] + 1)
            vectors[n][here] = found[rows]
            if read and units[n].sentences:
                spans, states = units[n].passages[here], [read[i] for i in rows]
                pieces = ArticlePieces(units[n].article, spans, states)
                totals[n] += pieces.totals(units[n].sentences)
    return vectors, totals


def _read_alone(
    encoder: Encoder,
    units: Sequence[Units],
    totals: Sequence[Vectors],
    progress: EncodeProgress | None,
) -> None:
    """Give the sentences of which no piece has been read the vectors of their own words."""
    places = [(n, int(i)) for n, t in enumerate(totals) for i in np.flatnonzero(~t.any(axis=1))]
    if not places:
        return
    spans = [(units[n].article.text, units[n].sentences[i]) for n, i in places]
    texts = shortened([text[start:end] for text, (start, end) in spans], encoder)
    for (n, i), vector in zip(places, encode_batch(encoder, texts, progress), strict=True):
        totals[n][i] = vector


def _beyond(progress: EncodeProgress | None, before: int) -> EncodeProgress | None:
    return progress and (lambda done, total: progress(before + done, before + total))


def encode_batch(
    encoder: Encoder, texts: Sequence[str], progress: EncodeProgress | None = None
) -> Vectors:
    """Vectors of a batch: ``(n, dimension)``. A few are not worth the seconds that torch takes.

    Raises EncoderError where a text is longer than the encoder reads.
    """
    if len(texts) > SMALL or encoder.precision != "auto":
        return encoder.encode_passages(texts, progress=progress)
    for text, length in zip(texts, encoder.count_tokens(texts), strict=True):
        if length > encoder.max_tokens:
            raise EncoderError(
                f"a passage of {length} word pieces, of which {encoder.max_tokens} are read "
                f"(it begins {text[:60]!r})"
            )
    return encoder.encode_short(texts)


def shortened(texts: Sequence[str], encoder: Encoder) -> list[str]:
    """The beginnings of texts that the encoder can read: the vector of a long sentence is its
    beginning's, while what is shown stays whole."""
    found = []
    for text, length in zip(texts, encoder.count_tokens(texts), strict=True):
        while length > encoder.max_tokens:
            cut = text[: len(text) * 3 // 4]
            text = cut.rpartition(" ")[0] or cut
            length = encoder.count_tokens([text])[0]
        found.append(text)
    return found
