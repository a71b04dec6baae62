"""Scores of what a search found: ranking by span and by article, and what the answer made of it.

Every score is a pair ``(part, whole)``; over many questions a metric is the sum of the parts over
the sum of the wholes. docs/evaluation.md says what each name means.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from eval.metrics import citations, ranking
from eval.metrics.diagnosis import diagnose
from eval.metrics.spans import Gold, Place, coverage
from eval.questions import GoldQuestion

Scores = dict[str, tuple[float, float]]

DEPTH: Final = 10
"""How far ranking metrics without ``@k`` look."""
ARTICLES_READ: Final = 5
"""How many articles a reader of an answer has before them; MTRAG's figures are at this depth."""
ARTICLE_DEPTH: Final = 60
"""How many pieces of evidence are asked for where gold names articles, to have ten of them."""


def has_spans(question: GoldQuestion) -> bool:
    """Whether every evidence item names words and not just an article (False without any)."""
    return bool(question.evidence) and all(g.quote or g.end for g in question.evidence)


def score_retrieval(
    question: GoldQuestion, found: Sequence[Place], gold: Sequence[Gold], k: int
) -> Scores:
    """Ranking scores of the places a search found, best first; nothing without gold.

    Span scores appear where every gold item has a span, article scores always.
    """
    if not gold:
        return {}
    scores: Scores = {}
    if has_spans(question):
        for depth in sorted({1, k, DEPTH}):
            scores[f"recall@{depth}"] = (ranking.span_recall_at(found, gold, depth), 1)
        ranked, relevant = ranking.as_ids(found[:DEPTH], gold)
        scores["mrr"] = (ranking.reciprocal_rank(ranked, relevant, DEPTH), 1)
        scores[f"ndcg@{DEPTH}"] = (ranking.ndcg(ranked, relevant, DEPTH), 1)
        scores["map"] = (ranking.average_precision(ranked, relevant, DEPTH), 1)
        shares = [coverage(found[:k], item) for item in gold]
        scores[f"coverage@{k}"] = (sum(shares) / len(shares), 1)
    articles = [Place(i) for i in ranking.distinct_articles(found)][:DEPTH]
    wanted = article_gold(gold)
    ranked, relevant = ranking.as_ids(articles, wanted)
    for depth in (ARTICLES_READ, DEPTH):
        scores[f"article_recall@{depth}"] = (ranking.span_recall_at(articles, wanted, depth), 1)
    scores[f"article_mrr@{DEPTH}"] = (ranking.reciprocal_rank(ranked, relevant), 1)
    return scores | _sides(question, articles, gold)


def _sides(question: GoldQuestion, articles: Sequence[Place], gold: Sequence[Gold]) -> Scores:
    """Whether the opposing articles, and both sides, are among the first ones found."""
    by_stance = {
        side: article_gold(
            [g for g, e in zip(gold, question.evidence, strict=True) if e.stance == side]
        )
        for side in ("affirm", "deny")
    }
    scores: Scores = {}
    if by_stance["deny"]:
        opposed = ranking.span_recall_at(articles, by_stance["deny"], DEPTH)
        scores[f"opposed_recall@{DEPTH}"] = (opposed, 1)
    if all(by_stance.values()):
        both = all(ranking.span_recall_at(articles, side, DEPTH) for side in by_stance.values())
        scores[f"both_sides@{DEPTH}"] = (float(both), 1)
    return scores


def score_diagnosis(
    question: GoldQuestion,
    answer: Mapping[str, Any],
    found: Sequence[Place],
    gold: Sequence[Gold],
    k: int,
) -> Scores:
    """RAGChecker's figures for the first ``k`` places found; nothing without gold spans."""
    if question.unanswerable or not has_spans(question):
        return {}
    seen = diagnose(found[:k], citations.cited_places(answer), gold)
    scores: Scores = {}
    if seen.pieces:
        scores[f"context_precision@{k}"] = (seen.relevant, seen.pieces)
    if seen.retrieved:
        scores[f"context_utilisation@{k}"] = (seen.used, seen.retrieved)
    if seen.cited:
        scores["noise_sensitivity_relevant"] = (seen.noisy_relevant, seen.cited)
        scores["noise_sensitivity_irrelevant"] = (seen.noisy_irrelevant, seen.cited)
    return scores


def article_gold(gold: Sequence[Gold]) -> list[tuple[Place, ...]]:
    """Gold items as articles, each article asked for once."""
    items = [tuple(Place(i) for i in sorted({p.article_id for p in item})) for item in gold]
    return list(dict.fromkeys(items))
