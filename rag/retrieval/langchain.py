"""The hybrid search as a LangChain retriever, for chains and agents built elsewhere."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.collection import Collection
from index.types import Filter
from rag.retrieval.search import search


class OnRecordRetriever(BaseRetriever):
    """Passages of a collection as LangChain documents.

    ``page_content`` is the verbatim slice; ``metadata`` holds article_id, start, end (characters of
    the article's text), score, title, source, author, published (ISO 8601 or None), url and path.

    >>> retriever = OnRecordRetriever(collection=collection, k=4)  # doctest: +SKIP
    >>> retriever.invoke("who expects prices to rise?")  # doctest: +SKIP
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    collection: Any
    k: int = 5
    where: Filter = Filter()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        collection: Collection = self.collection
        k = int(kwargs.get("k", self.k))
        documents = []
        for evidence in search(collection, query, k=k, where=self.where):
            quote, source = evidence.quote, evidence.source.to_dict()
            place = {"start": quote.start, "end": quote.end, "score": evidence.score}
            documents.append(Document(page_content=quote.text, metadata=source | place))
        return documents
