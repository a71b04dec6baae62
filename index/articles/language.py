"""Which language a text is written in, found offline where nothing says it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LETTERS = 60  # names and numbers make up most of a shorter text, and they tell nothing
_SURE = 0.9
_SAMPLE = 4_000  # characters

ATTRIBUTED = frozenset(("", "en"))
"""Languages in which it is found who says what; "" where the text is too short to tell."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of ``text``, or an empty string where it is not sure.

    >>> language_of("Le maire a promis mardi un nouveau pont, que personne n'avait demandé.")
    'fr'
    """
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _LETTERS:
        return ""
    code, sure = _identifier().classify(sample)
    return str(code) if sure >= _SURE and len(code) == 2 else ""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
