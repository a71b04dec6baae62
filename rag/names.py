"""Which speakers of the collection a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.speakers.matching import NameIndex
from index.types import Speaker

WITHIN = 0.1
"""Speakers whose match is weaker than the best one by more than this are not meant."""

_CAPITALISED = re.compile(r"(?:[A-ZÀ-Þ][\w’'\-.]*)(?:\s+[A-ZÀ-Þ][\w’'\-.]*)*")

OWNED = re.compile(r"(?:['’]s|s['’])\s+\w")
"""Somebody's: "Lindt's sister" is not Lindt."""


@dataclass(frozen=True, slots=True)
class MatchedSpeaker:
    """A speaker of the collection that fits a name in the question; score between 0 and 1.

    ``asked`` where the question is for their own words, and does not only name them, or something
    of theirs ("Lindt's sister").
    """

    speaker: Speaker
    score: float
    asked: bool = True


_indexes: dict[int, tuple[Sequence[Speaker], NameIndex]] = {}
_KEPT = 8


def name_index(speakers: Sequence[Speaker]) -> NameIndex:
    """The index of a list of speakers, made once as long as it is the same list.

    Lists are told apart by identity, as comparing thousands of speakers at every question would
    take longer than the search itself; the list is kept with its index, so its identity is its own.
    """
    known = _indexes.get(id(speakers))
    if known is None or known[0] is not speakers:
        while len(_indexes) >= _KEPT:
            _indexes.pop(next(iter(_indexes)), None)
        known = _indexes[id(speakers)] = (speakers, NameIndex(speakers))
    return known[1]


def match_speakers(name: str, speakers: Sequence[Speaker]) -> tuple[MatchedSpeaker, ...]:
    """The speakers that a written name can mean, best first; empty where nobody fits."""
    if not speakers:
        return ()
    index = name_index(speakers)
    hits = index.match(name)
    if not hits:
        # "the authors of Military Chronicle": the name inside a longer description.
        inner = list(_CAPITALISED.finditer(name))
        if inner and inner[-1][0] != name and not OWNED.search(name, inner[-1].end() - 2):
            hits = index.match(inner[-1][0])
    best = hits[0][1] if hits else 0.0
    return tuple(MatchedSpeaker(s, score) for s, score in hits if score >= best - WITHIN)
