"""The door of extraction: texts in, relations out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.attribution.prepared import prepare
from index.attribution.relations import raw, relations_of
from index.attribution.rules import complete
from index.attribution.types import RawAttribution
from index.types import Span

if TYPE_CHECKING:
    from index.attribution.tagger import Tagger


def extract(
    articles: Sequence[tuple[str, Sequence[Span]]], *, tagger: Tagger | None = None
) -> list[list[RawAttribution]]:
    """Find who said what in each article.

    Each article is its text and the spans to leave out (boilerplate). All offsets are characters
    of that text. Many articles in one call are read faster than one by one. Relations come in the
    order of their content; a content that nothing attributes to anybody has neither source nor
    cue. Raises EncoderError where the tagger's model cannot be read.
    """
    from index.attribution.tagger import default_tagger
    from index.attribution.windows import encode

    reader = tagger or default_tagger()
    prepared = [prepare(text, skip) for text, skip in articles]
    encoded = [encode(p.paragraphs, p.states, reader.pieces) for p in prepared]
    return [
        [raw(relation, article) for relation in complete(relations_of(hits, article), article)]
        for article, hits in zip(prepared, reader.read(encoded), strict=True)
    ]
