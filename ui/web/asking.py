"""Asking the one collection that all browser sessions share, and the log of what was asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from index.collection import Collection
from index.exceptions import CollectionError
from index.types import Filter
from rag.events import StreamEvent
from rag.types import Answer
from ui.web.folding import MOST, SHOWN

if TYPE_CHECKING:
    from rag.models.settings import ModelSettings

How = Literal["", "more", "alone"]
"""How a question is asked: within its conversation, for what is new only, or by itself."""
AT_ONCE = 8
"""Questions answered at the same time."""


class Asking:
    """The part of the desk that answers."""

    collection: Collection
    model: ModelSettings | None
    _early: ThreadPoolExecutor

    def ask(
        self,
        question: str,
        history: Sequence[Answer],
        where: Filter = Filter(),
        *,
        claim: str = "",
    ) -> Answer:
        """Answer a question and keep it in the log. Raises EmptyQuestion, ModelError."""
        from rag import ask

        return self.logged(
            ask(
                self.collection,
                question,
                history=history,
                where=where,
                claim=claim,
                model=self.model,
            )
        )

    def stream(
        self,
        question: str,
        history: Sequence[Answer],
        where: Filter = Filter(),
        *,
        how: How = "",
    ) -> Iterator[StreamEvent]:
        """Answer it sentence by sentence, not yet in the log; closing it stops a language model.

        Built in, the answer holds all that was found, of which the page shows a part at first;
        ``how`` "more" asks for what ``history`` does not show, "alone" as if there were none.
        """
        from rag import stream

        return stream(
            self.collection,
            question,
            history=history,
            where=where,
            limit=MOST if self.model is None else SHOWN,
            more=how == "more",
            rewrite=how != "alone",
            model=self.model,
        )

    def early(
        self,
        question: str,
        history: Sequence[Answer],
        where: Filter = Filter(),
        *,
        how: How = "",
    ) -> Future[list[StreamEvent]] | None:
        """Have the built-in answerer begin at once, while the page does other things.

        None where a language model words the answers: it is followed as it writes (``stream``).
        """
        if self.model is not None:
            return None
        return self._early.submit(lambda: list(self.stream(question, history, where, how=how)))

    def logged(self, answer: Answer) -> Answer:
        """Keep an answer in the log; returns it with its number there.

        Where the log cannot be written just now (another process adds articles), that is 0.
        """
        try:
            number = self.collection.log(answer.to_dict())
        except CollectionError:
            number = 0
        return replace(answer, log_id=number)

    def judge(self, answer: Answer, helpful: bool, note: str) -> None:
        """Keep in the log whether an answer helped. Raises CollectionError."""
        entry = {
            "kind": "feedback",
            "answer": answer.log_id,
            "question": answer.question,
            "helpful": helpful,
            "note": note,
        }
        self.collection.log(entry)
