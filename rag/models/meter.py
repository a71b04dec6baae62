"""What a language model takes for an answer, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rag.model_use import Usage


@dataclass
class Meter:
    """Counts what a model took for one answer, and with which prompts it was asked."""

    prices: tuple[float, float] | None = None
    prompts: list[str] = field(default_factory=list)
    calls: int = 0
    input_tokens: int | None = None
    output_tokens: int | None = None
    seconds: float = 0.0
    first_sentence: float | None = None

    def count(self, usage: Mapping[str, Any] | None) -> None:
        """Add the tokens of a call or a chunk of it, as the provider counted them."""
        if usage:
            self.input_tokens = (self.input_tokens or 0) + int(usage.get("input_tokens", 0))
            self.output_tokens = (self.output_tokens or 0) + int(usage.get("output_tokens", 0))

    def total(self) -> Usage:
        """What was counted so far."""
        cost = None
        if self.prices and self.input_tokens is not None and self.output_tokens is not None:
            read, written = self.prices
            cost = (self.input_tokens * read + self.output_tokens * written) / 1_000_000
        return Usage(
            self.calls,
            self.input_tokens,
            self.output_tokens,
            self.seconds,
            self.first_sentence,
            cost,
        )
