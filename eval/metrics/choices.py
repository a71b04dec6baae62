"""Which of several choices does a text support best?

A sliding window after Richardson, Burges and Renshaw (MCTest, EMNLP 2013): words weigh by how rare
they are in the evidence, and a choice is supported where its words stand close to those of the
question. Two things differ, so that long choices are not preferred: shares of the words' weight are
compared instead of sums, and words that all choices have in common decide nothing. There is nothing
to train, and no number in it was fitted to a data set.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from eval.metrics.answers import normalise

REACH: Final = 20
"""Words looked at on each side of a word of the choice: about a sentence before and after."""
STATED: Final = 0.5
"""A text states a choice where at least this share of its words' weight stands in one window."""


class Support(NamedTuple):
    """How well a choice is supported: the best window, and the share of the choice in it (0..1)."""

    score: float
    stated: float


def supports(question: str, offered: Sequence[str], pieces: Sequence[str]) -> list[Support]:
    """The support of each choice by the pieces of evidence."""
    texts = [normalise(piece).split() for piece in pieces]
    counts = Counter(word for text in texts for word in text)
    asked = set(normalise(question).split())
    return [_support(words, asked, texts, counts) for words in _own_words(offered, asked)]


def best(found: Sequence[Support]) -> int | None:
    """The place of the best supported choice, the first of equals; None where none has support."""
    top = max(range(len(found)), key=lambda i: (found[i].score, -i), default=None)
    return top if top is not None and found[top].score > 0 else None


def _own_words(offered: Sequence[str], asked: AbstractSet[str]) -> list[set[str]]:
    """What is special about each choice: its words without those of all and of the question."""
    every = [set(normalise(choice).split()) for choice in offered]
    shared = set.intersection(*every) if every else set()
    return [words - shared - asked or words - shared or words for words in every]


def _support(
    words: AbstractSet[str],
    asked: AbstractSet[str],
    texts: Sequence[Sequence[str]],
    counts: Mapping[str, int],
) -> Support:
    top = Support(0.0, 0.0)
    for text in texts:
        for window in _windows(words, text):
            stated = _share(words, window, counts)
            near = _share(asked, window, counts)
            top = max(top, Support(stated * (1 + near) / 2, stated))
    return top


def _windows(words: AbstractSet[str], text: Sequence[str]) -> Iterator[set[str]]:
    for place, word in enumerate(text):
        if word in words:
            yield set(text[max(0, place - REACH) : place + REACH + 1])


def _share(words: AbstractSet[str], window: AbstractSet[str], counts: Mapping[str, int]) -> float:
    """The share of the words' weight that stands in a window; sums in a fixed order."""
    whole = sum(_weight(word, counts) for word in sorted(words))
    return sum(_weight(word, counts) for word in sorted(words & window)) / whole if whole else 0.0


def _weight(word: str, counts: Mapping[str, int]) -> float:
    """MCTest's inverse count: log(1 + 1 / occurrences)."""
    return math.log1p(1 / max(1, counts.get(word, 0)))
