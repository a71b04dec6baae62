"""A conversation: questions and answers in a row, each understood from those before it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.collection import Collection
from index.types import Filter
from rag.events import Finished, StreamEvent
from rag.pipeline import stream
from rag.types import Answer

if TYPE_CHECKING:
    from rag.pipeline import AnyModel


@dataclass
class Conversation:
    """Questions and answers in a row, each follow-up understood from those before it.

    ``rewrite`` switched off asks every question as it stands. ``model`` is a language model that
    words the answers, as for ``rag.ask``.
    """

    collection: Collection
    where: Filter = Filter()
    limit: int = 5
    rewrite: bool = True
    answers: list[Answer] = field(default_factory=list)
    model: AnyModel | None = None

    def ask(self, question: str) -> Answer:
        """Ask, and remember the answer for the next question."""
        return next(e.answer for e in self.stream(question) if isinstance(e, Finished))

    def stream(self, question: str) -> Generator[StreamEvent, None, None]:
        """Ask, and give the answer sentence by sentence (``rag.stream``).

        It is remembered once it is whole; a stream that is closed before leaves no trace.
        """
        asked = stream(
            self.collection, question, history=self.answers, where=self.where,
            limit=self.limit, rewrite=self.rewrite, model=self.model,
        )  # fmt: skip
        for event in asked:
            if isinstance(event, Finished):
                self.answers.append(event.answer)
            yield event
