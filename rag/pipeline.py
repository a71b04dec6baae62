"""From question to answer: rewrite, understand, retrieve, judge, answer, verify, record."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from index.types import Filter
from rag.answering.builtin import answer_question
from rag.conversation import make_standalone
from rag.question import understand
from rag.types import Answer


def ask(
    collection: Collection,
    question: str,
    *,
    history: Sequence[Answer] = (),
    where: Filter = Filter(),
    limit: int = 5,
    rewrite: bool = True,
    record: bool = False,
) -> Answer:
    """Answer a question from the collection, or abstain and say why.

    ``history`` are the answers before it in the same conversation; ``where`` limits the articles;
    ``limit`` is how many voices or passages are quoted at most. With ``record`` the answer goes to
    the collection's log. Raises EmptyQuestion.
    """
    began = time.perf_counter()
    follow_up = make_standalone(question, history if rewrite else ())
    asked = understand(follow_up.question, collection.speakers(), where)
    understood = time.perf_counter()
    answer = answer_question(collection, asked, limit=limit)
    answer = replace(
        answer,
        question=question,
        standalone=follow_up.question,
        rewritten=follow_up.changed,
        timings={
            "understand": understood - began,
            "answer": time.perf_counter() - understood,
            "total": time.perf_counter() - began,
        },
    )
    if record:
        answer = replace(answer, log_id=collection.log(answer.to_dict()))
    return answer
