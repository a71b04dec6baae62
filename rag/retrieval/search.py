"""Hybrid search over passages: by vectors, by words and by their nearest sentences, fused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest

from index.collection import Collection
from index.types import Filter, Passage, SentenceHit
from rag.question import Question, understand
from rag.retrieval.evidence import Evidence
from rag.retrieval.fusion import reciprocal_rank_fusion

OVERFETCH, LEAST, DEEP = 10, 50, 150
"""Each search is asked for this many times the passages wanted before fusing, and at least for 50;
beyond 150 only as deep as needed, since what stands further down adds more chance than evidence."""
ARTICLE_BEST = 2
"""This many passages of an article profit from the article's own rank; with all of them, one long
article would crowd out the others."""
READ = 20
"""This many passages at least are fused."""
SENTENCES = 40
"""This many nearest sentences bring up their passages."""


def find_passages(
    collection: Collection,
    query: str,
    *,
    k: int = 10,
    where: Filter = Filter(),
    sentences: bool = False,
    fold_reprints: bool = True,
) -> list[tuple[Passage, float]]:
    """The k best passages with their fused scores, best first.

    Two rankings are fused, passages by vector and by words, and so are the rankings of articles
    that follow from them: an article that words and vectors both find counts for more, though each
    may find it by another passage. With ``sentences`` the passages that hold the nearest sentences
    are a third; a sentence weighs more there than in its whole passage.
    Ties are broken by article id and offset. With ``fold_reprints``, of several reprints of one
    text only the best-ranked article is kept, as a second copy is not a second voice.
    """
    depth = max(2 * k, LEAST, min(OVERFETCH * k, DEEP))
    rankings = [
        [hit.passage for hit in collection.search_dense(query, depth, where)],
        [hit.passage for hit in collection.search_lexical(query, depth, where)],
    ]
    if sentences:
        rankings.append(
            _passages_of(collection, collection.search_sentences(query, SENTENCES, where))
        )
    ranked = _fused(rankings)
    if not fold_reprints:
        return ranked[:k]
    kept: list[tuple[Passage, float]] = []
    copies: set[str] = set()
    for passage, score in ranked:
        if passage.article_id not in copies and len(kept) < k:
            copies.update(collection.reprints(passage.article_id))
            kept.append((passage, score))
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


def _passages_of(collection: Collection, hits: Sequence[SentenceHit]) -> list[Passage]:
    """The passages that hold some sentences, in the order of the sentences."""
    found: dict[Passage, None] = {}
    for hit in hits:
        middle = (hit.sentence.start + hit.sentence.end) // 2
        for passage in collection.passages(hit.sentence.article_id):
            if passage.start <= middle < passage.end:  # what is not indexed lies in none
                found.setdefault(passage)
                break
    return list(found)


def search(
    collection: Collection,
    query: str,
    *,
    k: int = 10,
    where: Filter = Filter(),
    fold_reprints: bool = False,
) -> list[Evidence]:
    """The k best passages as evidence: each a verbatim quote with its source.

    Passages that words and vectors find are joined with those that hold the nearest sentences,
    since a long passage hides the one sentence that answers; where the query names people, their
    own sentences come first.
    """
    question = understand(query, collection.speakers(), where)
    found = find_passages(
        collection,
        question.text,
        k=max(k, READ),
        where=question.where,
        sentences=question.type != "fact",
        fold_reprints=fold_reprints,
    )
    if question.groups and question.type in ("says", "did_say", "contrast"):
        found = _speakers_first(collection, question, found)
    return [Evidence.of(collection, passage, score) for passage, score in found[:k]]


def _speakers_first(
    collection: Collection, question: Question, found: list[tuple[Passage, float]]
) -> list[tuple[Passage, float]]:
    """Put the passages of the named speakers' nearest sentences before the others.

    Several speakers take turns. Scores only say the order: each is 1 / rank.
    """
    lines: list[list[Passage]] = []
    for group in question.groups:
        passing = question.where.speaker_ids
        ids = tuple(m.speaker.id for m in group if not passing or m.speaker.id in passing)
        if not ids:
            continue
        hits = collection.search_sentences(
            question.text, SENTENCES, replace(question.where, speaker_ids=ids)
        )
        lines.append(_passages_of(collection, hits))
    turns = [p for turn in zip_longest(*lines) for p in turn if p is not None]
    order = dict.fromkeys([*turns, *(passage for passage, _ in found)])
    return [(passage, 1 / rank) for rank, passage in enumerate(order, start=1)]
