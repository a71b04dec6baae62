"""A trained model of stance: which side of a claim an article takes."""

from __future__ import annotations

from rag.stance.model import StanceModel, StanceScores, load
from rag.stance.reranking import Places, Ranked, rerank

__all__ = ["Places", "Ranked", "StanceModel", "StanceScores", "load", "rerank"]
