"""Putting articles found for a claim in an order that shows both sides of it.

A claim's own words find those who affirm it, seldom those who deny it. Two linear scores, fitted
on lists of articles found for claims, say which article of a list denies and which affirms the
claim; the best of both lists take turns at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np

from rag.stance.likeness import likeness
from rag.stance.model import StanceModel, StanceScores, load
from rag.stance.network import Matrix

FEATURES: Final = (
    "place", "affirm", "deny", "discuss", "unrelated", "deny or another", "affirm or another",
    "similar ones affirm", "similar ones deny", "similar ones discuss",
    "place by meaning", "place by words", "network: deny or another", "network: affirm or another",
    "theirs affirm", "theirs deny", "theirs discuss",
)  # fmt: skip
SIDES: Final = ("deny", "affirm")
TOP: Final = 10
DENIALS: Final = 7
"""How many of the first ten places go to the likeliest denials, the rest to affirmations."""
_LEAST: Final = 1e-4
_OWN: Final = 0.15
"""What an article's own stance counts among those of articles similar to it."""


class Places(NamedTuple):
    """Where two searches, by vectors and by words, have an article, from 0."""

    by_meaning: int
    by_words: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """One text: its place in the list given, its stance, and how much speaks for either side.

    ``deny`` and ``affirm`` take its place and the texts similar to it into account. They compare
    the texts of one list, and say nothing across lists.
    """

    place: int
    stance: StanceScores
    deny: float
    affirm: float


def rerank(
    claim: str,
    texts: Sequence[str],
    places: Sequence[Places] | None = None,
    *,
    model: StanceModel | None = None,
) -> list[Ranked]:
    """Articles (whole texts), given best first, in an order that shows both sides of a claim.

    Of the first ten, seven are the likeliest denials and three, taking turns with them, the
    likeliest affirmations; then come those that take a side more clearly. Thirty or forty texts are
    a good number: what is not among them cannot come up. Every text is in the result once.
    ``places`` are the texts' places in the two searches that found them; without, the place in the
    list stands for both.

    Raises ValueError where there are not as many places as texts, EncoderError where the model is
    missing or damaged.
    """
    if places is None:
        places = [Places(i, i) for i in range(len(texts))]
    if len(places) != len(texts):
        raise ValueError(f"{len(texts)} texts but {len(places)} places")
    model = model or load()
    stances, scores = model.articles(claim, texts)
    alike = likeness(texts, model.pieces)
    rows = order_features(np.array(stances, np.float32).reshape(-1, 4), scores, alike, places)
    deny, affirm = (scored(rows, model.order[side]) for side in SIDES)
    return [
        Ranked(i, stances[i], round(float(deny[i]), 6), round(float(affirm[i]), 6))
        for i in alternated(deny, affirm)
    ]


def order_features(
    stances: Matrix, scores: Matrix, alike: Matrix, places: Sequence[Places]
) -> Matrix:
    """``(texts, len(FEATURES))`` from probabilities and network's scores, both ``(texts, 4)``.

    All are in the order found. The stances of similar texts are averaged, and those averages
    averaged again over similar texts: two steps of label propagation (Zhu and Ghahramani, 2002).
    """
    p = np.log(stances + _LEAST)
    similar = alike**2
    np.fill_diagonal(similar, _OWN)
    similar /= np.maximum(similar.sum(axis=1, keepdims=True), 1e-9)
    nearby = similar @ stances[:, :3]
    out: Matrix = np.column_stack(
        [
            np.log1p(np.arange(len(p))),
            p,
            _odds(p, 1, 0),
            _odds(p, 0, 1),
            nearby,
            np.log1p(np.array(places, np.float32).reshape(-1, 2)),
            _odds(scores, 1, 0),
            _odds(scores, 0, 1),
            similar @ nearby,
        ]
    ).astype(np.float32)
    return out


def _odds(logs: Matrix, one: int, other: int) -> Matrix:
    """Log-odds of one of two sides against the other and discussing."""
    out: Matrix = logs[:, one] - np.logaddexp(logs[:, other], logs[:, 2])
    return out


def scored(rows: Matrix, weights: dict[str, Any]) -> Matrix:
    """How much speaks for one side, ``(texts,)``."""
    weight, bias = np.asarray(weights["weight"], np.float32)[0], np.float32(weights["bias"][0])
    out: Matrix = rows @ weight + bias
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
