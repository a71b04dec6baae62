"""Positions on a proposition: what ``rag.positions`` gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from index.types import Filter
from rag.types import Citation, Coverage, Reason, SourceLine, Stance, Voice


@dataclass(frozen=True, slots=True)
class Said:
    """One quote of a voice, with the side it takes and the articles that carry the same words."""

    citation: Citation
    stance: Stance
    copies: tuple[SourceLine, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            **self.citation.to_dict(),
            "stance": self.stance,
            "copies": [copy.to_dict() for copy in self.copies],
        }


@dataclass(frozen=True, slots=True)
class HeldPosition:
    """One voice on one side with its quotes, best first; a reprint or agency copy adds none."""

    voice: Voice
    stance: Stance
    quotes: tuple[Said, ...]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "voice": self.voice.to_dict(),
            "stance": self.stance,
            "quotes": [said.to_dict() for said in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class ChangedPosition:
    """A speaker who said so at one time and the opposite at another, quotes by date."""

    voice: Voice
    quotes: tuple[Said, ...]

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "voice": self.voice.to_dict(),
            "numbers": [said.citation.number for said in self.quotes],
        }


@dataclass(frozen=True, slots=True)
class Positions:
    """Who holds what on a proposition.

    ``held`` is in the order of the columns, the best first in each. Where nobody speaks to the
    proposition it is empty, ``reason`` and ``message`` say why, and ``nearest`` is the closest
    evidence, which is no answer.
    """

    proposition: str
    held: tuple[HeldPosition, ...]
    changed: tuple[ChangedPosition, ...]
    coverage: Coverage
    generation: int
    where: Filter = Filter()
    reason: Reason = ""
    message: str = ""
    nearest: tuple[Citation, ...] = ()
    confidence: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.held)

    def side(self, stance: Stance) -> tuple[HeldPosition, ...]:
        """One column: the voices that affirm, deny, hedge (``conditional``) or only report."""
        return tuple(position for position in self.held if position.stance == stance)

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON shape (docs/json.md)."""
        return {
            "proposition": self.proposition,
            "reason": self.reason,
            "message": self.message,
            "positions": [position.to_dict() for position in self.held],
            "changed": [change.to_dict() for change in self.changed],
            "nearest": [citation.to_dict() for citation in self.nearest],
            "coverage": self.coverage.to_dict(),
            "confidence": round(self.confidence, 6),
            "generation": self.generation,
        }
