"""Searching a collection on this machine: filters, proposals, exact scores, order of ties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

import numpy as np

from index.commands import onrecord
from index.encoder import Encoder, Vectors
from index.exceptions import CollectionError
from index.fulltext import TextQuery
from index.ranking import Ranking, best, statements_by
from index.store import filters, records, spans
from index.store.caches import Caches
from index.store.database import Database
from index.store.vectors import score
from index.text_search import text_search
from index.types import (
    Filter,
    Passage,
    PassageHit,
    Sentence,
    SentenceHit,
    Statement,
    StatementHit,
)

_FUSION = 60  # reciprocal rank fusion's k (Cormack, Clarke and Büttcher 2009)


class Searcher:
    """The searches of ``Collection``; see there for what they promise.

    The caches propose row ids; texts, spans and the vectors that scores are computed from are read
    from SQLite, so a hit is always of an article that is there.
    """

    def __init__(self, database: Database, caches: Caches, encoder: Callable[[], Encoder]) -> None:
        self._database = database
        self._caches = caches
        self._encoder = encoder

    def search_dense(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages by inner product of unit vectors (cosine, -1 to 1), rounded to 1e-7."""
        return [
            PassageHit(Passage(row.article_id, row.start, row.end), score)
            for row, score in self._dense("passages", question, k, where)
        ]

    def search_lexical(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages by BM25 over the contextual text, rounded to 1e-4."""
        return [
            PassageHit(Passage(row.article_id, row.start, row.end), score)
            for row, score in self._lexical("passages", question, k, where)
        ]

    def search_text(
        self, query: TextQuery, k: int, where: Filter | None = None
    ) -> Sequence[PassageHit]:
        """Passages that fit a full-text query, by BM25 of its words, rounded to 1e-4."""
        return text_search(self._database, self._caches, query, k, where)

    def search_sentences(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[SentenceHit]:
        """Sentences by inner product of unit vectors (cosine, -1 to 1), rounded to 1e-7.

        Raises CollectionError where the collection comes from a version that made no such vectors.
        """
        return [
            SentenceHit(Sentence(row.article_id, row.start, row.end), score, score)
            for row, score in self._dense("sentences", question, k, where)
        ]

    def search_sentences_lexical(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[SentenceHit]:
        """Sentences by BM25 over the article's title and the sentence, rounded to 1e-4.

        Their cosine is 0 where the collection comes from a version that made no such vectors.
        """
        ranked = self._lexical("sentences", question, k, where)
        if not ranked:
            return []
        stored = spans.span_rows(
            self._database, "sentences", [row.id for row, _ in ranked], vectors=True
        )
        vector = self._encoder().encode_question(_plain(question))
        cosines = dict(
            zip([s.id for s in stored], score(vector, [s.vector for s in stored]), strict=True)
        )
        return [
            SentenceHit(
                Sentence(row.article_id, row.start, row.end), found, cosines.get(row.id, 0.0)
            )
            for row, found in ranked
        ]

    def sentence_vectors(self, sentences: Sequence[Sentence]) -> Vectors:
        """The stored vectors ``(n, dimension)``, float32, of some sentences, in order.

        Raises CollectionError where one has none, ArticleNotFound where its article is not there.
        """
        if not sentences:
            return np.empty((0, self._encoder().identity.dimension), np.float32)
        found = spans.sentence_vectors(self._database, sentences)
        for sentence, vector in zip(sentences, found, strict=True):
            if not vector:
                self._has_vectors("sentences")
                records.article_seq(self._database, sentence.article_id)
                raise CollectionError(
                    f"article {sentence.article_id} has no sentence {sentence.start}:"
                    f"{sentence.end}; ask the collection for its sentences again"
                )
        return np.frombuffer(b"".join(found), "<f2").reshape(len(found), -1).astype(np.float32)

    def search_statements(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[StatementHit]:
        """Statements by the sentences that their content stands in, dense and lexical search
        fused by reciprocal rank."""
        any_ = self._database.one("SELECT 1 FROM statements LIMIT 1")
        if k < 1 or not question.strip() or any_ is None:
            return []
        deep = max(k * 3, 50)
        totals: dict[int, float] = defaultdict(float)
        found: dict[int, Statement] = {}
        searches: tuple[Callable[[int], Ranking], ...] = (
            lambda n: self._dense("sentences", question, n, where),
            lambda n: self._lexical("sentences", question, n, where),
        )
        for search in searches:
            ranked = statements_by(
                search, lambda ids: records.statements_in(self._database, ids, where), deep
            )
            for rank, statement in enumerate(ranked, 1):
                found[statement.id] = statement
                totals[statement.id] += 1 / (_FUSION + rank)
        hits = [StatementHit(found[i], round(total, 7)) for i, total in totals.items()]
        return sorted(hits, key=_statement_order)[:k]

    def document_frequency(self, terms: Sequence[str]) -> Sequence[int]:
        """In how many passages each single word occurs, as the lexical index sees words.

        A stop word counts as occurring in every passage.
        """
        index = self._caches.lexical("passages")
        return [index.frequency(_plain(term)) for term in terms]

    def _has_vectors(self, table: str) -> bool:
        """Whether there is anything to search by vectors.

        Raises CollectionError where a collection of an older version has not been embedded again.
        Ids only ever rise, so that if any sentence is without a vector the first one is.
        """
        first, embedded = self._database.one(
            f"SELECT (SELECT min(id) FROM {table}), (SELECT min(id) FROM {table[:-1]}_vectors)"
        )
        if first != embedded and table == "sentences":
            folder = self._database.path.parent
            raise CollectionError(
                f"{folder} was made by a version in which sentences could not be searched; run "
                f"`{onrecord(folder, 'rebuild --re-embed')}`"
            )
        return first is not None

    def _dense(self, table: str, question: str, k: int, where: Filter | None) -> Ranking:
        allowed = filters.span_ids(self._database, table, where)
        if not self._has_vectors(table) or not question.strip() or allowed == []:
            return []
        vector = self._encoder().encode_question(_plain(question))
        limit = None if allowed is None else np.array(allowed, np.int64)

        def fetch(n: int) -> tuple[Ranking, int]:
            ids = self._caches.vectors[table].propose(vector, n, limit)
            rows = spans.span_rows(self._database, table, ids.tolist(), vectors=True)
            scores = score(vector, [row.vector for row in rows])
            return list(zip(rows, scores, strict=True)), len(ids)

        return best(fetch, k)

    def _lexical(self, table: str, question: str, k: int, where: Filter | None) -> Ranking:
        allowed, articles = filters.allowed(self._database, table, where)
        if allowed is not None and not allowed:
            return []
        index = self._caches.lexical(table)
        words = index.words(_plain(question))

        def fetch(n: int) -> tuple[Ranking, int]:
            found = index.search(words, n, articles)
            scores = {i: s for i, s in found if allowed is None or i in allowed}
            rows = spans.span_rows(self._database, table, scores)
            return [(row, scores[row.id]) for row in rows], len(found)

        return best(fetch, k)


def _plain(text: str) -> str:
    """What a person typed, without halves of surrogate pairs, which no library here can take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _statement_order(hit: StatementHit) -> tuple[float, str, int, int, int]:
    statement = hit.statement
    return (-hit.score, statement.article_id, statement.start, statement.end, statement.id)
