"""What the reader reads: a question or claim, and a unit in its context, as one row of pieces."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from index.encoder.files import find_model
from index.encoder.tokens import WordPieces

CLS: Final = 101
SEP: Final = 102
QUESTION, SPEAKER, CONTEXT, UNIT = range(4)
"""What a piece belongs to; each has a vector of its own that is added to the piece's."""
KINDS: Final = 4

LABELS: Final = ("answers", "opposite", "hedged", "related", "unrelated")
"""What a unit does with a question or claim: answers or affirms it; takes the opposite side; does
so only in part, perhaps or on a condition; is on the very matter without doing either; none."""

LONGEST_QUESTION: Final = 56
LONGEST_SPEAKER: Final = 14
LONGEST_TITLE: Final = 16
LONGEST_BEFORE: Final = 28
LONGEST_UNIT: Final = 90

_STRAIGHT: Final = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " "}
)
"""Curly quotation marks and dashes made straight: the vocabulary splits words less then."""


class UnitText(NamedTuple):
    """A unit as texts: who speaks in it (may be empty), the article's title, the end of what
    stands before it, and the unit itself."""

    unit: str
    speaker: str = ""
    title: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Word pieces for the network; ``kinds`` is as long as ``ids``. The question comes first and
    takes ``question`` pieces with ``[CLS]`` and ``[SEP]``; the unit is the last ``unit`` pieces."""

    ids: tuple[int, ...]
    kinds: tuple[int, ...]
    question: int
    unit: int

    def __len__(self) -> int:
        return len(self.ids)


Ids = Sequence[int]


def join(question: Ids, unit: Ids, speaker: Ids = (), title: Ids = (), before: Ids = ()) -> Row:
    """``[CLS] question [SEP] speaker [SEP] title [SEP] before [SEP] unit [SEP]``.

    Arguments are word pieces without special ones. Each part is cut to its longest, question and
    context from the left; parts that are empty are left out with their ``[SEP]``.
    """
    question = question[-LONGEST_QUESTION:]
    parts = (
        (speaker[:LONGEST_SPEAKER], SPEAKER),
        (title[:LONGEST_TITLE], CONTEXT),
        (before[-LONGEST_BEFORE:], CONTEXT),
        (unit[:LONGEST_UNIT], UNIT),
    )
    ids = [CLS, *question, SEP]
    kinds = [QUESTION] * len(ids)
    for part, kind in parts:
        if part or kind == UNIT:
            ids += [*part, SEP]
            kinds += [kind] * (len(part) + 1)
    return Row(tuple(ids), tuple(kinds), len(question) + 2, min(len(unit), LONGEST_UNIT) + 1)


class TextPieces:
    """Word pieces of plain texts, without special ones. Safe to share between threads.

    ``remembered`` is how many texts' pieces are kept for the next call. Raises EncoderError where
    the encoder's tokenizer is missing or damaged.
    """

    def __init__(self, remembered: int) -> None:
        self._cut = WordPieces(find_model().tokenizer, 100_000)
        self._remembered = remembered
        self._known: dict[str, tuple[int, ...]] = {}
        self._lock = threading.Lock()

    def many(self, texts: Sequence[str]) -> list[tuple[int, ...]]:
        """Ids of the pieces of several texts."""
        with self._lock:
            known = {text: self._known[text] for text in texts if text in self._known}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        plain = [unicodedata.normalize("NFC", text).translate(_STRAIGHT) for text in missing]
        cut = self._cut.ids(plain)
        fresh = {text: tuple(ids[1:-1]) for text, ids in zip(missing, cut, strict=True)}
        with self._lock:
            if len(self._known) + len(fresh) > self._remembered:
                self._known.clear()
            if len(fresh) <= self._remembered:
                self._known |= fresh
        known |= fresh
        return [known[text] for text in texts]
