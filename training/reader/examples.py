"""Labelled pairs, and batches of them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from rag.reader.form import LABELS, Row, TextPieces, UnitText, join

LENGTHS: Final = tuple(range(32, 209, 16))
"""Rows are padded to one of these: every new shape costs torch memory and time."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question or claim, a unit, and the labels that may be right (most often one)."""

    question: str
    unit: UnitText
    labels: tuple[bool, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Tensors of a batch: ``ids`` and ``kinds`` (rows, length); ``questions``, ``units`` and
    ``lengths`` (rows,) in pieces; ``labels`` (rows, 5) of 0 and 1; ``weights`` (rows,); ``groups``
    (rows,), the same number for rows of one question."""

    ids: Tensor
    kinds: Tensor
    questions: Tensor
    units: Tensor
    lengths: Tensor
    labels: Tensor
    weights: Tensor
    groups: Tensor


def labels_of(names: Sequence[str]) -> tuple[bool, ...]:
    """Which of the five labels are among ``names``."""
    return tuple(label in names for label in LABELS)


class Encoding:
    """Examples to rows, each text's pieces made once."""

    def __init__(self) -> None:
        self._pieces = TextPieces(0)
        self._known: dict[str, tuple[int, ...]] = {}

    def rows(self, examples: Sequence[Example]) -> list[Row]:
        """The rows of some examples, in order."""
        texts = {t for e in examples for t in (e.question, *e.unit) if t not in self._known}
        self._known |= zip(texts, self._pieces.many([*texts]), strict=True)
        known = self._known
        return [
            join(
                known[e.question],
                known[e.unit.unit],
                known[e.unit.speaker],
                known[e.unit.title],
                known[e.unit.before],
            )
            for e in examples
        ]


def padded(length: int) -> int:
    """The next of ``LENGTHS``."""
    return next((n for n in LENGTHS if n >= length), LENGTHS[-1])


def batches(
    examples: Sequence[Example], rows: Sequence[Row], tokens: int, rng: random.Random
) -> list[list[int]]:
    """Indices of examples in batches of about ``tokens`` padded pieces, in random order.

    Every batch has rows of about one length.
    """
    order = list(range(len(examples)))
    rng.shuffle(order)
    order.sort(key=lambda i: padded(len(rows[i])))
    out: list[list[int]] = []
    current: list[int] = []
    size = 0
    for i in order:
        length = padded(len(rows[i]))
        if current and (length != size or (len(current) + 1) * length > tokens):
            out.append(current)
            current = []
        size = length
        current.append(i)
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def by_question(
    examples: Sequence[Example], rows: Sequence[Row], tokens: int, rng: random.Random
) -> list[list[int]]:
    """The same with the examples of a question in one batch, or in as few as hold them.

    Each batch of a question has some of its answers; where it has no answer they are spread
    like the rest. Questions with few examples share a batch.
    """
    asked: dict[str, list[int]] = {}
    for i, example in enumerate(examples):
        asked.setdefault(example.question, []).append(i)
    parts: list[list[int]] = []
    for group in asked.values():
        rng.shuffle(group)
        most = max(2, tokens // max(padded(len(rows[i])) for i in group))
        answers = [i for i in group if examples[i].labels[0]]
        others = [i for i in group if not examples[i].labels[0]]
        number = -(-len(group) // most)
        parts += [[*(answers[n::number] or answers[:1]), *others[n::number]] for n in range(number)]
    rng.shuffle(parts)
    parts.sort(key=lambda part: max(padded(len(rows[i])) for i in part))
    out: list[list[int]] = []
    for part in parts:
        length = max(padded(len(rows[i])) for i in part)
        if out and (len(out[-1]) + len(part)) * length <= tokens:
            out[-1] += part
        else:
            out.append(part)
    rng.shuffle(out)
    return out


def batch_of(examples: Sequence[Example], rows: Sequence[Row]) -> Batch:
    """Pad and stack."""
    length = padded(max(len(r) for r in rows))
    n = len(rows)
    numbers: dict[str, int] = {}
    ids = torch.zeros((n, length), dtype=torch.long)
    kinds = torch.zeros((n, length), dtype=torch.long)
    for i, row in enumerate(rows):
        ids[i, : len(row)] = torch.tensor(row.ids)
        kinds[i, : len(row)] = torch.tensor(row.kinds)
    return Batch(
        ids,
        kinds,
        torch.tensor([r.question for r in rows]),
        torch.tensor([r.unit for r in rows]),
        torch.tensor([len(r) for r in rows]),
        torch.tensor([[float(x) for x in e.labels] for e in examples]),
        torch.tensor([e.weight for e in examples]),
        torch.tensor([numbers.setdefault(e.question, len(numbers)) for e in examples]),
    )
