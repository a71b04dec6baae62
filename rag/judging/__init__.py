"""Scoring candidates against a question, and deciding whether the collection answers it."""

from __future__ import annotations

from rag.judging.abstention import Verdict, judge_topic
from rag.judging.candidates import Candidate, sentence_candidates, statement_candidates
from rag.judging.scoring import score_candidates
from rag.judging.sides import (
    is_of_others,
    share_of_claim,
    shares_predicate,
    side_by_attitude,
    side_of,
)
from rag.judging.terms import WeightedTerms, weigh_terms

__all__ = [
    "Candidate",
    "Verdict",
    "WeightedTerms",
    "is_of_others",
    "judge_topic",
    "score_candidates",
    "sentence_candidates",
    "share_of_claim",
    "shares_predicate",
    "side_by_attitude",
    "side_of",
    "statement_candidates",
    "weigh_terms",
]
