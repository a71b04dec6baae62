"""A trained model of stance and support: which side of a claim a text takes, and if it backs it."""

from __future__ import annotations

from rag.stance.model import StanceModel, StanceScores, load
from rag.stance.reranking import Places, Ranked, rerank

__all__ = ["Places", "Ranked", "StanceModel", "StanceScores", "load", "rerank"]
