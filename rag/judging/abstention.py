"""Whether the collection speaks of what is asked at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from rag.judging.candidates import Candidate
from rag.judging.terms import WeightedTerms
from rag.types import Reason

COVERAGE_WEIGHT = 7.4
COSINE_WEIGHT = 5.4
INTERCEPT = -6.2
ANSWER_AT = 0.50
"""Confidence at and above which an answer is given."""
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


def judge_topic(candidates: Sequence[Candidate], terms: WeightedTerms) -> Verdict:
    """Decide from the best candidate, or say what is missing."""
    if not candidates:
        return Verdict(False, "no_topic", 0.0)
    best = max(confidence_of(c, terms) for c in candidates[:5])
    if best >= ANSWER_AT:
        return Verdict(True, "", best)
    mentioned = max(c.coverage for c in candidates) >= TOPIC_AT and not terms.missing_names
    return Verdict(False, "no_claim" if mentioned else "no_topic", best)
