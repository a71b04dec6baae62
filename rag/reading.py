"""From a question to evidence: the units that may answer it, and what each does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from index.collection import Collection
from index.types import Filter, Sentence
from rag.question import Question
from rag.reader import Reading, load
from rag.units import Unit, units_of
from rag.weighing import weighed


@dataclass(frozen=True, slots=True)
class Reach:
    """How many sentences each search brings up, and how many units are read at most.

    Measured on natural dev and PolNeAR (docs/benchmarks.md): what is not among them cannot be
    answered with. All that is nearest and all that words find has its place.
    """

    nearest: int = 36
    by_words: int = 8
    own: int = 8
    read: int = 44


REACH: Final = Reach()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit with what it does with a question: as weighed, and as the reader alone sees it."""

    unit: Unit
    reading: Reading
    raw: Reading


def find_units(
    collection: Collection,
    questions: Sequence[str],
    where: Filter = Filter(),
    speaker_ids: Sequence[int] = (),
    reach: Reach = REACH,
) -> list[Unit]:
    """The units that may answer a question, nearest first.

    ``questions`` are the question and other wordings of it; ``speaker_ids`` are those it names,
    whose own sentences are looked at as well. A sentence that several articles have in the same
    words is read once for each speaker. What ``where`` does not let pass has no unit: nobody else
    who speaks in the sentence of a speaker that it does, and with ``where.direct`` or
    ``where.reported`` no words of another kind.
    """
    asked = tuple(i for i in speaker_ids if not where.speaker_ids or i in where.speaker_ids)
    found: dict[Sentence, float] = {}
    for text in questions:
        near = [*collection.search_sentences(text, reach.nearest, where)]
        farthest = near[-1].score if near else 0.0  # what words alone find is no nearer than that
        if asked:
            own = replace(where, speaker_ids=asked)
            near += collection.search_sentences(text, reach.own, own)
        for hit in near:
            found[hit.sentence] = max(hit.score, found.get(hit.sentence, -1.0))
        for hit in collection.search_sentences_lexical(text, reach.by_words, where):
            found.setdefault(hit.sentence, farthest)
    kept: dict[tuple[str, str], Unit] = {}
    for unit in sorted(units_of(collection, found.items()), key=attrgetter("order")):
        if not where or unit.passes(where):
            who = str(unit.voice.speaker_id or unit.voice.described)
            kept.setdefault((unit.text.strip(), who), unit)
    # What named speakers say themselves goes before what others say.
    first = [u for u in kept.values() if u.voice.speaker_id in asked][: reach.read // 2]
    others = [u for u in kept.values() if u not in first][: reach.read - len(first)]
    return sorted([*first, *others], key=attrgetter("order"))


def read_units(question: Question, units: Sequence[Unit]) -> list[Evidence]:
    """What each unit does with a question, as read and weighed, in the order of the units."""
    readings = load().read(question.read, [unit.read for unit in units])
    if question.against:
        readings = other_side(readings)
    found = weighed(question, units, readings)
    return [Evidence(*each) for each in zip(units, found, readings, strict=True)]


def other_side(readings: Sequence[Reading]) -> list[Reading]:
    """The readings as those of a question for the opposite."""
    return [r._replace(answers=r.opposite, opposite=r.answers) for r in readings]
