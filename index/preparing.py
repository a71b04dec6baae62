"""What is made of an article before it is stored: its sentences, its passages, their vectors."""

from __future__ import annotations

from collections.abc import Sequence

from index.encoder import EncodeProgress, Encoder, Vectors
from index.exceptions import EncoderError
from index.passages import context_header, split_passages
from index.sentences import split_sentences
from index.types import Article, Span

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
