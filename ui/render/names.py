"""Other names of a speaker among the ways in which articles speak of them."""

from __future__ import annotations

import re

from index.types import Speaker


def names_of(speaker: Speaker) -> list[str]:
    """Other names the speaker goes by: forms that are names, not pronouns or descriptions."""
    found: dict[str, str] = {}
    for form in speaker.forms:
        form = re.sub(r"[’']s?$", "", form)
        words = form.split() or [""]
        named = all(word[:1].isupper() or word in _SMALL for word in words)
        if named and len(words) <= 5 and words[0].casefold() not in _NO_NAMES:
            found.setdefault(form.casefold(), form)
    found.pop(speaker.name.casefold(), None)
    return sorted(found.values(), key=str.casefold)


_SMALL = frozenset("al bin da de del der di du el la le van von".split())
_NO_NAMES = frozenset(
    "he his him she her they their it its we our i my you your the a an this that who one".split()
)
