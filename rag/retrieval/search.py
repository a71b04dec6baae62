"""Hybrid search over passages: dense, lexical and by statements, fused, then read closely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest

from index.collection import Collection
from index.types import Filter, Passage
from rag.judging import score_candidates, sentence_candidates, weigh_terms
from rag.question import Question, understand
from rag.retrieval.fusion import reciprocal_rank_fusion
from rag.retrieval.statements import statements_of
from rag.types import Evidence, SourceLine

OVERFETCH, LEAST, DEEP = 10, 50, 150
"""Each search is asked for this many times the passages wanted before fusing, and at least for 50;
beyond 150 only as deep as needed, since what stands further down adds more chance than evidence."""
ARTICLE_BEST = 2
"""So many passages of an article profit from the article's own rank; with all of them, one long
article would crowd out the others."""
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

    Two rankings are fused, passages by vector and by words, and so are the rankings of articles
    that follow from them: an article that words and vectors both find counts for more, though each
    may find it by another passage. With ``spoken``, for questions of who said what, the passages
    that hold the nearest attributed statements are a third; a statement weighs more there than in
    its whole passage.
    Ties are broken by article id and offset. With ``fold_reprints``, of several reprints of one
    text only the best-ranked article is kept, as a second copy is not a second voice.
    """
    depth = max(2 * k, LEAST, min(OVERFETCH * k, DEEP))
    rankings = [
        [hit.passage for hit in collection.search_dense(query, depth, where)],
        [hit.passage for hit in collection.search_lexical(query, depth, where)],
    ]
    if spoken:
        rankings.append(_passages_of_statements(collection, query, max(k, READ), where))
    ranked = _fused(rankings)
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


def _fused(rankings: Sequence[Sequence[Passage]]) -> list[tuple[Passage, float]]:
    """Passages by their own ranks and, for the best ones of an article, the article's ranks."""
    passages = reciprocal_rank_fusion(rankings)
    articles = reciprocal_rank_fusion(
        [list(dict.fromkeys(passage.article_id for passage in ranking)) for ranking in rankings]
    )
    taken: Counter[str] = Counter()
    scores: list[tuple[Passage, float]] = []
    for passage, score in _by_score(passages.items()):
        taken[passage.article_id] += 1
        helped = taken[passage.article_id] <= ARTICLE_BEST
        scores.append((passage, score + (articles[passage.article_id] if helped else 0.0)))
    return _by_score(scores)


def _by_score(scores: Iterable[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
    return sorted(scores, key=lambda item: (-item[1], item[0]))


def _passages_of_statements(
    collection: Collection, query: str, depth: int, where: Filter
) -> list[Passage]:
    """The passages that hold the best statements, in the order of the statements."""
    found: dict[Passage, None] = {}
    for hit in collection.search_statements(query, depth, where):
        statement = hit.statement
        middle = (statement.content[0][0] + statement.content[0][1]) // 2
        if passage := _passage_at(collection, statement.article_id, middle):
            found.setdefault(passage)
    return list(found)


def search(
    collection: Collection,
    query: str,
    *,
    k: int = 10,
    where: Filter = Filter(),
    reread: bool = True,
    fold_reprints: bool = False,
) -> list[Evidence]:
    """The k best passages as evidence: each a verbatim quote with its source.

    Where the query asks what named people say, the passages of their statements come first, each
    speaker in turn. With ``reread`` the best passages for who said what are ordered again by their
    best single sentence, joined with the fused score, since a long passage hides the one sentence
    that answers. ``fold_reprints`` leaves out all but one of the copies of a text.
    """
    question = understand(query, collection.speakers(), where)
    spoken = question.type != "fact"
    reread = reread and spoken
    found = find_passages(
        collection,
        query,
        k=max(k, READ) if reread else k,
        where=question.where,
        spoken=spoken,
        fold_reprints=fold_reprints,
    )
    if reread and found:
        found = _reread(collection, question, found)
    if question.groups:
        found = _speakers_first(collection, question, found)
    evidence = []
    for passage, score in found[:k]:
        article = collection.article(passage.article_id)
        quote = article.quote(passage.start, passage.end)
        context = (passage.start, passage.end)
        evidence.append(Evidence(quote, SourceLine.of(article), score, context=context))
    return evidence


def _speakers_first(
    collection: Collection, question: Question, found: list[tuple[Passage, float]]
) -> list[tuple[Passage, float]]:
    """Put the passages of the named speakers' statements before the others, best first.

    Several speakers take turns. Scores only say the order: each is 1 / rank.
    """
    lines: list[list[Passage]] = []
    for group in question.groups:
        candidates, _ = statements_of(collection, question, group)
        passages: dict[Passage, None] = {}
        for candidate in candidates:
            middle = (candidate.span[0] + candidate.span[1]) // 2
            if passage := _passage_at(collection, candidate.article.id, middle):
                passages.setdefault(passage)
        lines.append(list(passages))
    turns = [p for turn in zip_longest(*lines) for p in turn if p is not None]
    order = dict.fromkeys([*turns, *(passage for passage, _ in found)])
    return [(passage, 1 / rank) for rank, passage in enumerate(order, start=1)]


def _passage_at(collection: Collection, article_id: str, offset: int) -> Passage | None:
    """The passage of an article that an offset lies in; None in what is not indexed."""
    for passage in collection.passages(article_id):
        if passage.start <= offset < passage.end:
            return passage
    return None


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
    return _by_score(rated)
