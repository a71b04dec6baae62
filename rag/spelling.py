"""One word under its spellings: places and their peoples, names in another romanisation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from index.speakers.folding import romanised
from index.speakers.lexicon import place_adjectives, place_rows
from index.speakers.places import place_forms
from rag.language import content_words, data_lines, fold, is_name_like, stem

NAME_MARK = "~"
"""Before the romanisation key of a name among stems, so that it meets no ordinary word."""


@lru_cache(maxsize=1)
def _peoples() -> dict[str, tuple[str, ...]]:
    """Folded place name -> adjectives and people's names ("azerbaijan" -> Azerbaijani, Azeri)."""
    return {fold(place.name): tuple(place.people) for place in place_rows()}


@lru_cache(maxsize=8192)
def spellings(word: str) -> tuple[str, ...]:
    """Other single words that count as this one, sorted.

    >>> "Türkiye" in spellings("Turkey"), "Azerbaijani" in spellings("azeri")
    (True, True)
    """
    folded = fold(word).removesuffix("'s")
    place = place_adjectives().get(folded)
    names = set(place_forms(place or word))
    key = fold(place) if place else fold(next(iter(place_forms(word)), word))
    names |= set(_peoples().get(key, ())) if names or place else set()
    return tuple(sorted(n for n in names if " " not in n and fold(n) != folded))


@lru_cache(maxsize=1)
def _thesaurus() -> dict[str, frozenset[str]]:
    """Stem -> stems of words that can stand for it (``data/synonyms.txt``)."""
    found: dict[str, set[str]] = {}
    for line in data_lines("synonyms.txt"):
        group = {stem(word) for word in line.split()}
        for key in group:
            found.setdefault(key, set()).update(group - {key})
    return {key: frozenset(group) for key, group in found.items()}


def synonyms(word: str) -> frozenset[str]:
    """Stems of words that can stand for this one; names have none.

    >>> stem("danger") in synonyms("threats"), synonyms("Threat")
    (True, frozenset())
    """
    return frozenset() if is_name_like(word) else _thesaurus().get(stem(word), frozenset())


@lru_cache(maxsize=1)
def opposites() -> Mapping[str, frozenset[str]]:
    """Stem -> stems of words that exclude it (``data/antonyms.txt``)."""
    found: dict[str, set[str]] = {}
    for line in data_lines("antonyms.txt"):
        left, right = ([stem(w) for w in side.split()] for side in line.lstrip("~ ").split("|"))
        for one in left:
            found.setdefault(one, set()).update(right)
        for one in right:
            found.setdefault(one, set()).update(left)
    return {word: frozenset(others - {word}) for word, others in found.items()}


@lru_cache(maxsize=1)
def _phrasal() -> tuple[re.Pattern[str], Mapping[str, str]]:
    verbs: dict[str, str] = {}
    for line in data_lines("phrasal_verbs.txt"):
        verb, forms, rest = (part.strip() for part in line.split("|"))
        for form in forms.split():
            verbs.setdefault(f"{form} {rest}", verb)
    longest = sorted(verbs, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), verbs


def single_verbs(folded: str) -> str:
    """Put one verb in the place of phrasal ones (``data/phrasal_verbs.txt``).

    >>> single_verbs("the mayor stepped down")
    'the mayor resign'
    """
    pattern, verbs = _phrasal()
    return pattern.sub(lambda match: verbs[match[0]], folded)


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
