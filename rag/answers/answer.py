"""The one path from a question to its answer: retrieve, read, decide, compose."""

from __future__ import annotations

from collections.abc import Sequence

from index.collection import Collection
from rag.answers import KINDS, Draft
from rag.answers.silence import abstain
from rag.question import Question
from rag.reading import Evidence, find_units, read_units
from rag.types import Answer


def gather(collection: Collection, question: Question) -> list[Evidence]:
    """The evidence for a question, nearest first: what was retrieved, and as it was read."""
    ids = [m.speaker.id for m in question.speakers]
    units = find_units(collection, [question.read, *question.also], question.where, ids)
    if question.where.direct:
        units = [unit for unit in units if unit.direct]
    return read_units(question, units)


def answer_question(
    collection: Collection, question: Question, evidence: Sequence[Evidence], *, limit: int = 5
) -> Answer:
    """Answer a question from what was gathered for it, without a language model.

    Where no quotation is likely enough to be shown there is silence, however likely an answer is.
    """
    draft = Draft(collection, question, evidence, limit)
    if collection.count() == 0:
        return abstain(draft, "empty_collection")
    answer = KINDS[question.type](draft)
    return answer if answer.status == "abstained" or answer.sentences else abstain(draft)
