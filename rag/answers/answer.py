"""The one path from a question to its answer: retrieve, read, decide, compose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from rag.answers import KINDS, Draft
from rag.answers.silence import abstain
from rag.followups import Place, unseen
from rag.question import Question
from rag.reading import REACH, Evidence, find_units, read_units
from rag.timing import with_note
from rag.types import Answer


def gather(
    collection: Collection, question: Question, but: frozenset[Place] = frozenset()
) -> list[Evidence]:
    """The evidence for a question, nearest first: what was retrieved, and as it was read.

    Quotations at the places ``but`` are left out, and as many more are looked for; of those who are
    named in the question alone, where there are any. Nothing is looked for where nothing is asked.
    """
    if question.talk:
        return []
    ids = [m.speaker.id for m in question.speakers]
    reach = replace(REACH, own=REACH.own + len(but), read=REACH.read + len(but))
    texts = [question.read, *question.also]
    units = find_units(collection, texts, question.where, ids, reach)
    if but:
        own = [unit for unit in units if not ids or unit.voice.speaker_id in ids]
        units = unseen(own, but)[: REACH.read]
    units = [unit for unit in units if unit.voice.speaker_id not in question.heard]
    return read_units(question, units)


def answer_question(
    collection: Collection, question: Question, evidence: Sequence[Evidence], *, limit: int = 5
) -> Answer:
    """Answer a question from what was gathered for it, without a language model.

    Where no quotation is likely enough to be shown there is silence, however likely an answer is.
    """
    draft = Draft(collection, question, evidence, limit)
    if not evidence and collection.count() == 0:
        return abstain(draft, "empty_collection")
    if question.talk:
        return abstain(draft, "no_question")
    answer = KINDS[question.type](draft)
    return answer if answer.status == "abstained" or answer.sentences else abstain(draft)


def newest(
    collection: Collection,
    question: Question,
    evidence: list[Evidence],
    limit: int,
    but: frozenset[Place],
) -> tuple[Answer, list[Evidence]]:
    """The answer from the newest dated article that speaks to a question, and what was read for it.

    ``evidence`` was gathered for the question without regard to dates.
    """
    every = answer_question(collection, question, evidence, limit=max(limit, 20))
    days = [c.source.published for c in every.citations if c.source.published]
    if days:
        day = max(days)
        later = replace(question, where=replace(question.where, since=day))
        found = gather(collection, later, but)
        answer = answer_question(collection, later, found, limit=limit)
        if answer.status == "answered":
            note = f"The newest that speaks to it was published on {day}."
            return with_note(answer, note), found
        note = f"The newest article quoted here is of {day}."
    else:
        note = "No quoted article has a date, so the latest is not known."
    plain = answer_question(collection, question, evidence, limit=limit)
    return with_note(plain, note) if days or plain.status == "answered" else plain, evidence
