"""One place under its names: Türkiye and Turkey, the U.S. and the United States."""

from __future__ import annotations

import re
from functools import lru_cache

from index.speakers.folding import plain
from index.speakers.lexicon import place_rows


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    canonical: dict[str, str] = {}
    for place in place_rows():
        for form in (place.name, *place.spellings):
            canonical.setdefault(_key(form), place.name)
    return canonical


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
    return _table().get(_key(name))
