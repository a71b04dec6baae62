"""Hybrid search over passages: dense, lexical and by statements, fused, then read closely."""

from __future__ import annotations

from index.collection import Collection
from index.types import Filter, Passage
from rag.judging import score_candidates, sentence_candidates, weigh_terms
from rag.question import Question, understand
from rag.retrieval.fusion import reciprocal_rank_fusion
from rag.types import Evidence, SourceLine

OVERFETCH = 10
"""Each search is asked for this many times the passages wanted, at least 50, before fusing."""
READ = 20
"""So many fused passages at least are read sentence by sentence."""
ENCODED = 40
"""So many of their sentences are compared with the question by the encoder."""

FUSED_SHARE = 0.25
"""What the share of the best fused score adds to a passage's best sentence."""


def find_passages(
    collection: Collection,
    query: str,
    *,
    k: int = 10,
    where: Filter = Filter(),
    spoken: bool = False,
    fold_reprints: bool = True,
) -> list[tuple[Passage, float]]:
    """The k best passages with their fused scores, best first.

    Two rankings are fused, passages by vector and by words. With ``spoken``, for questions of who
    said what, the passages that hold the nearest attributed statements are a third; a statement
    weighs more there than in its whole passage.
    Ties are broken by article id and offset. Of several reprints of one text only the best-ranked
    article is kept, as a second copy is not a second voice.
    """
    depth = max(50, OVERFETCH * k)
    dense = [hit.passage for hit in collection.search_dense(query, depth, where)]
    lexical = [hit.passage for hit in collection.search_lexical(query, depth, where)]
    rankings = [dense, lexical]
    if spoken:
        rankings.append(_passages_of_statements(collection, query, max(k, READ), where))
    scores = reciprocal_rank_fusion(rankings)
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


def _passages_of_statements(
    collection: Collection, query: str, depth: int, where: Filter
) -> list[Passage]:
    """The passages that hold the best statements, in the order of the statements."""
    found: dict[Passage, None] = {}
    for hit in collection.search_statements(query, depth, where):
        statement = hit.statement
        middle = (statement.content[0][0] + statement.content[0][1]) // 2
        for passage in collection.passages(statement.article_id):
            if passage.start <= middle < passage.end:
                found.setdefault(passage)
    return list(found)


def search(
    collection: Collection,
    query: str,
    *,
    k: int = 10,
    where: Filter = Filter(),
    reread: bool = True,
) -> list[Evidence]:
    """The k best passages as evidence: each a verbatim quote with its source.

    With ``reread`` the best passages are ordered again by their best single sentence, joined with
    the fused score, since a long passage hides the one sentence that answers.
    """
    question = understand(query)
    found = find_passages(
        collection,
        query,
        k=max(k, READ) if reread else k,
        where=where,
        spoken=question.type != "fact",
    )
    if reread and found:
        found = _reread(collection, question, found)[:k]
    evidence = []
    for passage, score in found:
        article = collection.article(passage.article_id)
        quote = article.quote(passage.start, passage.end)
        context = (passage.start, passage.end)
        evidence.append(Evidence(quote, SourceLine.of(article), score, context=context))
    return evidence


def _reread(
    collection: Collection, question: Question, found: list[tuple[Passage, float]]
) -> list[tuple[Passage, float]]:
    """Order passages by the sum of their share of the best fused score and their best sentence."""
    terms = weigh_terms(collection, question.claim)
    candidates = score_candidates(
        collection,
        sentence_candidates(collection, found),
        terms,
        question.claim,
        question=question.text,
        encoded=ENCODED,
    )
    top = found[0][1]
    rated = []
    for passage, score in found:
        inside = (
            c.score
            for c in candidates
            if c.article.id == passage.article_id and passage.start <= c.span[0] < passage.end
        )
        rated.append((passage, max(inside, default=0.0) + FUSED_SHARE * score / top))
    return sorted(rated, key=lambda item: (-item[1], item[0]))
