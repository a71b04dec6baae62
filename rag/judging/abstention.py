"""Whether the collection speaks of what is asked at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.judging.candidates import Candidate
from rag.judging.terms import WeightedTerms
from rag.spelling import text_keys
from rag.types import Reason

COVERAGE_WEIGHT = 7.4
COSINE_WEIGHT = 5.4
INTERCEPT = -6.2
ANSWER_AT = 0.50
"""Confidence at and above which an answer is given."""
TOGETHER = 5
"""So many of the best sentences are then judged together."""
JOINT_WEIGHT = 14.0
JOINT_COSINE_WEIGHT = 7.0
MISSING_NAME_WEIGHT = -2.0
JOINT_INTERCEPT = -7.0
TOPIC_AT = 0.45
"""Coverage at and above which the topic counts as mentioned."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer, why not, and how sure (0 to 1)."""

    answer: bool
    reason: Reason
    confidence: float


def confidence_of(candidate: Candidate, terms: WeightedTerms) -> float:
    """How sure it is that this candidate speaks to the question (0 to 1).

    A logistic function of the words in common and the nearness in meaning, fitted on labelled
    answerable and unanswerable questions (docs/abstention.md).
    """
    if not terms.weights:
        return 0.0
    x = COVERAGE_WEIGHT * candidate.coverage + COSINE_WEIGHT * max(0.0, candidate.cosine)
    return 1 / (1 + math.exp(-(x + INTERCEPT)))


def joint_confidence(candidates: Sequence[Candidate], terms: WeightedTerms) -> float:
    """How sure it is that the best candidates together speak to a long question (0 to 1).

    A logistic function of the words they cover together, the nearest one's cosine, and whether a
    name of the question occurs nowhere in the collection (docs/abstention.md).
    """
    if not candidates or not terms.weights:
        return 0.0
    keys: frozenset[str] = frozenset()
    for candidate in candidates[:TOGETHER]:
        article = candidate.article
        start, end = candidate.context
        keys |= text_keys(f"{article.text[start:end]} {article.title} {article.source}")
    x = JOINT_WEIGHT * terms.coverage(keys)
    x += JOINT_COSINE_WEIGHT * max(0.0, *(c.cosine for c in candidates))
    x += MISSING_NAME_WEIGHT * bool(terms.missing_names) + JOINT_INTERCEPT
    return 1 / (1 + math.exp(-x))


def judge_topic(
    candidates: Sequence[Candidate], terms: WeightedTerms, *, together: bool = False
) -> Verdict:
    """Decide from the best candidate, or say what is missing.

    With ``together`` a long question may also be answered by several candidates, each a part.
    """
    if not candidates:
        return Verdict(False, "no_topic", 0.0)
    best = max(confidence_of(c, terms) for c in candidates[:5])
    if together and terms.long:
        best = max(best, joint_confidence(candidates, terms))
    if best >= ANSWER_AT:
        return Verdict(True, "", best)
    mentioned = max(c.coverage for c in candidates) >= TOPIC_AT and not terms.missing_names
    return Verdict(False, "no_claim" if mentioned else "no_topic", best)
