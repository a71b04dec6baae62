"""Contradictions: what ``rag.contradictions`` gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.types import AttributionKind, Filter, Quote, Span
from rag.types import SourceLine, Voice


@dataclass(frozen=True, slots=True)
class Side:
    """One of two statements that clash: its words, who said them, where.

    ``context`` is the span of the whole sentence around the quote; ``kind`` as of a citation.
    """

    quote: Quote
    context: Span
    voice: Voice
    source: SourceLine
    statement_id: int
    kind: AttributionKind | None = None

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "quote": self.quote.to_dict(),
            "kind": self.kind,
            "context": list(self.context),
            "voice": self.voice.to_dict(),
            "source": self.source.to_dict(),
            "statement": self.statement_id,
        }


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that cannot both hold, the earlier one first.

    ``confidence`` is the mean probability of *opposite*, each read as to the other's claim.
    ``changed`` where one speaker said both. ``repeated`` counts further pairs of the same speakers
    with one of these statements.
    """

    first: Side
    second: Side
    confidence: float
    changed: bool = False
    repeated: int = 0

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "confidence": round(self.confidence, 6),
            "changed": self.changed,
            "repeated": self.repeated,
            "first": self.first.to_dict(),
            "second": self.second.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Contradictions:
    """What was found, surest first, and in how many statements it was looked for."""

    pairs: tuple[Contradiction, ...]
    statements: int
    total: int
    generation: int
    where: Filter = Filter()

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "statements": self.statements,
            "total": self.total,
            "pairs": [pair.to_dict() for pair in self.pairs],
            "generation": self.generation,
        }
