"""The vocabulary of answering: whose words, Citation, Answer.

An answer is made of sentences, a sentence of segments. A segment is either wording of ours or a
quotation, and a quotation is a Quote, so it can only be a slice of an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from operator import attrgetter
from typing import Any, Literal

from index.quoting import marked
from index.types import Article, AttributionKind, Certainty, Filter, Quote, Span
from rag.model_use import ModelUse

QuestionType = Literal["who", "says", "did_say", "fact", "contrast", "summary"]
Stance = Literal["affirm", "deny", "conditional", "report"]
Status = Literal["answered", "abstained"]
Reason = Literal[
    "",
    "empty_collection",
    "no_question",  # nothing is asked of the articles
    "no_topic",  # nothing in the collection speaks of this
    "no_claim",  # the topic is there, such a claim is not
    "speaker_silent",  # this speaker says nothing on it
    "speaker_unknown",  # nobody of that name speaks in the collection
    "only_opposite",  # only the opposite is said
]
Writer = Literal["builtin", "model"]
"""Who put a sentence of an answer into words: the built-in answerer, or a language model."""


_BIBLIOGRAPHIC = attrgetter("title", "source", "author", "published", "url", "path", "recognised")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """What a reader needs to know of the article a quote stands in."""

    article_id: str
    title: str
    source: str
    author: str
    published: date | None
    url: str
    path: str
    recognised: bool = False
    """Whether its text was recognised in pictures (OCR)."""

    @classmethod
    def of(cls, article: Article) -> SourceLine:
        """Take the bibliographic fields of an article."""
        return cls(article.id, *_BIBLIOGRAPHIC(article))

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape; ``published`` is ISO 8601 or null."""
        published = self.published.isoformat() if self.published else None
        return {**asdict(self), "published": published}


@dataclass(frozen=True, slots=True)
class Voice:
    """Who a quote belongs to. ``name`` and ``described`` empty mean the article's own voice.

    ``role`` is as the text gives it. With ``certainty`` other than ``certain`` it is shown as such.
    ``described`` is whom the text names as the source, in its words ("a spokesman"), where it does
    not tell for certain who that is. ``told`` is where it says that they say it: a voice is the
    same wherever it is told, and no JSON shape has it.
    """

    name: str = ""
    role: str = ""
    speaker_id: int | None = None
    certainty: Certainty = "unresolved"
    described: str = ""
    told: tuple[Span, ...] = field(default=(), compare=False)

    @property
    def somebody(self) -> bool:
        """Whether the text tells of anybody whose words they are, by name or not."""
        return bool(self.name or self.described)

    @classmethod
    def from_dict(cls, shape: Mapping[str, Any]) -> Voice:
        """The voice of a JSON shape; one kept before there were descriptions has none."""
        described = shape.get("described", "")
        return cls(shape["name"], shape["role"], shape["speaker_id"], shape["certainty"], described)

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a voice."""
        shape = asdict(self)
        del shape["told"]
        return shape


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered Quote in an answer (numbers start at 1).

    ``kind`` says whether the article sets the words as a quotation (``rag.voices.form_of``); None
    for the article's own narration.
    """

    number: int
    quote: Quote
    source: SourceLine
    voice: Voice = Voice()
    context: tuple[int, int] = (0, 0)
    kind: AttributionKind | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a citation."""
        return {
            "number": self.number,
            "kind": self.kind,
            "quote": self.quote.to_dict(),
            "context": list(self.context),
            "voice": self.voice.to_dict(),
            "source": self.source.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of an answer's sentence: wording of ours (``citation`` 0) or a slice of an article,
    in quotation marks where its ``kind`` is ``direct``."""

    text: str
    citation: int = 0
    kind: AttributionKind | None = None


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence of an answer, with the numbers of the citations it rests on.

    ``stance`` says which side of the question's claim it reports, where there are sides; ``by`` who
    put it into words.
    """

    segments: tuple[Segment, ...]
    citations: tuple[int, ...]
    stance: Stance | None = None
    by: Writer = "builtin"

    @property
    def text(self) -> str:
        """The sentence as shown, direct quotations in curly quotes, without citation numbers."""
        return "".join(marked(s.text, s.kind) for s in self.segments)

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a sentence."""
        return {
            "text": self.text,
            "segments": [asdict(s) for s in self.segments],
            "citations": list(self.citations),
            "stance": self.stance,
            "by": self.by,
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the answer looked: numbers of articles searched, that mention it, and quoted.

    ``unread`` counts those searched in which, for their language, nobody's statements are known.
    """

    searched: int = 0
    mention: int = 0
    quoted: int = 0
    unread: int = 0

    def to_dict(self) -> dict[str, int]:
        """The JSON shape of coverage."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the collection says to a question.

    ``standalone`` is the question that was really searched; ``rewritten`` says that it differs from
    what was asked, ``before`` is the earlier question that it follows up, if any. ``message`` is
    one plain sentence: the reason when abstained. ``nearest`` is the closest evidence when
    abstained. ``timings`` are seconds per step; they are the only part that differs between runs,
    and ``to_dict(timings=False)`` leaves them out. ``model`` says what a language model had to do
    with it; None where none was asked.
    """

    question: str
    standalone: str
    rewritten: bool
    type: QuestionType
    status: Status
    reason: Reason
    message: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Citation, ...]
    coverage: Coverage
    generation: int
    where: Filter = Filter()
    timings: Mapping[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    log_id: int = 0
    model: ModelUse | None = None
    before: str = ""

    @property
    def text(self) -> str:
        """The whole answer as plain text, with citation numbers in square brackets."""
        if self.status == "abstained":
            return self.message
        lines = []
        for sentence in self.sentences:
            marks = "".join(f"[{n}]" for n in sentence.citations)
            lines.append(f"{sentence.text} {marks}".rstrip())
        return "\n".join(lines)

    def to_dict(self, *, timings: bool = True) -> dict[str, Any]:
        """The documented JSON shape of an answer (docs/json.md)."""
        shape: dict[str, Any] = {
            "question": self.question,
            "standalone": self.standalone,
            "rewritten": self.rewritten,
            "before": self.before,
            "type": self.type,
            "status": self.status,
            "reason": self.reason,
            "message": self.message,
            "text": self.text,
            "sentences": [s.to_dict() for s in self.sentences],
            "citations": [c.to_dict() for c in self.citations],
            "nearest": [c.to_dict() for c in self.nearest],
            "coverage": self.coverage.to_dict(),
            "confidence": round(self.confidence, 6),
            "generation": self.generation,
            "model": self.model.to_dict(timings=timings) if self.model else None,
        }
        if timings:
            shape["timings"] = {k: round(v, 6) for k, v in self.timings.items()}
        return shape
