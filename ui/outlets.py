"""How many articles each outlet has, whichever capitals they spell it with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rag.counting import outlet_names


def outlet_tally(sources: Iterable[str]) -> Counter[str]:
    """How many of the articles each outlet has; ``""`` counts those without one.

    >>> outlet_tally(["The Post", "", "THE POST"])
    Counter({'The Post': 2, '': 1})
    """
    found = list(sources)
    names = outlet_names(found)
    return Counter(names[source] for source in found)
