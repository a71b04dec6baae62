"""Finding evidence: fused search over passages, and the same as a LangChain retriever."""

from __future__ import annotations

from rag.retrieval.fusion import reciprocal_rank_fusion
from rag.retrieval.search import find_passages, search

__all__ = ["find_passages", "reciprocal_rank_fusion", "search"]
