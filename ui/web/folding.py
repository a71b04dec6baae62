"""Which voices of an answer are seen at once, and which wait behind *Show all*."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from rag.types import Answer

SHOWN = 5
"""Sentences seen at once on each side."""
MOST = 30
"""Voices or quotations looked for on each side; built in, they cost nothing more to find."""


def folded(answer: Answer) -> frozenset[int]:
    """The places, from 0, of the sentences behind *Show all*; what a model wrote is never there."""
    if answer.model is not None and answer.model.wrote:
        return frozenset()
    seen: Counter[str | None] = Counter()
    behind = set()
    for place, sentence in enumerate(answer.sentences):
        seen[sentence.stance] += 1
        if seen[sentence.stance] > SHOWN:
            behind.add(place)
    return frozenset(behind)


def seen_numbers(answer: Answer) -> frozenset[int]:
    """The numbers of the citations that are seen at once."""
    behind = folded(answer)
    return frozenset(
        number
        for place, sentence in enumerate(answer.sentences)
        if place not in behind
        for number in sentence.citations
    )


def as_seen(answer: Answer) -> Answer:
    """The answer as it is before anything is unfolded."""
    behind, numbers = folded(answer), seen_numbers(answer)
    sentences = (s for place, s in enumerate(answer.sentences) if place not in behind)
    cited = (c for c in answer.citations if c.number in numbers)
    return replace(answer, sentences=tuple(sentences), citations=tuple(cited))
