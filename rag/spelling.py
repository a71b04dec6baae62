"""Words under their stems, and names under the key that their romanisations share."""

from __future__ import annotations

from functools import lru_cache

from index.speakers.folding import romanised
from rag.language import content_words, is_name_like, stem

NAME_MARK = "~"
"""Before the romanisation key of a name among stems, so that it meets no ordinary word."""


def name_key(word: str) -> str:
    """The key under which a name meets its other romanisations (Aliev, Aliyev)."""
    return NAME_MARK + romanised(word)


@lru_cache(maxsize=16_384)
def text_keys(text: str) -> frozenset[str]:
    """The stems of a text's words, and beside each capitalised word the key of the name."""
    return frozenset(key for word in content_words(text) for key in _keys(word))


@lru_cache(maxsize=65_536)
def _keys(word: str) -> tuple[str, ...]:
    if is_name_like(word) and len(word) > 3:
        return stem(word), name_key(word)
    return (stem(word),)
