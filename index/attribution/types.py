"""What extraction hands out: relations as spans of the article's text."""

from __future__ import annotations

from dataclasses import dataclass

from index.types import AttributionKind, Span


@dataclass(frozen=True, slots=True)
class RawAttribution:
    """One attribution relation, before anybody asked who "he" is.

    Spans are characters of the article's text, in order, without overlap, never empty. `source`
    is None where the text names nobody for this content; `cue` is None where there are no
    reporting words of its own. `confidence` is between 0 and 1.
    """

    source: tuple[Span, ...] | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    confidence: float = 1.0
