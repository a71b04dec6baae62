"""Whether some letters are an English word, by the vocabulary of the default encoder."""

from __future__ import annotations

from functools import lru_cache

from index.exceptions import EncoderError

_ENDINGS = ("", "s", "es", "d", "ed", "ing", "ly")


def is_word(word: str) -> bool:
    """Whether a word, or one it is made of by an ending, stands in the vocabulary.

    >>> [is_word(word) for word in ("Bridges", "rbidges")]
    [True, False]
    """
    known = _vocabulary()
    lower = word.lower()
    return any(lower.endswith(e) and lower.removesuffix(e) in known for e in _ENDINGS)


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """English words, from the vocabulary of the default encoder; none where it is not there."""
    from index.encoder.files import find_model

    try:
        lines = (find_model().folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    except (EncoderError, OSError):
        return frozenset()
    return frozenset(word for word in lines if word.isalpha() and len(word) > 1)
