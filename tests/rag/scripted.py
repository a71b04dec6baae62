"""Readers whose judgement is written down, for tests of what is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pytest

from index import Article
from index.types import Certainty
from rag.reader import Reading, UnitText
from rag.reading import Evidence
from rag.types import Voice
from rag.units import Unit
from rag.weighing import Likely

ANSWERS = Reading(0.9, 0.02, 0.03, 0.03, 0.02)
OPPOSITE = Reading(0.02, 0.9, 0.03, 0.03, 0.02)
HEDGED = Reading(0.02, 0.03, 0.9, 0.03, 0.02)
RELATED = Reading(0.02, 0.03, 0.03, 0.9, 0.02)
UNRELATED = Reading(0.02, 0.02, 0.02, 0.02, 0.92)


def answers(probability: float) -> Reading:
    """A reading that answers so likely, and is on the matter otherwise."""
    return Reading(probability, 0.0, 0.0, 1.0 - probability, 0.0)


class ScriptedReader:
    """Reads a unit by the first of some words that it has; ``UNRELATED`` without any.

    ``asked`` are the questions it was given, ``read`` the units.
    """

    def __init__(self, script: Mapping[str, Reading]) -> None:
        self.script = script
        self.asked: list[str] = []
        self.units: list[UnitText] = []

    def read(self, question: str, units: Sequence[UnitText]) -> list[Reading]:
        """As ``rag.reader.Reader.read``."""
        self.asked.append(question)
        self.units += units
        return [
            next((r for words, r in self.script.items() if words in unit.unit), UNRELATED)
            for unit in units
        ]


def take_as_read(patch: pytest.MonkeyPatch) -> None:
    """Weigh nothing, find a question as likely answered as the likeliest unit takes a side, and
    every matter spoken of."""
    patch.setattr("rag.reading.weighed", lambda question, units, read: list(read))
    patch.setattr(
        "rag.answers.draft.likely",
        lambda question, units, raw, read: Likely(max((r.speaks for r in read), default=0.0), 1.0),
    )


def script(patch: pytest.MonkeyPatch, readings: Mapping[str, Reading]) -> ScriptedReader:
    """Put a scripted reader in the place of the trained one; what it says is not weighed."""
    reader = ScriptedReader(readings)
    patch.setattr("rag.reading.load", lambda: reader)
    take_as_read(patch)
    return reader


def evidence(
    text: str,
    reading: Reading,
    speaker: int | None = None,
    *,
    cosine: float = 0.5,
    described: str = "",
    certainty: Certainty = "certain",
    title: str = "",
) -> Evidence:
    """A sentence of an article of its own, with whoever says it and how it is read."""
    article = Article(text=text, title=title)
    voice = Voice(described=described)
    if speaker is not None:
        voice = Voice(f"Speaker {speaker}", "", speaker, certainty, described)
    whole = (0, len(text))
    return Evidence(Unit(article, whole, whole, voice=voice, cosine=cosine), reading, reading)


def texts(found: Iterable[Evidence]) -> list[str]:
    """The words of evidence, in order."""
    return [one.unit.text for one in found]
