"""Which cue a content belongs to, and which source a cue or content has, inside one window."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from index.attribution.decode import Hit
from index.attribution.windows import Paragraph
from index.attribution.words import CLOSING, STATES, sentence_numbers

if TYPE_CHECKING:
    from torch import Tensor

    from index.attribution.network import Network

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


def link(
    hits: Sequence[Hit],
    places: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
    words: Tensor,
    network: Network,
) -> None:
    """Choose the parents of the spans of one window and write them into the spans.

    `places` are first and last word of each span among the rows of `words`, `sentences` the
    numbers of its first and last sentence. The indices written count the window's spans.
    """
    import torch

    from index.attribution.network import bucket

    by_role: dict[str, list[int]] = {"source": [], "cue": [], "content": []}
    for i, hit in enumerate(hits):
        by_role[hit.role].append(i)
    spots = torch.tensor(places, dtype=torch.long)
    for head, (child, parent) in zip(network.links, PAIRS, strict=True):
        children, parents = by_role[child], by_role[parent]
        if not children or not parents:
            continue
        c, p = spots[children], spots[parents]
        far = bucket(p[None, :, 0] - c[:, None, 0])
        table = head(words[c].flatten(1)[None], words[p].flatten(1)[None], far[None])[0].float()
        apart = torch.tensor(
            [
                [not may_link(hits[i], hits[j], sentences[i], sentences[j]) for j in parents]
                for i in children
            ]
        )
        table[:, 1:].masked_fill_(apart, -1e4)
        for row, i in enumerate(children):
            for column, j in enumerate(parents, 1):
                if follows(hits[i], hits[j]):
                    table[row] = -1e4
                    table[row, column] = 0.0
        chances, best = torch.softmax(table, 1).max(1)
        for i, choice, chance in zip(children, best.tolist(), chances.tolist(), strict=True):
            hits[i].link = min(hits[i].link, chance)
            if choice and parent == "cue":
                hits[i].cue = parents[choice - 1]
            elif choice:
                hits[i].source = parents[choice - 1]
