"""Searching passages by a full-text query: the lexical index proposes, their own words decide."""

from __future__ import annotations

from collections.abc import Sequence

from index.fulltext import TextQuery
from index.ranking import Ranking, best
from index.store import filters, spans
from index.store.caches import Caches
from index.store.database import Database
from index.types import Filter, Passage, PassageHit


def text_search(
    database: Database, caches: Caches, query: TextQuery, k: int, where: Filter | None
) -> Sequence[PassageHit]:
    """Passages whose own words fit a query, by BM25 of its words, rounded to 1e-4.

    The lexical index proposes passages that have the words the query cannot do without; each is
    read to see whether it fits. Of a query of stop words only, all passages are read.
    """
    allowed, articles = filters.allowed(database, "passages", where)
    if allowed is not None and not allowed:
        return []
    fitting: dict[int, bool] = {}

    def fetch(n: int) -> tuple[Ranking, int]:
        if query.stems:
            index = caches.lexical("passages")
            found = index.search(query.stems, n, articles, query.required)
        else:
            found = [(i, 0.0) for i in spans.passage_ids(database)]
        scores = {i: s for i, s in found if allowed is None or i in allowed}
        texts = spans.passage_texts(database, [i for i in scores if i not in fitting])
        fitting.update({i: query.fits(text) for i, text in texts.items()})
        rows = spans.span_rows(database, "passages", [i for i in scores if fitting.get(i)])
        return [(row, scores[row.id]) for row in rows], len(found)

    return [
        PassageHit(Passage(row.article_id, row.start, row.end), score)
        for row, score in best(fetch, k)
    ]
