"""The sentences of a longer text that speak to a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from rag.stance.pairs import Pieces

_COMMENTS = re.compile(
    r"\b(?:hoax\w*|fak(?:e|ed|es|ing)|false\w*|untrue|bogus|satir\w*|parod\w*|debunk\w*|rumou?r\w*|"
    r"den(?:y|ies|ied|ying|ial)|refut\w*|dismiss\w*|reject\w*|disput\w*|contradict\w*|retract\w*|"
    r"misleading|mistaken|incorrect|wrong\w*|invent\w*|fabricat\w*|unfounded|baseless|alleg\w*|"
    r"confirm\w*|unconfirmed|verif\w*|unverified|doubt\w*|sceptic\w*|skeptic\w*|no evidence|"
    r"not true|no truth|made up|turns? out|claims?|claimed|reportedly|however)\b",
    re.I,
)
LEAD: Final = 0.15
COMMENT: Final = 0.12
NEXT: Final = 0.3
"""Share of its neighbour's fit that a sentence which comments on it is given."""


def best_sentences(
    claim: Sequence[int], sentences: Sequence[str], pieces: Pieces, room: int
) -> list[int]:
    """Indices, in reading order, of the sentences that fit into ``room`` word pieces.

    A sentence's fit is the rarity-weighted share of the claim's pieces that it has; sentences that
    comment on reports ("denied", "hoax", "confirmed") gain a little, more so beside a fitting one,
    and so does the opening sentence. Ties go to the earlier one. At least one is returned where
    there is any.
    """
    if not sentences:
        return []
    ids = pieces.many(sentences)
    fits = [overlap(claim, text, pieces) for text in ids]
    scores = list(fits)
    for i, sentence in enumerate(sentences):
        if comments(sentence):
            beside = max(fits[i - 1] if i else 0.0, fits[i + 1] if i + 1 < len(fits) else 0.0)
            scores[i] += COMMENT + NEXT * beside
    scores[0] += LEAD
    chosen: list[int] = []
    for i in sorted(range(len(sentences)), key=lambda i: (-round(scores[i], 6), i)):
        size = len(ids[i])
        if size and (not chosen or size <= room):
            chosen.append(i)
            room -= size
        if room < 8:
            break
    return sorted(chosen) or [0]


def comments(sentence: str) -> bool:
    """Whether a sentence comments on a report: denies, doubts, confirms it or calls it false."""
    return _COMMENTS.search(sentence) is not None


def overlap(claim: Sequence[int], text: Sequence[int], pieces: Pieces) -> float:
    """Rarity-weighted share of a claim's pieces that a text has, 0 to 1."""
    here = set(claim)
    total = sum(float(pieces.rarity[i]) for i in here)
    found = sum(float(pieces.rarity[i]) for i in here & set(text))
    return found / total if total else 0.0
