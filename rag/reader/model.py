"""The reader: what a sentence does with a question or claim, as probabilities.

>>> load().read("Who says the dam is safe?", [UnitText("The dam is not safe.")])  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

from index.keeping import Once
from index.store.files import digest
from rag.reader.form import TextPieces, UnitText, join
from rag.reader.network import FILE, MODEL, Network, model_folder


class Reading(NamedTuple):
    """Probabilities, summing to one, of what a unit does with a question or claim.

    ``answers``: it answers the question, or says that the claim is so. ``opposite``: it says that
    what is asked about or claimed is not so. ``hedged``: so only in part, perhaps, or on a
    condition. ``related``: on the very matter, without any of these. ``unrelated``: none.
    """

    answers: float
    opposite: float
    hedged: float
    related: float
    unrelated: float

    @property
    def speaks(self) -> float:
        """Probability that it takes a position at all: answers, denies or hedges."""
        return self.answers + self.opposite + self.hedged

    @property
    def on_topic(self) -> float:
        """Probability that it is on the matter."""
        return 1.0 - self.unrelated


_REMEMBERED: Final = 8192
"""Texts whose word pieces are kept."""


class Reader:
    """The model in memory. Same input, same output; nothing is fetched, torch is not imported.

    ``config`` is what stands beside the weights in ``config.json``. Raises EncoderError where the
    files in ``folder`` are missing or damaged.
    """

    def __init__(self, folder: Path = MODEL) -> None:
        self._network = Network(folder)
        self._pieces = TextPieces(_REMEMBERED)
        self.config = self._network.config
        self._folder = folder

    @property
    def version(self) -> str:
        """Tells readers with other weights apart; reads the file."""
        return digest(self._folder / FILE)

    def read(self, question: str | Sequence[str], units: Sequence[UnitText]) -> list[Reading]:
        """What each unit does with a question or claim, or with its own of several, in order."""
        each = [question] * len(units) if isinstance(question, str) else question
        pairs = zip(each, units, strict=True)
        texts = self._pieces.many([text for asked, unit in pairs for text in (asked, *unit)])
        rows = [join(*texts[i : i + 5]) for i in range(0, len(texts), 5)]
        scores = self._network.scores(rows)
        e = np.exp(scores - scores.max(axis=1, keepdims=True))
        probabilities = e / e.sum(axis=1, keepdims=True)
        return [Reading(*(round(float(p), 6) for p in row)) for row in probabilities]


@Once
def load() -> Reader:
    """The shipped reader, or that of the folder ONRECORD_READER names, read at the first call.

    Raises EncoderError where it is missing or damaged.
    """
    return Reader(model_folder())
