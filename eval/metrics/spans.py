"""When a found span counts as a gold span, and what share of the gold was found.

A span is ``(article_id, start, end)``. Two spans *match* when they lie in one article and overlap
by at least half of the shorter one: a quoted clause inside its gold sentence counts, a sentence
that only touches the gold does not. Gold without offsets (``start == end == 0``) asks for the
article alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MATCH_SHARE = 0.5
"""Least overlap, as a share of the shorter span."""


class Place(NamedTuple):
    """Characters ``start:end`` of one article; ``0:0`` is the article as a whole."""

    article_id: str
    start: int = 0
    end: int = 0


Gold = Sequence[Place]
"""One gold item: places any of which will do (the same quote in a reprint, for example)."""


def overlap(a: Place, b: Place) -> int:
    """Characters that two places share."""
    if a.article_id != b.article_id:
        return 0
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def place_matches(found: Place, gold: Place) -> bool:
    """Say whether a found place counts as a gold place (see the module's text)."""
    if found.article_id != gold.article_id:
        return False
    if gold.end <= gold.start:
        return True
    shorter = min(found.end - found.start, gold.end - gold.start)
    return shorter > 0 and overlap(found, gold) >= MATCH_SHARE * shorter


def is_hit(found: Place, gold: Gold) -> bool:
    """Say whether a found place counts as a gold item, at any of its places."""
    return any(place_matches(found, place) for place in gold)


def holds(found: Place, gold: Gold) -> bool:
    """Say whether a found place holds the gold span whole, at any of its places."""
    return any(
        found.article_id == g.article_id and found.start <= g.start and found.end >= g.end
        for g in gold
    )


def coverage(found: Sequence[Place], gold: Gold) -> float:
    """Share (0 to 1) of the gold item's characters that the found places cover together.

    At the gold place covered best; 1.0 for an article-level gold that was found.
    """
    return max((_covered(found, place) for place in gold), default=0.0)


def _covered(found: Sequence[Place], gold: Place) -> float:
    if gold.end <= gold.start:
        return float(any(f.article_id == gold.article_id for f in found))
    inside = sorted(
        (max(f.start, gold.start), min(f.end, gold.end)) for f in found if overlap(f, gold)
    )
    total, reached = 0, gold.start
    for start, end in inside:
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total / (gold.end - gold.start)
