"""A claim and a text as one sequence of word pieces, with marks of which words they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from rag.reader.form import CLS, SEP, TextPieces

CLAIM, TEXT, TEXT_SHARED, CLAIM_SHARED = range(4)
"""What a piece is: of the claim, of the text, and the same for pieces that both sides have."""
KINDS: Final = 4
LONGEST_CLAIM: Final = 64
_LEAST_INFORMATION: Final = 2.0
"""Pieces of less weight (function words, punctuation) are not marked as shared."""

Weights = npt.NDArray[np.float32]
"""How rare each word piece is: the logarithm of its inverse document frequency, by piece id."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim and a text, ready for the network. ``kinds`` is as long as ``ids``."""

    ids: tuple[int, ...]
    kinds: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)


class Pieces(TextPieces):
    """Word pieces of plain texts, with ``rarity``, the weight of each piece ``(vocabulary,)``."""

    def __init__(self, rarity: Weights, remembered: int = 4096) -> None:
        super().__init__(remembered)
        self.rarity = rarity

    def __call__(self, text: str) -> tuple[int, ...]:
        """Ids of a text's pieces."""
        return self.many([text])[0]


def join(claim: Sequence[int], text: Sequence[int], rarity: Weights, longest: int) -> Pair:
    """``[CLS] claim [SEP] text [SEP]``, cut to ``longest`` pieces, shared pieces marked."""
    claim = tuple(claim[:LONGEST_CLAIM])
    text = tuple(text[: max(1, longest - len(claim) - 3)])
    shared = {i for i in set(claim) & set(text) if rarity[i] >= _LEAST_INFORMATION}
    return Pair(
        (CLS, *claim, SEP, *text, SEP),
        (
            CLAIM,
            *(CLAIM_SHARED if i in shared else CLAIM for i in claim),
            CLAIM,
            *(TEXT_SHARED if i in shared else TEXT for i in text),
            TEXT,
        ),
    )
