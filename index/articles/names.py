"""What a person's name looks like on a line of its own. No dictionary of names: form only."""

from __future__ import annotations

import re
from pathlib import Path

from index.articles.dates import DAYS, MONTHS

# fmt: off
_PARTICLES = frozenset((
    "al", "bin", "da", "de", "del", "der", "di", "du", "el", "ibn", "la", "le", "ter", "ul",
    "van", "von", "zu",
))
# fmt: on
# Words of bodies, places and page furniture: a line with one of them is not somebody's name.
_NOT_NAMES = frozenset(
    Path(__file__).with_name("not_names.txt").read_text(encoding="utf-8").split()
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-][^\W\d_]+)*\.?")


def is_person(line: str) -> bool:
    """Whether ``line`` is nothing but one person's name of two to five words."""
    words = line.split()
    if not 2 <= len(words) <= 5:
        return False
    capitals = 0
    for word in words:
        if not _WORD.fullmatch(word):
            return False
        bare = word.rstrip(".").lower()
        if bare in _NOT_NAMES or bare in DAYS or (bare in MONTHS and len(bare) > 3):
            return False
        if word[0].isupper():
            capitals += 1
        elif bare not in _PARTICLES:
            return False
    last = words[-1].rstrip(".")
    # "Dr." or "J." may stand first; a name does not end in an initial or a full stop.
    return capitals >= 2 and len(last) > 1 and not words[-1].endswith(".")


def people(line: str) -> list[str]:
    """The names in ``A``, ``A and B``, ``A, B & C``; empty where any part is not a name."""
    parts = [p.strip() for p in re.split(r"\s*(?:,|&|\band\b)\s*", line) if p.strip()]
    return parts if parts and len(parts) <= 6 and all(is_person(p) for p in parts) else []
