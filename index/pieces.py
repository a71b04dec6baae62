"""The word pieces of an article, each as the encoder read it within its passage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.encoder import PieceStates, Vectors
from index.passages import context_header
from index.types import Article, Span

Places = npt.NDArray[np.int64]


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
        self.starts: Places = np.concatenate(
            [r.starts[k] + d for r, k, d in zip(read, keep, shifts, strict=True)]
        )
        self.ends: Places = np.concatenate(
            [r.ends[k] + d for r, k, d in zip(read, keep, shifts, strict=True)]
        )
        self._states = np.concatenate([r.states[k] for r, k in zip(read, keep, strict=True)])

    def __len__(self) -> int:
        return len(self.starts)

    def within(self, spans: Sequence[Span]) -> tuple[Places, Places]:
        """The first and the last (exclusive) of the pieces that share a character with a span, for
        each of some spans."""
        places = np.array(spans, np.int64).reshape(-1, 2)
        first = np.searchsorted(self.ends, places[:, 0], side="right")
        last = np.searchsorted(self.starts, places[:, 1], side="left")
        return first, np.maximum(first, last)

    def totals(self, spans: Sequence[Span]) -> Vectors:
        """The sums ``(spans, dimension)`` of the states of the pieces in each span; zero of none.

        Divided by its length a sum is their mean as a unit vector. This is late chunking (Günther
        et al. 2024, arXiv:2409.04701): pooled as the encoder pools a text, but after it has been
        read in its context.
        """
        first, last = self.within(spans)
        nothing = np.zeros((1, self._states.shape[1]), np.float32)  # a piece after the last one
        states = np.concatenate([self._states.astype(np.float32), nothing])
        totals: Vectors = np.add.reduceat(states, np.stack([first, last], 1).ravel(), axis=0)[::2]
        totals[first == last] = 0
        return totals
