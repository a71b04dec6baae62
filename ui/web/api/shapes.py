"""What the API answers, as docs/json.md has it; a test holds both to what is really answered."""

from __future__ import annotations

from pydantic import BaseModel

from index.types import AttributionKind
from rag.counting import By
from rag.model_use import Fault
from rag.types import QuestionType, Reason, Status
from ui.web.api.parts import (
    AnswerSentence,
    Article,
    Changed,
    Citation,
    Coverage,
    Dossier,
    Pair,
    Pin,
    Position,
    Quote,
    Source,
    Speaker,
    Statement,
    Voice,
    Where,
)


class Rejected(BaseModel):
    """What a language model wrote and was not shown as it was."""

    text: str
    fault: Fault
    detail: str
    replaced: bool


class Usage(BaseModel):
    """What a language model cost."""

    calls: int
    input_tokens: int | None
    output_tokens: int | None
    cost: float | None
    seconds: float
    first_sentence: float | None


class Model(BaseModel):
    """What a language model had to do with an answer."""

    name: str
    prompt: str
    wrote: int
    note: str
    rejected: list[Rejected]
    usage: Usage


class Answer(BaseModel):
    """As ``onrecord ask --json``."""

    question: str
    standalone: str
    rewritten: bool
    before: str
    type: QuestionType
    status: Status
    reason: Reason
    message: str
    text: str
    sentences: list[AnswerSentence]
    citations: list[Citation]
    nearest: list[Citation]
    coverage: Coverage
    confidence: float
    generation: int
    model: Model | None
    timings: dict[str, float]
    log_id: int | None


class Evidence(BaseModel):
    """A passage that was found."""

    quote: Quote
    context: list[int]
    voice: Voice
    source: Source
    score: float


class Search(BaseModel):
    """As ``onrecord search --json``."""

    query: str
    where: Where
    results: list[Evidence]


class Positions(BaseModel):
    """As ``onrecord positions --json``."""

    proposition: str
    where: Where
    reason: Reason
    message: str
    positions: list[Position]
    changed: list[Changed]
    nearest: list[Citation]
    coverage: Coverage
    confidence: float
    generation: int


class Contradictions(BaseModel):
    """As ``onrecord contradictions --json``."""

    where: Where
    statements: int
    total: int
    pairs: list[Pair]
    generation: int


class Statements(BaseModel):
    """As ``onrecord statements --json``."""

    where: Where
    about: str | None
    kind: AttributionKind | None
    total: int
    statements: list[Statement]


class OneSpeaker(BaseModel):
    """As ``onrecord speaker --json``."""

    speaker: Speaker
    total: int
    statements: list[Statement]


class Count(BaseModel):
    """How many statements of a speaker the articles of one source or month have."""

    speaker_id: int
    name: str
    group: str
    statements: int
    article_ids: list[str]


class Speakers(BaseModel):
    """As ``onrecord speakers --json``."""

    where: Where
    kind: AttributionKind | None
    by: By | None
    total: int
    speakers: list[Speaker]
    counts: list[Count]


class Articles(BaseModel):
    """As ``onrecord list --json``."""

    total: int
    articles: list[Article]


class OneArticle(Article):
    """An article with its text and who says what in it."""

    text: str
    statements: list[Statement]


class Dates(BaseModel):
    """First and last day, and how many articles have none."""

    first: str | None
    last: str | None
    undated: int


class Info(BaseModel):
    """As ``onrecord info --json``; ``collection`` is its name."""

    collection: str
    generation: int
    articles: int
    passages: int
    statements: int
    speakers: int
    characters: int
    published: Dates
    sources: dict[str, int]
    languages: dict[str, int]
    bytes: dict[str, int]


class Problem(BaseModel):
    """What happened, and a command that fixes it where there is one."""

    type: str
    message: str
    fix: str | None = None


class Error(BaseModel):
    """What is answered where something cannot be done."""

    error: Problem


class Dossiers(BaseModel):
    """As ``onrecord dossier list --json``."""

    dossiers: list[Dossier]


class OneDossier(BaseModel):
    """As ``onrecord dossier show --json``."""

    dossier: Dossier
    where: Where
    label: str
    pins: list[Pin]
