"""Finding evidence: fused search over passages, and the same as a LangChain retriever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rag.retrieval.exact import search_text
from rag.retrieval.fusion import reciprocal_rank_fusion
from rag.retrieval.search import find_passages, search
from rag.retrieval.sides import search_sides

if TYPE_CHECKING:
    from rag.retrieval.langchain import OnRecordRetriever

__all__ = [
    "OnRecordRetriever",
    "find_passages",
    "reciprocal_rank_fusion",
    "search",
    "search_sides",
    "search_text",
]


def __getattr__(name: str) -> object:
    # LangChain takes half a second to import, which `onrecord ask` does not need to wait for.
    if name == "OnRecordRetriever":
        from rag.retrieval.langchain import OnRecordRetriever

        return OnRecordRetriever
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
