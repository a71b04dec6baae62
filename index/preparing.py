"""What is made of an article before it is stored: its sentences, its passages, their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
import numpy.typing as npt

from index.encoder import EncodeProgress, Encoder, Vectors
from index.exceptions import EncoderError
from index.passages import context_header, contextual_text, split_passages
from index.pieces import ArticlePieces
from index.sentences import split_sentences
from index.store.entries import content_text
from index.types import Article, Span, Statement

SMALL = 64
"""Up to so many texts are encoded without torch, as long as it has not been loaded."""


Total = npt.NDArray[np.float64]
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
    """What of an article is embedded: its passages, and the statements in it."""

    article: Article
    passages: Sequence[Span]
    statements: Sequence[Statement] = field(default=())

    @property
    def count(self) -> int:
        """How many vectors that makes."""
        return len(self.passages) + len(self.statements)


def embed(
    encoder: Encoder,
    units: Sequence[Units],
    *,
    in_context: bool,
    progress: EncodeProgress | None = None,
) -> list[tuple[Vectors, Vectors]]:
    """Vectors of the passages and of the statements of each article.

    A passage is embedded as its contextual text. A statement's vector is made of its content:
    ``in_context``, of its word pieces as the encoder read them in their passages, so that "he" and
    "the deal" are what they are in the article; else of its words alone. Progress counts passages,
    and statements where they are encoded by themselves. Raises EncoderError where an article's
    header leaves no room, or the encoder cannot show its states.
    """
    if in_context and any(u.statements for u in units):
        return _embed_in_context(encoder, units, progress)
    texts = [contextual_text(u.article, span) for u in units for span in u.passages]
    contents = [shortened(content_text(u.article, s), encoder) for u in units for s in u.statements]
    both = encode_batch(encoder, [*texts, *contents], progress)
    vectors, spoken = iter(both[: len(texts)]), iter(both[len(texts) :])
    size = encoder.identity.dimension
    return [
        (
            _stack([next(vectors) for _ in u.passages], size),
            _stack([next(spoken) for _ in u.statements], size),
        )
        for u in units
    ]


def _embed_in_context(
    encoder: Encoder, units: Sequence[Units], progress: EncodeProgress | None
) -> list[tuple[Vectors, Vectors]]:
    """Passages are read some at a time: what they are made of takes far more memory than they."""
    places = [(n, span) for n, u in enumerate(units) for span in u.passages]
    vectors: list[list[Vectors]] = [[] for _ in units]
    sums = [[np.zeros(encoder.identity.dimension) for _ in u.statements] for u in units]
    few = len(places) <= SMALL and encoder.precision == "auto"
    for at in range(0, len(places), AT_ONCE):
        part = places[at : at + AT_ONCE]
        texts = [contextual_text(units[n].article, span) for n, span in part]
        told = _beyond(progress, at, len(places))
        found, read = (
            encoder.read_short(texts) if few else encoder.read_passages(texts, progress=told)
        )
        for n, group in groupby(range(len(part)), key=lambda i: part[i][0]):
            rows = list(group)
            unit = units[n]
            vectors[n] += [found[i] for i in rows]
            pieces = ArticlePieces(
                unit.article, [part[i][1] for i in rows], [read[i] for i in rows]
            )
            for total, statement in zip(sums[n], unit.statements, strict=True):
                total += pieces.total(statement.content)
    size = encoder.identity.dimension
    return [
        (
            _stack(vectors[n], size),
            _stack(
                [
                    _spoken(encoder, u.article, s, total)
                    for s, total in zip(u.statements, sums[n], strict=True)
                ],
                size,
            ),
        )
        for n, u in enumerate(units)
    ]


def _beyond(progress: EncodeProgress | None, before: int, total: int) -> EncodeProgress | None:
    return progress and (lambda done, _: progress(before + done, total))


def _spoken(encoder: Encoder, article: Article, statement: Statement, total: Total) -> Vectors:
    """A statement's vector from the sum of its pieces' states."""
    length = float(np.linalg.norm(total))
    if length:
        return np.asarray(total / length, np.float32)
    # No word of it stands in a passage.
    text = shortened(content_text(article, statement), encoder)
    vector: Vectors = encoder.encode_short([text])[0]
    return vector


def _stack(vectors: Sequence[Vectors], dimension: int) -> Vectors:
    return np.stack(vectors) if vectors else np.empty((0, dimension), np.float32)


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


def shortened(text: str, encoder: Encoder) -> str:
    """The beginning of a text that the encoder can read: the vector of a long statement is its
    beginning's, while what is shown stays whole."""
    words = text.split()
    while len(words) > 1 and encoder.count_tokens([" ".join(words)])[0] > encoder.max_tokens:
        words = words[: max(1, len(words) * 3 // 4)]
    return " ".join(words)
