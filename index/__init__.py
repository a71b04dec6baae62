"""Articles to passages, sentences, statements and vectors; storing and searching them."""

from __future__ import annotations

from index.collection import Collection, Progress
from index.corrections import Correction
from index.doctor import Finding, doctor
from index.exceptions import OnRecordError
from index.fulltext import TextQuery
from index.local import LocalCollection
from index.opening import open_collection
from index.rebuilding import rebuild
from index.types import (
    AddReport,
    Article,
    Failure,
    Filter,
    Passage,
    PassageHit,
    Quote,
    Sentence,
    SentenceHit,
    Span,
    Speaker,
    Statement,
    StatementHit,
    canonical_text,
)

__all__ = [
    "AddReport",
    "Article",
    "Collection",
    "Correction",
    "Failure",
    "Filter",
    "Finding",
    "LocalCollection",
    "OnRecordError",
    "Passage",
    "PassageHit",
    "Progress",
    "Quote",
    "Sentence",
    "SentenceHit",
    "Span",
    "Speaker",
    "Statement",
    "StatementHit",
    "TextQuery",
    "canonical_text",
    "doctor",
    "open_collection",
    "rebuild",
]
