"""Parts of what the API answers, as docs/json.md has them, for the OpenAPI document."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from index.types import AttributionKind, Certainty, Modality, Polarity
from rag.types import Stance, Writer


class Quote(BaseModel):
    """A verbatim slice of an article: ``text[start:end]``, counted in Unicode characters."""

    article_id: str
    start: int
    end: int
    text: str


class Span(BaseModel):
    """Characters of an article, and what stands there."""

    start: int
    end: int
    text: str


class Voice(BaseModel):
    """Whose words they are."""

    name: str
    role: str
    speaker_id: int | None
    certainty: Certainty
    described: str


class Source(BaseModel):
    """The article that words stand in."""

    article_id: str
    title: str
    source: str
    author: str
    published: str | None
    url: str
    path: str
    recognised: bool


class Where(BaseModel):
    """The limits that were set."""

    sources: list[str]
    authors: list[str]
    since: str | None
    until: str | None
    article_ids: list[str]
    speaker_ids: list[int]
    direct: bool
    reported: bool
    languages: list[str]


class Coverage(BaseModel):
    """How many articles were searched, mention it, and are quoted.

    ``unread``: how many of those searched are in a language in which no statements are found.
    """

    searched: int
    mention: int
    quoted: int
    unread: int = 0


class Citation(BaseModel):
    """A numbered quotation."""

    number: int
    kind: AttributionKind | None
    quote: Quote
    context: list[int]
    voice: Voice
    source: Source


class Dossier(BaseModel):
    """A dossier, without what is pinned in it."""

    id: str
    name: str
    pins: int
    changed: str


class Pin(Citation):
    """A pinned quotation; ``there`` tells whether its article still has these words there."""

    sha256: str
    label: str
    note: str
    added: str
    there: bool


class Segment(BaseModel):
    """A piece of a sentence."""

    text: str
    citation: int
    kind: AttributionKind | None


class AnswerSentence(BaseModel):
    """A sentence of an answer, and the citations it rests on."""

    text: str
    segments: list[Segment]
    citations: list[int]
    stance: Stance | None
    by: Writer


class Said(Citation):
    """A quotation with the side it takes, and other articles with the same words."""

    stance: Stance
    copies: list[Source]


class Position(BaseModel):
    """One voice on one side."""

    voice: Voice
    stance: Stance
    quotes: list[Said]


class Changed(BaseModel):
    """A voice that said so once and the opposite at another date."""

    voice: Voice
    numbers: list[int]


class Side(BaseModel):
    """One of two statements that cannot both hold."""

    quote: Quote
    kind: AttributionKind | None
    context: list[int]
    voice: Voice
    source: Source
    statement: int


class Pair(BaseModel):
    """Two statements that cannot both hold, the earlier one first."""

    confidence: float
    changed: bool
    repeated: int
    first: Side
    second: Side


class Statement(BaseModel):
    """An attributed claim."""

    id: int
    kind: AttributionKind
    polarity: Polarity
    modality: Modality
    confidence: float
    voice: Voice
    content: list[Span]
    speaker_words: list[Span]
    cue: Span | None
    sentences: list[Span]
    source: Source


class Speaker(BaseModel):
    """One person or body across all articles."""

    id: int
    name: str
    kind: Literal["person", "body", "group", "unknown"]
    roles: list[str]
    forms: list[str]
    statements: int
    articles: int


class Article(BaseModel):
    """An article without its text."""

    id: str
    title: str
    source: str
    author: str
    published: str | None
    url: str
    path: str
    language: str
    characters: int
    digest: str
