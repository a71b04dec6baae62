"""Which speakers of the collection a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Speaker
from rag.language import fold, words


@dataclass(frozen=True, slots=True)
class MatchedSpeaker:
    """A speaker of the collection that fits a name in the question; score between 0 and 1."""

    speaker: Speaker
    score: float


def match_speakers(name: str, speakers: Sequence[Speaker]) -> tuple[MatchedSpeaker, ...]:
    """The speakers that a written name can mean, best first; empty where nobody fits."""
    wanted = [fold(w) for w in words(name) if w.casefold() not in ("the", "of", "and", "s")]
    found = []
    for speaker in speakers:
        own = {fold(w) for form in (speaker.name, *speaker.forms) for w in words(form)}
        hits = sum(1 for w in wanted if w in own)
        last = fold(words(speaker.name)[-1]) if words(speaker.name) else ""
        if hits and (last in wanted or hits == len(wanted)):
            found.append(MatchedSpeaker(speaker, hits / max(1, len(wanted))))
    found.sort(key=lambda m: (-m.score, -m.speaker.statements, m.speaker.id))
    return tuple(found)
