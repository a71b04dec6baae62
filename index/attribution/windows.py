"""Paragraphs to windows to padded batches of word pieces, for training and for reading alike.

A window is a run of consecutive whole paragraphs of one article, `[CLS] p1 [SEP] p2 [SEP] ...`,
so that a paragraph is read with its neighbours in view.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.attribution.states import quote_states
from index.attribution.words import NO_WORD, Word, feature, mark_of, plain

CLS: Final = 101
SEP: Final = 102
_PIECES_PER_WORD: Final = 12
_CACHE: Final = 200_000

Ints = NDArray[np.int64]


class Pieces:
    """Word pieces of single words, remembered.

    Reads a `tokenizer.json`; raises OSError or ValueError where that cannot be done.
    """

    def __init__(self, path: Path) -> None:
        from tokenizers import Tokenizer

        content = path.read_text(encoding="utf-8")
        json.loads(content)  # the library's own error for a damaged file is a bare Exception
        self._tokenizer = Tokenizer.from_str(content)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """Ids of one word's pieces, at least one, at most twelve."""
        ids = self._known.get(word)
        if ids is None:
            found = self._tokenizer.encode(word, add_special_tokens=False).ids
            ids = tuple(found[:_PIECES_PER_WORD]) or (100,)
            if len(self._known) < _CACHE:
                self._known[word] = ids
        return ids


@dataclass(slots=True)
class Paragraph:
    """One paragraph as the encoder sees it."""

    pieces: list[int]
    features: list[int]
    """One feature a word."""
    widths: list[int]
    """Pieces of each word."""

    def __len__(self) -> int:
        return len(self.widths)


def paragraphs_of(tokens: Sequence[Sequence[str]], pieces: Pieces) -> list[Paragraph]:
    """Encode the paragraphs of one article given as bare tokens with directed quotation marks."""
    states = quote_states([[mark_of(token) for token in paragraph] for paragraph in tokens])
    return [_encoded(words, row, pieces) for words, row in zip(tokens, states, strict=True)]


def encode(
    paragraphs: Sequence[Sequence[Word]], states: Sequence[Sequence[int]], pieces: Pieces
) -> list[Paragraph]:
    """Encode the paragraphs of one article given as words of its text."""
    return [
        _encoded([word.text for word in words], row, pieces)
        for words, row in zip(paragraphs, states, strict=True)
    ]


def _encoded(words: Sequence[str], states: Sequence[int], pieces: Pieces) -> Paragraph:
    encoded = [pieces(plain(word)) for word in words]
    return Paragraph(
        pieces=[i for ids in encoded for i in ids],
        features=[feature(word, state) for word, state in zip(words, states, strict=True)],
        widths=[len(ids) for ids in encoded],
    )


def split_long(paragraph: Paragraph, limit: int) -> list[Paragraph]:
    """Cut a paragraph at word boundaries so that each part has at most `limit` pieces."""
    if len(paragraph.pieces) <= limit:
        return [paragraph]
    parts: list[Paragraph] = []
    at = begin = begin_piece = 0
    for i, width in enumerate(paragraph.widths):
        if at + width - begin_piece > limit:
            parts.append(_cut(paragraph, begin, i, begin_piece, at))
            begin, begin_piece = i, at
        at += width
    parts.append(_cut(paragraph, begin, len(paragraph), begin_piece, at))
    return parts


def _cut(p: Paragraph, a: int, b: int, pa: int, pb: int) -> Paragraph:
    return Paragraph(p.pieces[pa:pb], p.features[a:b], p.widths[a:b])


def group(lengths: Sequence[int], limit: int, first: int | None = None) -> list[range]:
    """Group consecutive paragraphs (by their piece counts) into windows of at most `limit`.

    `first` limits the first window alone, which moves all later borders (used in training).
    A paragraph longer than the limit stands alone.
    """
    groups: list[range] = []
    begin, size, bound = 0, 1, first or limit
    for i, n in enumerate(lengths):
        if i > begin and size + n + 1 > bound:
            groups.append(range(begin, i))
            begin, size, bound = i, 1, limit
        size += n + 1
    if begin < len(lengths):
        groups.append(range(begin, len(lengths)))
    return groups


@dataclass(slots=True)
class Batch:
    """Several windows, padded. Words stand in order: by window, then paragraph, then place."""

    ids: Ints
    features: Ints
    lengths: Ints
    first: Ints
    last: Ints
    """Flattened piece index of each word's first and last piece."""
    rows: list[int] = field(default_factory=list)
    """Words of each paragraph, in order."""
    windows: list[int] = field(default_factory=list)
    """Paragraphs of each window, in order."""


def pad_to(length: int) -> int:
    """Padded length: few different ones, since each new shape costs the engine memory."""
    return -(-length // 32) * 32


def window_length(window: Sequence[Paragraph]) -> int:
    """Pieces of a window, with `[CLS]` and the separators."""
    return 1 + sum(len(p.pieces) + 1 for p in window)


def batch_of(windows: Sequence[Sequence[Paragraph]]) -> Batch:
    """Lay out windows as one padded batch."""
    lengths = [window_length(w) for w in windows]
    width = pad_to(max(lengths))
    ids = np.zeros((len(windows), width), dtype=np.int64)
    features = np.full((len(windows), width), NO_WORD, dtype=np.int64)
    starts: list[int] = []
    widths: list[int] = []
    rows: list[int] = []
    for i, window in enumerate(windows):
        line = [CLS]
        marks = [NO_WORD]
        for paragraph in window:
            at = i * width + len(line)
            for n in paragraph.widths:
                starts.append(at)
                at += n
            widths.extend(paragraph.widths)
            marks.extend(np.repeat(paragraph.features, paragraph.widths).tolist())
            line.extend(paragraph.pieces)
            line.append(SEP)
            marks.append(NO_WORD)
            rows.append(len(paragraph))
        ids[i, : len(line)] = line
        features[i, : len(line)] = marks
    first = np.asarray(starts, dtype=np.int64)
    return Batch(
        ids=ids,
        features=features,
        lengths=np.asarray(lengths, dtype=np.int64),
        first=first,
        last=first + np.asarray(widths, dtype=np.int64) - 1,
        rows=rows,
        windows=[len(w) for w in windows],
    )
