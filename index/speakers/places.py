"""One place under its names: Türkiye and Turkey, the U.S. and the United States."""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.folding import plain
from index.speakers.lexicon import place_rows


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    canonical: dict[str, str] = {}
    forms: dict[str, tuple[str, ...]] = {}
    for place in place_rows():
        names = (place.name, *place.spellings)
        for form in names:
            canonical.setdefault(_key(form), place.name)
        forms[place.name] = names
    return canonical, forms


def _key(name: str) -> str:
    low = re.sub(r"[.\s]+", " ", plain(name).replace("'s", "")).strip()
    low = re.sub(r"^the ", "", low)
    return low.replace(" ", "") if re.fullmatch(r"(?:\w )*\w", low) else low


@lru_cache(maxsize=65536)
def canonical_place(name: str) -> str | None:
    """The canonical name of a place in any of its spellings; None where the list has none.

    A capital is not its country here: "Ankara" and "Turkey" are not always the same voice.

    >>> canonical_place("Türkiye"), canonical_place("U.S."), canonical_place("Ankara")
    ('Turkey', 'United States', None)
    """
    return _table()[0].get(_key(name))


def place_forms(name: str) -> tuple[str, ...]:
    """All spellings of a place, the canonical one first; empty where the list has none."""
    canonical = canonical_place(name)
    return _table()[1][canonical] if canonical else ()


def expand_places(query: str) -> list[str]:
    """Spellings to search for as well: "Turkey joins" -> ``["Türkiye", "Turkiye", …]``.

    Only whole words count; abbreviations ("us", "un") only where the query writes them large.
    """
    found: list[str] = []
    low = f" {re.sub(r'[^a-z0-9. ]+', ' ', plain(query))} "
    for place in place_rows():
        names = (place.name, *place.spellings)
        present = [
            form
            for form in names
            if (
                re.search(rf"(?<!\w){re.escape(form)}(?!\w)", query)
                if form.isupper()
                else f" {plain(form)} " in low
            )
        ]
        if present:
            found.extend(form for form in names if form not in present and form not in found)
    return found
