"""What a collection on this machine holds: reading it and searching it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.encoder import Vectors
from index.fulltext import TextQuery
from index.searching import Searcher
from index.store import records
from index.store.database import Database
from index.store.filters import article_condition
from index.types import (
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
from index.versioned_cache import VersionedCache

ARTICLES, SPEAKERS = 256, 4096
"""How many articles, and how many speakers, a reader keeps in memory."""


class Contents:
    """The reading half of a LocalCollection.

    One question reads the same articles and speakers many times over, so the last ones are kept.
    """

    def __init__(self, database: Database, searcher: Searcher) -> None:
        self._database = db = database
        self._searcher = searcher

        def version() -> int:
            return db.version

        self._article: VersionedCache[str, Article] = VersionedCache(
            lambda i: records.article(db, i), version, ARTICLES
        )
        self._sentences: VersionedCache[str, list[Sentence]] = VersionedCache(
            lambda i: records.sentences(db, i), version, ARTICLES
        )
        self._speakers: VersionedCache[None, list[Speaker]] = VersionedCache(
            lambda _: records.speakers(db), version, 1
        )
        self._speaker: VersionedCache[int, Speaker] = VersionedCache(
            lambda i: records.speaker(db, i), version, SPEAKERS
        )

    def count(self) -> int:
        """How many articles there are."""
        return int(self._database.one("SELECT count(*) FROM articles")[0])

    def languages(self, where: Filter | None = None) -> dict[str, int]:
        """How many articles there are in each language (ISO 639-1; "" where it is not known)."""
        condition, parameters = article_condition(self._database, where) if where else ("1", [])
        sql = f"SELECT a.language, count(*) FROM articles a WHERE {condition} GROUP BY a.language"
        return dict(self._database.read(sql, parameters))

    def passage_count(self) -> int:
        """How many passages there are."""
        return int(self._database.one("SELECT count(*) FROM passages")[0])

    def articles(self, where: Filter | None = None) -> Iterator[Article]:
        """The articles, by publication date (undated last), then id."""
        return records.articles(self._database, where)

    def article(self, article_id: str) -> Article:
        """One article by its id or an unambiguous prefix of it. Raises ArticleNotFound."""
        return self._article(article_id)

    def sentences(self, article_id: str) -> Sequence[Sentence]:
        """The sentences of an article in order, boilerplate left out."""
        return self._sentences(article_id)

    def passages(self, article_id: str) -> Sequence[Passage]:
        """The passages of an article in order."""
        return records.passages(self._database, article_id)

    def reprints(self, article_id: str) -> Sequence[str]:
        """Ids of the articles that carry nearly the same text, the most similar first."""
        return records.reprints(self._database, article_id)

    def statements(
        self, where: Filter | None = None, *, article_id: str | None = None
    ) -> Sequence[Statement]:
        """Attributed statements, by article and offset; of one article where it is named."""
        return records.statements(self._database, where, article_id)

    def speakers(self) -> Sequence[Speaker]:
        """Everyone who speaks, the most frequent first; the same object until something changes."""
        return self._speakers(None)

    def speaker(self, speaker_id: int) -> Speaker:
        """One speaker. Raises SpeakerNotFound."""
        return self._speaker(speaker_id)

    def search_dense(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages by inner product of unit vectors (cosine, -1 to 1), rounded to 1e-7."""
        return self._searcher.dense(question, k, where)

    def search_lexical(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages by BM25 over the contextual text, rounded to 1e-4."""
        return self._searcher.lexical(question, k, where)

    def search_text(
        self, query: TextQuery, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages that fit a full-text query, by BM25 of its words, rounded to 1e-4."""
        return self._searcher.text(query, k, where)

    def search_sentences(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[SentenceHit]:
        """Sentences by inner product of unit vectors (cosine, -1 to 1), rounded to 1e-7.

        Raises CollectionError where the collection comes from a version that made no such vectors.
        """
        return self._searcher.sentences(question, k, where)

    def search_sentences_lexical(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[SentenceHit]:
        """Sentences by BM25 over the article's title and the sentence, rounded to 1e-4."""
        return self._searcher.sentences_lexical(question, k, where)

    def sentence_vectors(self, sentences: Sequence[Sentence]) -> Vectors:
        """The stored vectors ``(n, dimension)``, float32, of some sentences, in order."""
        return self._searcher.sentence_vectors(sentences)

    def search_statements(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[StatementHit]:
        """Statements by the sentences that their content stands in, dense and lexical search
        fused by reciprocal rank."""
        return self._searcher.statements(question, k, where)

    def document_frequency(self, terms: Sequence[str]) -> Sequence[int]:
        """In how many passages each single word occurs, as the lexical index sees words.

        A stop word counts as occurring in every passage.
        """
        return self._searcher.document_frequency(terms)
