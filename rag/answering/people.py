"""Which country the people asked for are of, as far as the articles tell."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from index.collection import Collection
from index.exceptions import SpeakerNotFound
from index.speakers.folding import plain
from index.speakers.lexicon import place_adjectives
from index.speakers.places import canonical_place
from rag.language import words
from rag.types import Voice


def countries_of(told: Iterable[str]) -> frozenset[str]:
    """The countries among words, by their names and adjectives.

    >>> sorted(countries_of(["Ukrainian", "military", "expert", "Türkiye"]))
    ['Turkey', 'Ukraine']
    """
    adjectives = place_adjectives()
    found = (adjectives.get(plain(word)) or canonical_place(word) for word in told)
    return frozenset(place for place in found if place)


def told_of(collection: Collection, voice: Voice) -> list[str]:
    """The words with which articles describe a voice: its name, its roles, its description."""
    told = [voice.name, voice.role, voice.described]
    if voice.speaker_id is not None:
        # Removed by another process between the two reads, a speaker has no more roles to tell.
        with suppress(SpeakerNotFound):
            told += collection.speaker(voice.speaker_id).roles
    return words(" ".join(told))
