"""The vocabulary of the index: Article, Sentence, Passage, Statement, Speaker, Quote.

All offsets count Python characters (Unicode code points) in ``Article.text``, which is in Unicode
NFC with ``\\n`` line ends. A span is ``(start, end)``, end exclusive.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from index.exceptions import EmptyArticle, QuoteError

Span = tuple[int, int]
"""``(start, end)`` in characters of one article's text, end exclusive."""

AttributionKind = Literal["direct", "mixed", "reported"]
"""Whether words stand in quotation marks in their article wholly, partly or not at all
(``index.quoting.kind_of``)."""
Polarity = Literal["asserted", "denied"]
Modality = Literal["certain", "possible", "conditional"]
Certainty = Literal["certain", "uncertain", "unresolved"]


OCR = "text recognition (OCR)"
"""The origin of a text that was recognised in pictures of it."""


def canonical_text(text: str) -> str:
    """Return ``text`` in the form all offsets refer to: NFC, ``\\n`` line ends, no NUL, no BOM."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").lstrip("\ufeff")
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Article:
    """One document of a collection.

    ``id`` is computed from the text and the bibliographic fields (not from ``path``), so an article
    cannot carry the id of another text. ``origins`` says where each metadata field came from
    (``"front matter"``, ``"html meta"``, ``"manifest"``, ...). ``boilerplate`` are spans that stay
    in the text but are never indexed nor quoted as content. ``digest`` is the SHA-256 of the text.
    Raises EmptyArticle where the text has nothing but white space.
    """

    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    published: date | None = None
    url: str = ""
    path: str = ""
    language: str = ""
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
    boilerplate: tuple[Span, ...] = ()
    id: str = field(init=False)
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        if self.text != canonical_text(self.text):
            raise EmptyArticle(
                f"{self.path or self.title or 'article'}: text is not canonical; "
                "pass it through index.types.canonical_text first"
            )
        if not self.text.strip():
            raise EmptyArticle(f"{self.path or self.title or 'article'}: no text in it")
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        head = "\x1f".join(
            (self.title, self.source, self.author, str(self.published or ""), self.url, digest)
        )
        identity = hashlib.sha256(head.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        object.__setattr__(self, "digest", digest)
        object.__setattr__(self, "id", identity)

    @property
    def recognised(self) -> bool:
        """Whether its text was recognised in pictures (OCR), which makes mistakes."""
        return self.origins.get("text") == OCR

    @property
    def origin(self) -> str:
        """What the same document is recognised by when it comes again: its URL, else its path."""
        return self.url or self.path

    def quote(self, start: int, end: int) -> Quote:
        """Slice a quotation. Raises QuoteError where the span is empty or outside the text."""
        return Quote(self, start, end)


class Quote:
    """A verbatim slice of one article. It can only be made by slicing, never from a given text.

    >>> article = Article(text="Prices will fall, she said.")
    >>> Quote(article, 0, 16).text
    'Prices will fall'
    """

    __slots__ = ("article_id", "end", "start", "text")

    article_id: str
    start: int
    end: int
    text: str

    def __init__(self, article: Article, start: int, end: int) -> None:
        if not 0 <= start < end <= len(article.text):
            raise QuoteError(
                f"span {start}:{end} does not lie inside article {article.id} "
                f"({len(article.text)} characters)"
            )
        object.__setattr__(self, "article_id", article.id)
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)
        object.__setattr__(self, "text", article.text[start:end])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a Quote cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError("a Quote cannot be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Quote) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return f"Quote({self.article_id}[{self.start}:{self.end}] {self.text!r})"

    def _key(self) -> tuple[str, int, int]:
        return (self.article_id, self.start, self.end)

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a quote."""
        return {
            "article_id": self.article_id,
            "start": self.start,
            "end": self.end,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """One sentence: ``article.text[start:end]``, without surrounding white space."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A retrieval unit: whole sentences, never more than the encoder reads."""

    article_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An attributed claim found in an article (source, cue and content in PARC's terms).

    ``source`` is empty where the text names nobody; ``cue`` is None where there are no reporting
    words. ``content`` spans are ordered and do not overlap. ``speaker_id`` is None where the source
    could not be resolved; ``certainty`` says how sure the resolution is. ``id`` is 0 until stored.
    """

    article_id: str
    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    cue: Span | None = None
    kind: AttributionKind = "reported"
    polarity: Polarity = "asserted"
    modality: Modality = "certain"
    speaker_id: int | None = None
    certainty: Certainty = "unresolved"
    confidence: float = 1.0
    id: int = 0

    @property
    def told(self) -> tuple[Span, ...]:
        """Where the article says that somebody says it: the source and the reporting words."""
        return self.source + ((self.cue,) if self.cue else ())

    @property
    def start(self) -> int:
        """Where the whole relation begins."""
        return min(a for a, _ in self._spans())

    @property
    def end(self) -> int:
        """Where the whole relation ends."""
        return max(b for _, b in self._spans())

    def _spans(self) -> tuple[Span, ...]:
        return self.content + self.told


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or body across all articles.

    ``forms`` are the surface forms seen (``Aliyev``, ``Aliev``, ``the president``), ``roles`` the
    roles as the texts give them, most frequent first. ``statements`` and ``articles`` are counts.
    """

    id: int
    name: str
    kind: Literal["person", "body", "group", "unknown"] = "unknown"
    roles: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    statements: int = 0
    articles: int = 0

    @property
    def role(self) -> str:
        """The role most often given, or an empty string."""
        return self.roles[0] if self.roles else ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Limits a search. Empty fields do not limit; texts are compared without case.

    ``since`` and ``until`` are inclusive publication dates; an article without a date passes
    neither. ``direct`` lets only direct quotations through, ``reported`` only words that the
    article reports and does not quote; of passages and sentences those that have such words.
    ``languages`` are ISO 639-1 codes, "" for articles whose language is not known.
    """

    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    article_ids: tuple[str, ...] = ()
    speaker_ids: tuple[int, ...] = ()
    direct: bool = False
    languages: tuple[str, ...] = ()
    reported: bool = False

    def __bool__(self) -> bool:
        return bool(
            self.sources
            or self.authors
            or self.since
            or self.until
            or self.article_ids
            or self.speaker_ids
            or self.direct
            or self.languages
            or self.reported
        )

    def allows(self, kind: AttributionKind | None) -> bool:
        """Whether words of a kind pass; None is the kind of the article's own narration."""
        return (not self.direct or kind == "direct") and (not self.reported or kind == "reported")


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage found by one search, best first; ``score`` is the searcher's own."""

    passage: Passage
    score: float


@dataclass(frozen=True, slots=True)
class SentenceHit:
    """A sentence found by one search, best first; ``score`` is the searcher's own, ``cosine`` how
    near its vector is to that of what was searched for."""

    sentence: Sentence
    score: float
    cosine: float


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement found by one search, best first; ``score`` is the searcher's own."""

    statement: Statement
    score: float


@dataclass(frozen=True, slots=True)
class Failure:
    """One input that could not be added, and why.

    ``partial`` where the article itself was read: ``reason`` then names the part that is missing.
    """

    origin: str
    reason: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class AddReport:
    """What ``Collection.add`` did: ids added, ids that replaced an older version, ids unchanged.

    ``languages`` counts the articles added and replaced by their language ("" where it is not
    known), the commonest first; who says what is found in English only.
    """

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    languages: tuple[tuple[str, int], ...] = ()
