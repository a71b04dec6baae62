"""The one interface between storing articles and answering questions about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from index.corrections import Correction
from index.encoder.base import Vectors
from index.fulltext import TextQuery
from index.pair_readings import Pair
from index.types import (
    AddReport,
    Article,
    Filter,
    Passage,
    PassageHit,
    Sentence,
    SentenceHit,
    Speaker,
    Statement,
    StatementHit,
)

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)``; ``total`` is 0 where it is not known."""


@runtime_checkable
class Collection(Protocol):
    """A set of articles that can be searched. ``rag``, ``ui`` and ``eval`` know nothing else.

    Implementations are context managers. Searches return at most ``k`` hits, best first, ties
    broken by (article id, start), so that runs repeat exactly. A method that is given an unknown
    article id raises ArticleNotFound.
    """

    @property
    def name(self) -> str:
        """What to call the collection on a page: the name of its folder."""
        ...

    @property
    def generation(self) -> int:
        """Grows by one with every committed change; 0 for an empty collection."""
        ...

    def add(self, articles: Iterable[Article], *, progress: Progress | None = None) -> AddReport:
        """Index articles. Unchanged ones are skipped, changed ones replace their older version."""
        ...

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles from every store; returns how many were there."""
        ...

    def close(self) -> None:
        """Release files and locks."""
        ...

    def count(self) -> int:
        """How many articles there are."""
        ...

    def languages(self, where: Filter | None = None) -> Mapping[str, int]:
        """How many articles there are in each language (ISO 639-1; "" where it is not known)."""
        ...

    def passage_count(self) -> int:
        """How many passages there are."""
        ...

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """The articles, by publication date (undated last), then id."""
        ...

    def article(self, article_id: str) -> Article:
        """One article by its id or an unambiguous prefix of it. Raises ArticleNotFound."""
        ...

    def sentences(self, article_id: str) -> Sequence[Sentence]:
        """The sentences of an article in order, boilerplate left out."""
        ...

    def passages(self, article_id: str) -> Sequence[Passage]:
        """The passages of an article in order."""
        ...

    def reprints(self, article_id: str) -> Sequence[str]:
        """Ids of the articles that carry nearly the same text (this one not among them)."""
        ...

    def statements(
        self, where: Filter | None = None, *, article_id: str | None = None
    ) -> Sequence[Statement]:
        """Attributed statements, by article and offset; of one article where it is named."""
        ...

    def speakers(self) -> Sequence[Speaker]:
        """Everyone who speaks, the most frequent first."""
        ...

    def speaker(self, speaker_id: int) -> Speaker:
        """One speaker. Raises SpeakerNotFound."""
        ...

    def search_dense(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages by inner product of unit vectors (cosine, -1 to 1)."""
        ...

    def search_lexical(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages by BM25 over the contextual text."""
        ...

    def search_text(
        self, query: TextQuery, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages that fit a full-text query, by BM25 of its words over the contextual text."""
        ...

    def search_sentences(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[SentenceHit]:
        """Sentences by inner product of unit vectors (cosine, -1 to 1).

        A sentence's vector is made of its words as they stand in the article. With
        ``where.speaker_ids`` those in which a part of a statement of one of the speakers stands.
        """
        ...

    def search_sentences_lexical(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[SentenceHit]:
        """Sentences by BM25 over the article's title and the sentence, each with its cosine as
        well; ``where`` as above."""
        ...

    def sentence_vectors(self, sentences: Sequence[Sentence]) -> Vectors:
        """The stored vectors ``(n, dimension)``, float32, of some sentences, in order.

        Raises CollectionError where one of them is no sentence of its article.
        """
        ...

    def search_statements(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[StatementHit]:
        """Statements by the sentences that their content stands in, dense and lexical search
        fused by reciprocal rank."""
        ...

    def document_frequency(self, terms: Sequence[str]) -> Sequence[int]:
        """In how many passages each single word occurs (as the lexical index sees words)."""
        ...

    def pair_readings(self, reader: str) -> Mapping[Pair, float]:
        """What a reader has found of pairs of sentences, as ``keep_pair_readings`` has kept it;
        ``reader`` tells readers apart."""
        ...

    def keep_pair_readings(self, reader: str, found: Mapping[Pair, float]) -> None:
        """Keep what a reader has found, besides what it had before, as long as the articles are
        there; without effect where nothing can be written."""
        ...

    def corrections(self) -> Sequence[Correction]:
        """What a user has corrected, in the order in which it was."""
        ...

    def correct(self, correction: Correction, *, keep: bool = False) -> Correction | None:
        """Correct something, at once; None where that changes nothing, and then it is not kept
        unless ``keep`` says so."""
        ...

    def undo(self, number: int) -> None:
        """Take a correction back. Raises CorrectionError."""
        ...

    def log(self, entry: Mapping[str, Any]) -> int:
        """Keep a question and its answer (JSON-serialisable); returns its number, from 1."""
        ...

    def logged(self, number: int) -> Mapping[str, Any] | None:
        """A kept question and answer, or None."""
        ...

    def log_numbers(self) -> Sequence[int]:
        """The numbers of all kept questions and answers, oldest first."""
        ...
