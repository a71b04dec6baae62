"""Putting articles in an order that shows both sides of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from rag.stance.model import StanceScores

Side = Literal["affirm", "deny"]
RELEVANCE: Final = 0.5
DENY: Final = 3.0
"""How much a denial counts: a claim's words find those who affirm it, seldom those who deny it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One text: its place in the list given, its place's score, and its stance."""

    place: int
    score: float
    stance: StanceScores


def rerank(
    relevance: Sequence[float],
    stances: Sequence[StanceScores],
    *,
    deny: float = DENY,
    weight: float = RELEVANCE,
) -> list[Ranked]:
    """Best first: related texts, denials moved up so that the other side is seen.

    ``relevance`` are the retrieval scores (any scale; divided by the best), in the order of
    ``stances``. A text's score is the sum of its relevance, how related it is, and ``deny`` times
    how likely it denies the claim. Ties keep their order. The two weights are a guess: what they do
    to retrieval has not been measured (`python -m rag.stance.train.bothsides` does).
    """
    best = max(relevance, default=0.0) or 1.0
    scored = [
        Ranked(
            i,
            weight * r / best + (1 - s.unrelated) + deny * s.deny * (1 - s.unrelated),
            s,
        )
        for i, (r, s) in enumerate(zip(relevance, stances, strict=True))
    ]
    return sorted(scored, key=lambda item: (-round(item.score, 9), item.place))
