"""What is made of an article before it is stored: its sentences, its passages, their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.encoder import EncodeProgress, Encoder, Vectors
from index.exceptions import EncoderError
from index.passages import context_header, contextual_text, split_passages
from index.pieces import ArticlePieces
from index.sentences import split_sentences
from index.store.entries import content_text
from index.types import Article, Span, Statement

SMALL = 64
"""Up to so many texts are encoded without torch, as long as it has not been loaded."""


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
    texts = [contextual_text(u.article, span) for u in units for span in u.passages]
    if in_context and any(u.statements for u in units):
        few = len(texts) <= SMALL and encoder.precision == "auto"
        vectors, read = (
            encoder.read_short(texts) if few else encoder.read_passages(texts, progress=progress)
        )
        pieces = iter(read)
        spoken = [
            _in_context(
                encoder, u, ArticlePieces(u.article, u.passages, [next(pieces) for _ in u.passages])
            )
            for u in units
        ]
    else:
        contents = [
            shortened(content_text(u.article, s), encoder) for u in units for s in u.statements
        ]
        both = encode_batch(encoder, [*texts, *contents], progress)
        vectors, rest = both[: len(texts)], iter(both[len(texts) :])
        spoken = [_stack([next(rest) for _ in u.statements], both.shape[1]) for u in units]
    result = []
    at = 0
    for u, own in zip(units, spoken, strict=True):
        result.append((vectors[at : at + len(u.passages)], own))
        at += len(u.passages)
    return result


def _in_context(encoder: Encoder, units: Units, pieces: ArticlePieces) -> Vectors:
    vectors = []
    for statement in units.statements:
        vector = pieces.mean(statement.content)
        if vector is None:  # no word of it stands in a passage
            text = shortened(content_text(units.article, statement), encoder)
            vector = encoder.encode_short([text])[0]
        vectors.append(vector)
    return _stack(vectors, encoder.identity.dimension)


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
