"""The word pieces of an article, each as the encoder read it within its passage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.encoder import PieceStates
from index.passages import context_header
from index.types import Article, Span


class ArticlePieces:
    """Pieces by their characters in the article's text; those of the context header are left out.

    ``passages`` are spans of the text in order, ``read`` what the encoder made of their contextual
    texts; there is at least one.
    """

    def __init__(
        self, article: Article, passages: Sequence[Span], read: Sequence[PieceStates]
    ) -> None:
        header = len(context_header(article))
        keep = [np.flatnonzero(r.starts >= header) for r in read]
        shifts = [start - header for start, _ in passages]
        self.starts: npt.NDArray[np.int64] = np.concatenate(
            [r.starts[k] + d for r, k, d in zip(read, keep, shifts, strict=True)]
        )
        self.ends: npt.NDArray[np.int64] = np.concatenate(
            [r.ends[k] + d for r, k, d in zip(read, keep, shifts, strict=True)]
        )
        self._states = np.concatenate([r.states[k] for r, k in zip(read, keep, strict=True)])

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, span: Span) -> range:
        """The pieces that share a character with a span."""
        first = int(np.searchsorted(self.ends, span[0], side="right"))
        return range(first, max(first, int(np.searchsorted(self.starts, span[1], side="left"))))

    def total(self, spans: Sequence[Span]) -> npt.NDArray[np.float64]:
        """The sum ``(dimension,)`` of the states of the pieces in some spans; zero of none.

        Divided by its length it is their mean as a unit vector. This is late chunking (Günther et
        al. 2024, arXiv:2409.04701): pooled as the encoder pools a text, but after it has been read
        in its context.
        """
        rows = [i for span in spans for i in self.within(span)]
        total: npt.NDArray[np.float64] = self._states[rows].sum(axis=0, dtype=np.float64)
        return total
