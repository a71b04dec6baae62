"""The retriever passes LangChain's own standard tests for retrievers."""

from __future__ import annotations

from typing import Any

import pytest
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from index import Collection
from rag.retrieval import OnRecordRetriever


class TestOnRecordRetriever(RetrieversIntegrationTests):
    """LangChain's standard tests, on the sample articles."""

    @pytest.fixture(autouse=True)
    def _with_collection(self, news: Collection) -> None:
        type(self).news = news  # type: ignore[attr-defined]

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return OnRecordRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"collection": type(self).news, "k": 2}  # type: ignore[attr-defined]

    @property
    def retriever_query_example(self) -> str:
        return "Who expects Azerbaijan to ask for membership?"


def test_documents_are_verbatim_slices(news: Collection) -> None:
    for document in OnRecordRetriever(collection=news, k=3).invoke("NATO standards in the army"):
        data = document.metadata
        text = news.article(data["article_id"]).text
        assert document.page_content == text[data["start"] : data["end"]]
