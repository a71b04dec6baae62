"""Which cue a content belongs to, and which source a cue or content has, inside one window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from numpy.typing import NDArray

from index.attribution.decode import Hit
from index.attribution.windows import Paragraph
from index.attribution.words import CLOSING, STATES, sentence_numbers

if TYPE_CHECKING:
    from torch import Tensor

    from index.attribution.network import Links, Network

PAIRS: Final = (("content", "cue"), ("cue", "source"), ("content", "source"))
"""Child and parent roles, in the order of the network's linking heads."""
_ENDS: Final = frozenset({1012, 1029, 999})
"""Pieces that end a sentence when they are a word of their own: full stop, "?", "!"."""
_CLOSERS: Final = frozenset({1005, 1007})
"""Pieces that may follow such a mark: single quotation mark, closing bracket."""


def sentences_of(paragraph: Paragraph) -> list[int]:
    """Sentence number of each word of an encoded paragraph."""
    pieces: list[int] = []
    at = 0
    for width in paragraph.widths:
        pieces.append(paragraph.pieces[at] if width == 1 else -1)
        at += width
    return sentence_numbers(
        [piece in _ENDS for piece in pieces],
        [
            feature % STATES == CLOSING or piece in _CLOSERS
            for piece, feature in zip(pieces, paragraph.features, strict=True)
        ],
    )


def may_link(
    child: Hit, parent: Hit, child_sentences: Sequence[int], parent_sentences: Sequence[int]
) -> bool:
    """Whether one span may depend on another at all.

    A relation stays in its paragraph (997 of 1,000 in the corpus do; what goes beyond is left to
    the rules), a source stands in its cue's sentence, and a content begins or ends at most one
    sentence away.
    """
    if child.paragraph != parent.paragraph:
        return False
    a, b = child_sentences[0], child_sentences[-1]
    c, d = parent_sentences[0], parent_sentences[-1]
    away = max(0, c - b, a - d)
    return away <= (0 if child.role == "cue" else 1)


def follows(child: Hit, parent: Hit) -> bool:
    """Whether a content begins right where a cue ends: then it is this cue's (1,514 of 1,514)."""
    return (
        child.role == "content"
        and parent.role == "cue"
        and child.paragraph == parent.paragraph
        and child.first == parent.end
    )


@dataclass(slots=True)
class Window:
    """The spans of one window, and where they stand."""

    hits: list[Hit] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    """First and last word of each span among the words of the batch."""
    sentences: list[tuple[int, int]] = field(default_factory=list)
    """Numbers of the first and last sentence of each span in its paragraph."""


def link(windows: Sequence[Window], words: Tensor, network: Network) -> None:
    """Choose the parents of all spans of a batch and write them into the spans.

    A parent stands in the window of its child; the indices written count the window's spans.
    ``words`` is (words, width).
    """
    import torch

    from index.attribution.network import bucket

    for head, (child, parent) in zip(cast("Iterable[Links]", network.links), PAIRS, strict=True):
        children = [_of_role(window, child) for window in windows]
        parents = [_of_role(window, parent) for window in windows]
        pairs = [(c, p) for c, p in zip(children, parents, strict=True) if c and p]
        both = [w for w, c, p in zip(windows, children, parents, strict=True) if c and p]
        if not pairs:
            continue
        ends = torch.tensor([w.places[i] for w, (c, _) in zip(both, pairs, strict=True) for i in c])
        begins = torch.tensor(
            [w.places[i] for w, (_, p) in zip(both, pairs, strict=True) for i in p]
        )
        vectors = head.sides(words[ends].flatten(1), words[begins].flatten(1))
        asking, nobody, offered, bias = (v.float().numpy() for v in vectors)
        far = head.distance.weight.float().numpy()[:, 0]
        a = b = 0
        for window, (c, p) in zip(both, pairs, strict=True):
            table = asking[a : a + len(c)] @ offered[b : b + len(p)].T + bias[b : b + len(p)].T
            away = np.subtract.outer(
                [window.places[i][0] for i in p], [window.places[i][0] for i in c]
            )
            table += far[bucket(torch.from_numpy(away.T)).numpy()]
            _choose(window, parent, c, p, np.concatenate([nobody[a : a + len(c)], table], axis=1))
            a += len(c)
            b += len(p)


def _of_role(window: Window, role: str) -> list[int]:
    return [i for i, hit in enumerate(window.hits) if hit.role == role]


def _choose(
    window: Window,
    role: str,
    children: Sequence[int],
    parents: Sequence[int],
    table: NDArray[np.float32],
) -> None:
    """Write the best parents by their scores (children, 1 + parents), "none" first."""
    hits, sentences = window.hits, window.sentences
    for row, i in enumerate(children):
        for column, j in enumerate(parents, 1):
            if not may_link(hits[i], hits[j], sentences[i], sentences[j]):
                table[row, column] = -1e4
        for column, j in enumerate(parents, 1):
            if follows(hits[i], hits[j]):
                table[row] = -1e4
                table[row, column] = 0.0
    chances = np.exp(table - table.max(1, keepdims=True))
    chances /= chances.sum(1, keepdims=True)
    for i, row in zip(children, chances, strict=True):
        choice = int(row.argmax())
        hits[i].link = min(hits[i].link, float(row[choice]))
        if choice and role == "cue":
            hits[i].cue = parents[choice - 1]
        elif choice:
            hits[i].source = parents[choice - 1]
