"""What is evaluated: something that answers and something that retrieves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from index.collection import Collection
from index.types import Filter
from rag.retrieval.evidence import Evidence
from rag.types import Answer


class System(Protocol):
    """What is being evaluated: something that answers and something that retrieves."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Answer a question after the answers before it in the conversation."""
        ...

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        """The best ``k`` pieces of evidence, best first."""
        ...

    def settings(self) -> Mapping[str, Any]:
        """What has to be known to repeat it (JSON-serialisable)."""
        ...


@runtime_checkable
class SearchesSides(Protocol):
    """A system that can also look for articles on both sides of a claim."""

    def search_sides(self, claim: str, k: int) -> Sequence[Evidence]:
        """A piece of each of ``k`` articles, in an order that shows both sides early."""
        ...


Opener = Callable[[], tuple[Collection, System]]
"""Opens a collection and a system over it, in whichever process it is called. Must be picklable."""


class BuiltIn:
    """The program as it comes: ``rag.ask`` and ``rag.search`` over a collection."""

    def __init__(self, collection: Collection, *, limit: int = 5, where: Filter = Filter()) -> None:
        self._collection = collection
        self._limit = limit
        self._where = where

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Answer with the built-in answerer."""
        from rag import ask

        return ask(
            self._collection, question, history=history, where=self._where, limit=self._limit
        )

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        """Retrieve with the hybrid search."""
        from rag import search

        return search(self._collection, query, k=k, where=self._where)

    def search_sides(self, claim: str, k: int) -> Sequence[Evidence]:
        """Retrieve articles on both sides."""
        from rag import search_sides

        return search_sides(self._collection, claim, k=k, where=self._where)

    def settings(self) -> Mapping[str, Any]:
        """Name of the answerer and its options."""
        shape: dict[str, Any] = {"answerer": "builtin", "limit": self._limit}
        if self._where:
            shape["where"] = repr(self._where)
        return shape


@dataclass(frozen=True, slots=True)
class OpenBuiltIn:
    """Opens the collection in a folder, for reading only, with the built-in answerer over it.

    >>> opener = OpenBuiltIn(Path("collection"))          # what a worker process is given
    """

    folder: Path
    limit: int = 5
    where: Filter = Filter()

    def __call__(self) -> tuple[Collection, System]:
        """Open both. Raises CollectionNotFound and what else opening raises."""
        from index import open_collection

        collection = open_collection(self.folder, read_only=True)
        return collection, BuiltIn(collection, limit=self.limit, where=self.where)
