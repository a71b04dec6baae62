"""Texts to unit vectors: the embedding model, in bulk and for one question."""

from __future__ import annotations

from index.encoder.base import EncodeProgress, Encoder, EncoderIdentity, PieceStates, Vectors
from index.encoder.bulk import Precision
from index.encoder.files import DEFAULT_MODEL
from index.encoder.sentence import SentenceEncoder, load_encoder

__all__ = [
    "DEFAULT_MODEL",
    "EncodeProgress",
    "Encoder",
    "EncoderIdentity",
    "PieceStates",
    "Precision",
    "SentenceEncoder",
    "Vectors",
    "load_encoder",
]
