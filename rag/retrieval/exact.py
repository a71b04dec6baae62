"""Search by a full-text query: the passages that fit it, word for word."""

from __future__ import annotations

from index.collection import Collection
from index.fulltext import TextQuery
from index.types import Filter
from rag.retrieval.evidence import Evidence


def search_text(
    collection: Collection, query: str, *, k: int = 10, where: Filter = Filter()
) -> list[Evidence]:
    """The k best passages that fit a query with ``"phrases"``, AND, OR and NOT.

    A passage fits by its own words alone; the more often it has the words looked for, and the rarer
    these are, the better (BM25). Reprints are kept: whoever looks for a phrase wants every place.
    Raises QueryError where the query is broken.
    """
    hits = collection.search_text(TextQuery(query), k, where)
    return [Evidence.of(collection, hit.passage, hit.score) for hit in hits]
