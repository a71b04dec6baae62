"""From the network's scores to spans and links: Viterbi, and the best parent of each span."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

ROLE_OF_TAG: Final = ("", "source", "source", "cue", "cue", "content", "content")
BEGINS: Final = (False, True, False, True, False, True, False)


@dataclass(slots=True)
class Hit:
    """One tagged span of one article: words `first` to `end` - 1 of paragraph `paragraph`."""

    role: str
    paragraph: int
    first: int
    end: int
    confidence: float
    cue: int | None = None
    """For a content: index of its cue in the article's list of hits."""
    source: int | None = None
    """For a cue or content: index of its source."""
    link: float = 1.0
    """Probability of the chosen link."""


@dataclass(frozen=True, slots=True)
class Crf:
    """The trained tables: transitions (from, to), start and end scores."""

    transitions: Floats
    start: Floats
    end: Floats


def decode(
    scores: Floats, rows: Sequence[int], crf: Crf
) -> tuple[list[NDArray[np.int64]], list[Floats]]:
    """Best tag sequence of each paragraph, and how probable each of its tags is by itself.

    `scores` is (words, tags), the words of all paragraphs in order; `rows` their lengths. The
    best sequence is Viterbi's; the probabilities are forward-backward marginals. Paragraphs of
    like length are decoded together.
    """
    begins = np.concatenate(([0], np.cumsum(rows)))[:-1].astype(np.int64)
    order = sorted((i for i, n in enumerate(rows) if n), key=lambda i: rows[i])
    best: list[NDArray[np.int64]] = [np.zeros(n, dtype=np.int64) for n in rows]
    sure: list[Floats] = [np.ones(n, dtype=np.float32) for n in rows]
    for at in range(0, len(order), 64):
        part = order[at : at + 64]
        lengths = np.array([rows[i] for i in part])
        where = begins[part][:, None] + np.minimum(np.arange(lengths[-1]), lengths[:, None] - 1)
        table = scores[where]
        paths = viterbi(table, lengths, crf)
        chances = marginals(table, lengths, crf)
        for row, i in enumerate(part):
            n = rows[i]
            best[i] = paths[row, :n]
            sure[i] = chances[row, np.arange(n), best[i]]
    return best, sure


def viterbi(table: Floats, lengths: NDArray[np.int64], crf: Crf) -> NDArray[np.int64]:
    """Best tags, (rows, time); `table` is (rows, time, tags)."""
    rows, time, tags = table.shape
    back = np.zeros((time, rows, tags), dtype=np.int64)
    alpha = crf.start + table[:, 0]
    for t in range(1, time):
        paths = alpha[:, :, None] + crf.transitions
        back[t] = paths.argmax(1)
        step = paths.max(1) + table[:, t]
        alpha = np.where((t < lengths)[:, None], step, alpha)
    tag = (alpha + crf.end).argmax(1)
    best = np.zeros((rows, time), dtype=np.int64)
    every = np.arange(rows)
    for t in range(time - 1, -1, -1):
        best[:, t] = tag
        if t:
            tag = np.where(t < lengths, back[t, every, tag], tag)
    return best


def marginals(table: Floats, lengths: NDArray[np.int64], crf: Crf) -> Floats:
    """Probability of each tag at each word, (rows, time, tags), by forward-backward."""
    rows, time, tags = table.shape
    step = np.exp(np.maximum(crf.transitions, -60))
    local = np.exp(table - table.max(-1, keepdims=True))
    forward = np.empty((rows, time, tags), dtype=np.float32)
    backward = np.empty((rows, time, tags), dtype=np.float32)
    alpha = np.exp(np.maximum(crf.start, -60)) * local[:, 0]
    for t in range(time):
        if t:
            alpha = (alpha @ step) * local[:, t]
        alpha = alpha / alpha.sum(1, keepdims=True)
        forward[:, t] = alpha
    beta = np.tile(np.exp(crf.end), (rows, 1))
    final = beta / beta.sum(1, keepdims=True)
    for t in range(time - 1, -1, -1):
        if t < time - 1:
            following = (beta * local[:, t + 1]) @ step.T
            following = following / following.sum(1, keepdims=True)
            beta = np.where((t + 1 < lengths)[:, None], following, final)
        else:
            beta = final
        backward[:, t] = beta
    both = forward * backward
    result: Floats = both / np.maximum(both.sum(-1, keepdims=True), 1e-30)
    return result


def hits_of(tags: NDArray[np.int64], paragraph: int, offset: int, sure: Floats) -> list[Hit]:
    """Spans of one paragraph (or part of one, whose first word is number `offset`).

    `sure` is the probability of each word's chosen tag.
    """
    hits: list[Hit] = []
    values = tags.tolist()
    n = len(values)
    i = 0
    while i < n:
        if not BEGINS[values[i]]:
            i += 1
            continue
        j = i + 1
        while j < n and values[j] == values[i] + 1:
            j += 1
        confidence = float(sure[i:j].mean())
        hits.append(Hit(ROLE_OF_TAG[values[i]], paragraph, offset + i, offset + j, confidence))
        i = j
    return hits
