"""Which speakers of the collection a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.speakers.matching import NameIndex, match_name
from index.types import Speaker

WITHIN = 0.1
"""Speakers whose match is weaker than the best one by more than this are not meant."""

_CAPITALISED = re.compile(r"(?:[A-ZÀ-Þ][\w’'\-.]*)(?:\s+[A-ZÀ-Þ][\w’'\-.]*)*")


@dataclass(frozen=True, slots=True)
class MatchedSpeaker:
    """A speaker of the collection that fits a name in the question; score between 0 and 1."""

    speaker: Speaker
    score: float


@lru_cache(maxsize=8)
def _index(speakers: tuple[Speaker, ...]) -> NameIndex:
    return NameIndex(speakers)


def match_speakers(name: str, speakers: Sequence[Speaker]) -> tuple[MatchedSpeaker, ...]:
    """The speakers that a written name can mean, best first; empty where nobody fits."""
    if not speakers:
        return ()
    index = _index(tuple(speakers))
    hits = match_name(name, index)
    if not hits:
        # "the authors of Military Chronicle": the name inside a longer description.
        inner = _CAPITALISED.findall(name)
        hits = match_name(inner[-1], index) if inner and inner[-1] != name else hits
    best = hits[0][1] if hits else 0.0
    return tuple(MatchedSpeaker(s, score) for s, score in hits if score >= best - WITHIN)
