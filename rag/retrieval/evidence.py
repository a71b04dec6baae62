"""What a search for passages gives back."""

from __future__ import annotations

from dataclasses import dataclass

from index.collection import Collection
from index.types import Passage, Quote
from rag.types import SourceLine, Voice


@dataclass(frozen=True, slots=True)
class Evidence:
    """One scored quote that a search finds.

    ``context`` is the span of whole sentences around the quote, for display.
    """

    quote: Quote
    source: SourceLine
    score: float
    voice: Voice = Voice()
    context: tuple[int, int] = (0, 0)

    @classmethod
    def of(cls, collection: Collection, passage: Passage, score: float) -> Evidence:
        """A passage, quoted whole."""
        article, span = collection.article(passage.article_id), (passage.start, passage.end)
        return cls(article.quote(*span), SourceLine.of(article), score, context=span)
