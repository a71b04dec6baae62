"""What an encoder is: texts to unit vectors, and the identity that a collection remembers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from index.exceptions import EncoderError

Vectors = npt.NDArray[np.float32]
"""``(n, dimension)`` or ``(dimension,)`` float32; every row has length 1."""

EncodeProgress = Callable[[int, int], None]
"""Called as ``progress(done, total)`` with counts of texts."""


@dataclass(frozen=True, slots=True)
class PieceStates:
    """What an encoder made of one text, word piece by word piece; special tokens are left out.

    ``starts`` and ``ends``, both ``(n,)``, are characters of the text; ``states`` ``(n,
    dimension)`` are what the last layer made of the pieces, of which the text's vector is the mean
    (special tokens counted too).
    """

    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    states: npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class EncoderIdentity:
    """What makes two encoders interchangeable; stored with every collection.

    ``weights_sha256`` is the SHA-256 of the weights file. The precision of the arithmetic is not
    part of it: every precision in use keeps a cosine of at least 0.999 to float32.
    """

    name: str
    dimension: int
    weights_sha256: str
    pooling: str
    normalised: bool
    max_tokens: int

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> EncoderIdentity:
        """Read the JSON shape. Raises EncoderError where a field is missing or of another type."""
        known: dict[str, Any] = {}
        for field in fields(cls):
            value = data.get(field.name)
            if type(value).__name__ != field.type:
                raise EncoderError(
                    f"the stored encoder identity has no usable {field.name!r} ({value!r}); "
                    "run `onrecord rebuild --re-embed` to embed the collection again"
                )
            known[field.name] = value
        return cls(**known)


@runtime_checkable
class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product is their cosine.

    Implementations are safe to use from several threads. A text longer than ``max_tokens`` is
    never cut: the passage methods raise EncoderError. Questions are the exception; what a person
    types may run long, and its first ``max_tokens`` word pieces are read.
    """

    @property
    def identity(self) -> EncoderIdentity:
        """What a collection stores to recognise this encoder again."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many word pieces are read, special tokens included."""
        ...

    @property
    def precision(self) -> str:
        """The arithmetic of ``encode_passages``: ``float32`` or ``bfloat16``.

        ``auto`` until the first bulk call has measured which of them this processor does faster.
        """
        ...

    def verify(self) -> None:
        """Hash the weights again. Raises EncoderError where they are not what they should be."""
        ...

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Word pieces of each text, special tokens included, without any limit."""
        ...

    def encode_passages(
        self, texts: Sequence[str], *, progress: EncodeProgress | None = None
    ) -> Vectors:
        """Encode in bulk: ``(n, dimension)``, in the order given. Loads the heavy libraries."""
        ...

    @property
    def shows_states(self) -> bool:
        """Whether the ``read`` methods can be called: a plain BERT whose vectors are means."""
        ...

    def read_passages(
        self, texts: Sequence[str], *, progress: EncodeProgress | None = None
    ) -> tuple[Vectors, list[PieceStates]]:
        """The vectors of ``encode_passages``, and the states of which they are made."""
        ...

    def read_short(self, texts: Sequence[str]) -> tuple[Vectors, list[PieceStates]]:
        """The vectors of ``encode_short``, and the states of which they are made.

        Raises EncoderError where a text is longer than the encoder reads.
        """
        ...

    def encode_short(self, texts: Sequence[str]) -> Vectors:
        """Encode a handful of texts quickly, in float32, without the heavy libraries."""
        ...

    def encode_question(self, text: str) -> Vectors:
        """Encode one question: ``(dimension,)``, by the same path as ``encode_short``."""
        ...
