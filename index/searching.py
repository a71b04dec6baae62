"""Searching a collection on this machine: filters, proposals, exact scores, order of ties."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from index.encoder import Encoder
from index.store import filters, records
from index.store.caches import Caches
from index.store.database import Database
from index.store.vectors import score
from index.types import Filter, Passage, PassageHit, Statement, StatementHit

_FUSION = 60  # reciprocal rank fusion's k (Cormack, Clarke and Büttcher 2009)
_MARGIN = 24  # how many more than asked for are fetched, so that ties are broken by our order
_MOST = 100_000
_REMEMBERED = 4096  # vectors of texts, 1.5 KiB each

_T = TypeVar("_T")


class Searcher:
    """The searches of ``Collection``, which see its doc strings for what they promise.

    The caches propose row ids; texts, spans and the vectors that scores are computed from are read
    from SQLite, so a hit is always of an article that is there.
    """

    def __init__(self, database: Database, caches: Caches, encoder: Callable[[], Encoder]) -> None:
        self._database = database
        self._caches = caches
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}
        self._lock = threading.Lock()

    def dense(self, question: str, k: int, where: Filter | None = None) -> Sequence[PassageHit]:
        """Passages by inner product of unit vectors (cosine, -1 to 1), rounded to 1e-7."""
        allowed = filters.passage_ids(self._database, where)
        if not question.strip() or allowed == [] or not self._any("passages"):
            return []
        vector = self._vectors_of([_plain(question)])[0]
        limit = None if allowed is None else np.array(allowed, np.int64)

        def fetch(n: int) -> tuple[list[PassageHit], int]:
            ids = self._caches.vectors["passages"].propose(vector, n, limit)
            rows = records.passage_rows(self._database, ids.tolist())
            scores = score(vector, [row.vector for row in rows])
            return [
                PassageHit(Passage(row.article_id, row.start, row.end), s)
                for row, s in zip(rows, scores, strict=True)
            ], len(ids)

        return _best(fetch, k, _passage_order)

    def lexical(self, question: str, k: int, where: Filter | None = None) -> Sequence[PassageHit]:
        """Passages by BM25 over the contextual text, rounded to 1e-4."""
        allowed, articles = self._lexical_filter("passages", where)
        if allowed is not None and not allowed:
            return []
        index = self._caches.lexical("passages")

        def fetch(n: int) -> tuple[list[PassageHit], int]:
            found = index.search(_plain(question), n, articles)
            scores = dict(found)
            rows = records.passage_rows(self._database, scores)
            return [
                PassageHit(Passage(row.article_id, row.start, row.end), scores[row.id])
                for row in rows
                if allowed is None or row.id in allowed
            ], len(found)

        return _best(fetch, k, _passage_order)

    def statements(
        self, question: str, k: int, where: Filter | None = None
    ) -> Sequence[StatementHit]:
        """Statements by dense and lexical search over their content, fused by reciprocal rank."""
        if k < 1 or not question.strip() or not self._any("statements"):
            return []
        deep = max(k * 3, 50)
        totals: dict[int, float] = {}
        found: dict[int, Statement] = {}
        for ranking in (
            self._dense_statements(question, deep, where),
            self._lexical_statements(question, deep, where),
        ):
            for rank, hit in enumerate(ranking, 1):
                found[hit.statement.id] = hit.statement
                totals[hit.statement.id] = totals.get(hit.statement.id, 0.0) + 1 / (_FUSION + rank)
        hits = [StatementHit(found[i], round(total, 7)) for i, total in totals.items()]
        return sorted(hits, key=_statement_order)[:k]

    def similarity(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """Cosine of the question's vector with each text's, by the collection's own encoder."""
        if not texts:
            return []
        asked, *vectors = self._vectors_of([_plain(text) for text in (question, *texts)])
        products = (np.stack(vectors).astype(np.float64) * asked.astype(np.float64)).sum(axis=1)
        return [round(float(p), 6) for p in products]

    def document_frequency(self, terms: Sequence[str]) -> Sequence[int]:
        """In how many passages each single word occurs, as the lexical index sees words.

        A stop word counts as occurring in every passage.
        """
        index = self._caches.lexical("passages")
        return [index.frequency(_plain(term)) for term in terms]

    def _vectors_of(self, texts: Sequence[str]) -> list[np.ndarray]:
        """The vector of each text; those of the last few thousand texts are remembered.

        People ask several questions about one thing, whose sentences then need no second reading.
        A text's vector does not depend on the texts it is encoded with, so answers do not depend
        on what was asked before.
        """
        with self._lock:
            found = {t: self._known.pop(t) for t in dict.fromkeys(texts) if t in self._known}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            found |= dict(zip(missing, self._encoder().encode_short(missing), strict=True))
        with self._lock:
            self._known.update(found)
            while len(self._known) > _REMEMBERED:
                del self._known[next(iter(self._known))]
        return [found[text] for text in texts]

    def _any(self, table: str) -> bool:
        return self._database.one(f"SELECT 1 FROM {table} LIMIT 1") is not None

    def _dense_statements(
        self, question: str, k: int, where: Filter | None
    ) -> Sequence[StatementHit]:
        allowed = filters.statement_ids(self._database, where)
        if allowed == []:
            return []
        vector = self._vectors_of([_plain(question)])[0]
        limit = None if allowed is None else np.array(allowed, np.int64)

        def fetch(n: int) -> tuple[list[StatementHit], int]:
            ids = self._caches.vectors["statements"].propose(vector, n, limit)
            rows = records.statement_rows(self._database, ids.tolist())
            scores = score(vector, [stored for _, stored in rows])
            return [
                StatementHit(statement, s) for (statement, _), s in zip(rows, scores, strict=True)
            ], len(ids)

        return _best(fetch, k, _statement_order)

    def _lexical_statements(
        self, question: str, k: int, where: Filter | None
    ) -> Sequence[StatementHit]:
        allowed, articles = self._lexical_filter("statements", where)
        if allowed is not None and not allowed:
            return []
        index = self._caches.lexical("statements")

        def fetch(n: int) -> tuple[list[StatementHit], int]:
            found = index.search(_plain(question), n, articles)
            scores = dict(found)
            rows = records.statement_rows(self._database, scores)
            return [
                StatementHit(statement, scores[statement.id])
                for statement, _ in rows
                if allowed is None or statement.id in allowed
            ], len(found)

        return _best(fetch, k, _statement_order)

    def _lexical_filter(
        self, table: str, where: Filter | None
    ) -> tuple[set[int] | None, list[int] | None]:
        """Row ids that may be found (None: any), and the articles they stand in."""
        if where is None or not where:
            return None, None
        ids = filters.passage_ids if table == "passages" else filters.statement_ids
        allowed = set(ids(self._database, where) or ())
        condition, parameters = filters.article_condition(self._database, where)
        rows = self._database.read(
            f"SELECT a.seq FROM articles a WHERE {condition} ORDER BY a.seq", parameters
        )
        return allowed, [row[0] for row in rows]


def _plain(text: str) -> str:
    """What a person typed, without halves of surrogate pairs, which no library here can take."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _best(
    fetch: Callable[[int], tuple[list[_T], int]], k: int, order: Callable[[_T], tuple[object, ...]]
) -> list[_T]:
    """The best ``k`` of what ``fetch(n)`` finds, ties in our order and not in the searcher's.

    ``fetch`` returns its hits and how many there were before any were left out; while hits that
    tie with the last one, or too few, may lie beyond ``n``, more are fetched.
    """
    if k < 1:
        return []
    n = k + _MARGIN
    while True:
        hits, found = fetch(n)
        hits.sort(key=order)
        complete = found < n or n >= _MOST
        if complete or (len(hits) > k and order(hits[k - 1])[0] != order(hits[-1])[0]):
            return hits[:k]
        n *= 4


def _passage_order(hit: PassageHit) -> tuple[float, str, int, int]:
    return (-hit.score, hit.passage.article_id, hit.passage.start, hit.passage.end)


def _statement_order(hit: StatementHit) -> tuple[float, str, int, int, int]:
    statement = hit.statement
    return (-hit.score, statement.article_id, statement.start, statement.end, statement.id)
