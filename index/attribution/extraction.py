"""The door of extraction: texts in, relations out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.attribution.prepared import Prepared, prepare
from index.attribution.relations import Relation, raw, relations_of
from index.attribution.rules import complete
from index.attribution.types import RawAttribution
from index.types import Span

if TYPE_CHECKING:
    from index.attribution.tagger import States


@dataclass(frozen=True, slots=True)
class Extracted:
    """The relations of one article, and what they were read from."""

    article: Prepared
    relations: Sequence[Relation]
    """In words, in the order of their content."""
    states: Sequence[States]
    """The tagger's vectors of the words of each paragraph, (words, width)."""

    def raw(self) -> list[RawAttribution]:
        """The relations in characters."""
        return [raw(relation, self.article) for relation in self.relations]


def extract(articles: Sequence[tuple[str, Sequence[Span]]]) -> list[list[RawAttribution]]:
    """Find who said what in each article.

    Each article is its text and the spans to leave out (boilerplate). All offsets are characters
    of that text. Many articles in one call are read faster than one by one. Relations come in the
    order of their content; a content that nothing attributes to anybody has neither source nor
    cue. Raises EncoderError where the tagger's model cannot be read.
    """
    return [one.raw() for one in extract_with_states(articles)]


def extract_with_states(articles: Sequence[tuple[str, Sequence[Span]]]) -> list[Extracted]:
    """What ``extract`` finds, with the vectors of the words: some 800 bytes a word."""
    from index.attribution.tagger import default_tagger
    from index.attribution.windows import encode

    reader = default_tagger()
    prepared = [prepare(text, skip) for text, skip in articles]
    encoded = [encode(p.paragraphs, p.states, reader.pieces) for p in prepared]
    return [
        Extracted(article, complete(relations_of(read.hits, article), article), read.states)
        for article, read in zip(prepared, reader.read(encoded), strict=True)
    ]
