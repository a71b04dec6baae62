"""Hybrid search over passages: dense and lexical, fused, reprints folded into one."""

from __future__ import annotations

from index.collection import Collection
from index.types import Filter, Passage
from rag.retrieval.fusion import reciprocal_rank_fusion
from rag.types import Evidence, SourceLine

OVERFETCH = 10
"""Each search is asked for this many times the passages wanted, at least 50, before fusing."""


def find_passages(
    collection: Collection,
    query: str,
    *,
    k: int = 10,
    where: Filter = Filter(),
    fold_reprints: bool = True,
) -> list[tuple[Passage, float]]:
    """The k best passages with their fused scores, best first.

    Ties are broken by article id and offset. Of several reprints of one text only the best-ranked
    article is kept, as a second copy is not a second voice.
    """
    depth = max(50, OVERFETCH * k)
    dense = [hit.passage for hit in collection.search_dense(query, depth, where)]
    lexical = [hit.passage for hit in collection.search_lexical(query, depth, where)]
    scores = reciprocal_rank_fusion([dense, lexical])
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not fold_reprints:
        return ranked[:k]
    kept: list[tuple[Passage, float]] = []
    copies: dict[str, str] = {}
    for passage, score in ranked:
        owner = copies.get(passage.article_id)
        if owner is None:
            copies[passage.article_id] = passage.article_id
            for copy in collection.reprints(passage.article_id):
                copies.setdefault(copy, passage.article_id)
        elif owner != passage.article_id:
            continue
        kept.append((passage, score))
        if len(kept) == k:
            break
    return kept


def search(
    collection: Collection, query: str, *, k: int = 10, where: Filter = Filter()
) -> list[Evidence]:
    """The k best passages as evidence: each a verbatim quote with its source."""
    found = []
    for passage, score in find_passages(collection, query, k=k, where=where):
        article = collection.article(passage.article_id)
        quote = article.quote(passage.start, passage.end)
        found.append(
            Evidence(quote, SourceLine.of(article), score, context=(passage.start, passage.end))
        )
    return found
