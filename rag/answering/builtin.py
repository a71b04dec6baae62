"""The built-in answerer: deterministic, no language model, every sentence a quote with its source.

One function per kind of question; each returns an Answer through ``Draft``.
"""

from __future__ import annotations

from index.collection import Collection
from rag.answering.draft import Draft
from rag.answering.facts import answer_fact
from rag.answering.opposing import answer_disagreeing
from rag.answering.speakers import answer_did_say, answer_says
from rag.answering.voices import answer_contrast, answer_who
from rag.question import Question
from rag.types import Answer


def answer_question(collection: Collection, question: Question, *, limit: int = 5) -> Answer:
    """Answer a question that has been understood."""
    draft = Draft(collection, question, limit)
    if collection.count() == 0:
        return draft.abstain(
            "empty_collection", "The collection is empty: there is nothing to ask."
        )
    has_statements = bool(collection.speakers())
    if question.type in ("says", "did_say") and has_statements:
        if question.type == "did_say":
            return answer_did_say(draft)
        return answer_says(draft)
    if question.type == "who" and has_statements:
        return answer_who(draft)
    if question.type == "contrast" and question.groups:
        return answer_says(draft)
    if question.type == "contrast" and question.disagreement and question.speakers:
        return answer_disagreeing(draft)
    if question.type in ("contrast", "summary") and has_statements:
        return answer_contrast(draft)
    return answer_fact(draft)
