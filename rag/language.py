"""Words of a question and of a text, made comparable: folded, stemmed, without function words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib import resources

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[.'’\-–][^\W_]+)*", re.UNICODE)
_BRITISH = re.compile(r"(?<=\w{4})is(e|ed|es|ing|ation|ations)$")
POSSESSIVE = re.compile(r"['’]s?$")
_JOINT = re.compile(r"[-–]")


def load_words(name: str) -> frozenset[str]:
    """The words of a file in ``rag/data``, comments left out."""
    text = (resources.files("rag") / "data" / name).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


STOP_WORDS = load_words("stop_words.txt")
REPORTING_VERBS = load_words("reporting_verbs.txt")


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Lower case without diacritics: ``Šekerinska`` and ``sekerinska`` become one.

    >>> fold("Türkiye")
    'turkiye'
    """
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return kept.replace("ı", "i").replace("’", "'").replace("–", "-")


_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Snowball's English stem of the folded word (Porter 2001), British spelling made American.

    >>> stem("modernised") == stem("modernization")
    True
    """
    folded = POSSESSIVE.sub("", fold(word))
    return str(_stemmer.stemWord(_BRITISH.sub(r"iz\1", folded)))


def words(text: str) -> list[str]:
    """The words of a text as written; hyphens and apostrophes inside a word stay."""
    return _WORD.findall(text)


_ASKING = frozenset(["give", "list", "show", "tell"])


def content_words(text: str) -> list[str]:
    """The words of a text that carry meaning, as written, in order, repeated ones once.

    Compounds joined by a hyphen or dash are also given apart ("NATO-style": NATO, style). Words
    that ask for something are left out at the beginning ("list all ports", not "a client list").
    """
    seen: set[str] = set()
    kept: list[str] = []
    for word in words(text):
        if not kept and fold(word) in _ASKING:
            continue
        for key, part in meaning(word):
            if key not in seen:
                seen.add(key)
                kept.append(part)
    return kept


@lru_cache(maxsize=65_536)
def meaning(word: str) -> tuple[tuple[str, str], ...]:
    """Stem and spelling of each part of a word that carries meaning; of a function word none."""
    kept = []
    for part in _JOINT.split(word):
        plain = POSSESSIVE.sub("", fold(part))
        if len(plain) < 2 and not plain.isdigit():
            continue
        if plain in STOP_WORDS or fold(part) in STOP_WORDS:
            continue
        kept.append((stem(part), POSSESSIVE.sub("", part)))
    return tuple(kept)


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text, function words left out."""
    return frozenset(stem(word) for word in content_words(text))


def is_name_like(word: str) -> bool:
    """True for a capitalised or all-capital word or one with digits: likely a name, not a term."""
    return word[:1].isupper() or any(c.isdigit() for c in word)
