"""Which language a text is written in, found offline where nothing says it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LETTERS = 60  # names and numbers make up most of a shorter text, and they tell nothing
_SURE = 0.9
_SAMPLE = 1_500  # characters: more tells the same, and takes longer than reading the file

ATTRIBUTED = frozenset(("", "en"))
"""Languages in which it is found who says what; "" where the text is too short to tell."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language of ``text``, or an empty string where it is not sure.

    Of a text in several languages it is the one that most of its paragraphs are in, by letters: a
    foreign quotation in an English report does not make it foreign.

    >>> language_of("Le maire a promis un nouveau pont, que personne n'avait demandé avant mardi.")
    'fr'
    """
    sample = text[:_SAMPLE]
    if _letters(sample) < _LETTERS:
        return ""
    votes: Counter[str] = Counter()
    for paragraph in sample.split("\n"):
        if (letters := _letters(paragraph)) >= _LETTERS // 2:
            votes[_surely(paragraph)] += letters
    votes.pop("", None)
    return votes.most_common(1)[0][0] if votes else _surely(sample)


@lru_cache(maxsize=256)
def two_letters(code: str) -> str:
    """The code of two letters of a language that is given by one of three; else ``code``.

    >>> two_letters("eng"), two_letters("fre"), two_letters("gsw")
    ('en', 'fr', 'gsw')
    """
    if len(code) != 3:
        return code
    from babel.core import get_global

    return str(get_global("language_aliases").get(code, code))


def likeliest(text: str) -> tuple[str, float]:
    """The likeliest language of ``text``, however short it is, and how likely it is."""
    code, sure = _identifier().classify(text[:_SAMPLE])
    return str(code), float(sure)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _surely(text: str) -> str:
    code, sure = _identifier().classify(text)
    return str(code) if sure >= _SURE and len(code) == 2 else ""


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
