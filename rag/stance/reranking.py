"""Putting articles found for a claim in an order that shows both sides of it.

A claim's own words find those who affirm it, seldom those who deny it. Two linear scores, fitted
on claims with known articles, say of each article how likely it denies and how likely it affirms
the claim; the best of both lists take turns at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from rag.stance.likeness import likeness
from rag.stance.model import StanceModel, StanceScores, load
from rag.stance.network import Matrix

FEATURES: Final = (
    "place", "affirm", "deny", "discuss", "unrelated", "deny or another", "affirm or another",
    "similar ones affirm", "similar ones deny", "similar ones discuss",
)  # fmt: skip
SIDES: Final = ("deny", "affirm")
TOP: Final = 10
DENIALS: Final = 7
"""How many of the first ten places go to the likeliest denials, the rest to affirmations."""
_LEAST: Final = 1e-4
_OWN: Final = 0.15
"""What an article's own stance counts among those of articles similar to it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One text: its place in the list given, its stance, and how much speaks for either side.

    ``deny`` and ``affirm`` are log-odds that take its place and the texts similar to it into
    account. They compare the texts of one list.
    """

    place: int
    stance: StanceScores
    deny: float
    affirm: float


def rerank(claim: str, texts: Sequence[str], *, model: StanceModel | None = None) -> list[Ranked]:
    """Articles (whole texts), given best first, in an order that shows both sides of a claim.

    Of the first ten, seven are the likeliest denials and three, taking turns with them, the
    likeliest affirmations; then come those that take a side more clearly. Thirty or forty texts are
    a good number: what is not among them cannot come up. Every text is in the result once.

    Raises EncoderError where the model is missing or damaged.
    """
    model = model or load()
    stances = model.articles(claim, texts)
    alike = likeness(texts, model.pieces)
    rows = order_features(np.array(stances, np.float32).reshape(-1, 4), alike)
    deny, affirm = (scored(rows, model.order[side]) for side in SIDES)
    return [
        Ranked(i, stances[i], round(float(deny[i]), 6), round(float(affirm[i]), 6))
        for i in alternated(deny, affirm)
    ]


def order_features(stances: Matrix, alike: Matrix) -> Matrix:
    """``(texts, len(FEATURES))`` from probabilities ``(texts, 4)`` in the order found."""
    p = np.log(stances + _LEAST)
    similar = alike**2
    np.fill_diagonal(similar, _OWN)
    similar /= np.maximum(similar.sum(axis=1, keepdims=True), 1e-9)
    out: Matrix = np.column_stack(
        [
            np.log1p(np.arange(len(p))),
            p,
            p[:, 1] - np.logaddexp(p[:, 0], p[:, 2]),
            p[:, 0] - np.logaddexp(p[:, 1], p[:, 2]),
            similar @ stances[:, :3],
        ]
    ).astype(np.float32)
    return out


def scored(rows: Matrix, weights: dict[str, Any]) -> Matrix:
    """Log-odds of one side, ``(texts,)``."""
    out: Matrix = rows @ np.asarray(weights["weight"], np.float32)[0] + np.float32(
        weights["bias"][0]
    )
    return out


def alternated(deny: Matrix, affirm: Matrix, denials: int = DENIALS) -> list[int]:
    """Places by turns from both sides; ties go to the earlier one."""
    left = list(range(len(deny)))
    room = [denials, TOP - denials]
    top: list[int] = []
    for turn in range(2 * TOP):
        side = turn % 2
        if not left or not room[side]:
            continue
        scores = (deny, affirm)[side]
        first = max(left, key=lambda i: (round(float(scores[i]), 6), -i))
        room[side] -= 1
        left.remove(first)
        top.append(first)
    clear = np.logaddexp(deny, affirm)
    return top + sorted(left, key=lambda i: (-round(float(clear[i]), 6), i))
