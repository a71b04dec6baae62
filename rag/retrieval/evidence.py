"""What a search for passages gives back."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import Quote, Statement
from rag.types import SourceLine, Voice


@dataclass(frozen=True, slots=True)
class Evidence:
    """One scored quote that retrieval hands to an answerer, with its statement where it has one.

    ``context`` is the span of whole sentences around the quote, for display.
    """

    quote: Quote
    source: SourceLine
    score: float
    voice: Voice = Voice()
    statement: Statement | None = None
    context: tuple[int, int] = (0, 0)
