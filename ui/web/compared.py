"""Contradictions that have been found: that takes long, and a table needs them once more."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from index.types import Filter
from rag.comparing.clashes import Contradictions

KEPT = 16
"""How many searches are remembered, the latest ones."""


@dataclass
class Compared:
    """What the latest searches have found, by topic and filter."""

    _found: OrderedDict[tuple[str, Filter], Contradictions] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def keep(self, about: str, where: Filter, found: Contradictions) -> None:
        """Remember what has been found, in place of what was before."""
        with self._lock:
            self._found[about, where] = found
            self._found.move_to_end((about, where))
            while len(self._found) > KEPT:
                self._found.popitem(last=False)

    def get(self, about: str, where: Filter) -> Contradictions | None:
        """What has been found; None where that is too long ago."""
        with self._lock:
            return self._found.get((about, where))
