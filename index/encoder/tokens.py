"""Word pieces: counting them, and preparing batches of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.exceptions import EncoderError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

_CHUNK = 512


class WordPieces:
    """The tokenizer of a model, without padding and with a limit only where it is asked for."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        from tokenizers import Tokenizer

        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise EncoderError(
                f"{path}: cannot be read ({error.strerror}); the model needs its tokenizer.json"
            ) from error
        try:
            self._tokenizer: Tokenizer = Tokenizer.from_str(text)
        except Exception as error:
            raise EncoderError(f"{path}: not a tokenizer ({error}); fetch it again") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.max_tokens = max_tokens

    def count(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, special tokens included."""
        return [n for part in _chunks(texts) for n in self._lengths(part)]

    def ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of each text, special tokens included, cut to ``max_tokens``."""
        return [
            e.ids if len(e) <= self.max_tokens else [*e.ids[: self.max_tokens - 1], e.ids[-1]]
            for e in self._tokenizer.encode_batch_fast(list(texts))
        ]

    def encodings(self, texts: Sequence[str]) -> list[Encoding]:
        """Ids, offsets and which of them are special, of each text, without any limit."""
        return list(self._tokenizer.encode_batch(list(texts)))

    def cut(self, text: str) -> str:
        """The beginning of a text, no longer than ``max_tokens`` word pieces."""
        encoding = self._tokenizer.encode(text)
        if len(encoding) <= self.max_tokens:
            return text
        specials = sum(encoding.special_tokens_mask)
        kept = [
            end
            for (_, end), special in zip(
                encoding.offsets, encoding.special_tokens_mask, strict=True
            )
            if not special
        ]
        return text[: kept[self.max_tokens - specials - 1]]

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        return [len(e) for e in self._tokenizer.encode_batch_fast(list(texts))]


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Parts of the input, so that the encodings of a whole library are never held at once."""
    for start in range(0, len(texts), _CHUNK):
        yield texts[start : start + _CHUNK]
