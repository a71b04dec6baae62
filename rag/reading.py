"""From a question to evidence: the units that may answer it, and what each does with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Final

from index.collection import Collection
from index.types import Filter, Sentence, SentenceHit
from rag.question import Question
from rag.reader import Reading, UnitText, load
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
    whose own sentences are looked at as well; these and what words find take up to half of the
    places. A sentence that several articles have in the same
    words is read once for each speaker. What ``where`` does not let pass has no unit: nobody else
    who speaks in the sentence of a speaker that it does, and with ``where.direct`` or
    ``where.reported`` no words of another kind.
    """
    asked = tuple(i for i in speaker_ids if not where.speaker_ids or i in where.speaker_ids)
    near: list[SentenceHit] = []
    own: list[SentenceHit] = []
    for text in questions:
        near += collection.search_sentences(text, reach.nearest, where)
        for speaker in asked:  # apart, as one of them may have said far more than another
            theirs = replace(where, speaker_ids=(speaker,))
            own += collection.search_sentences(text, -(-reach.own // len(asked)), theirs)
        own += collection.search_sentences_lexical(text, reach.by_words, where)
    # What named speakers say, and what words find, has its place however near the rest is.
    first = {hit.sentence for hit in own[: reach.read // 2]}
    cosines: dict[Sentence, float] = {}
    for hit in [*near, *own]:
        cosines[hit.sentence] = max(hit.cosine, cosines.get(hit.sentence, -1.0))
    chosen = sorted(cosines.items(), key=lambda found: (found[0] not in first, -found[1]))
    kept: dict[tuple[str, str], Unit] = {}
    for unit in units_of(collection, chosen):
        if not where or unit.passes(where):
            who = str(unit.voice.speaker_id or unit.voice.described)
            kept.setdefault((unit.text.strip(), who), unit)
    return sorted([*kept.values()][: reach.read], key=attrgetter("order"))


def read_units(question: Question, units: Sequence[Unit]) -> list[Evidence]:
    """What each unit does with a question, as read and weighed, in the order of the units."""
    readings = [*load().read(question.read, [unit.read for unit in units])]
    # Whoever denies the very words that say so ("doubted that …") is on the other side: that is
    # certain by their form, and the reader may miss it.
    missed = [i for i, r in enumerate(readings) if units[i].denied and r.answers > r.opposite]
    if missed:
        inside = load().read(question.read, [UnitText(units[i].denied) for i in missed])
        for i, alone in zip(missed, inside, strict=True):
            if alone.answers > alone.opposite:
                [readings[i]] = other_side([readings[i]])
    if question.against:
        readings = other_side(readings)
    found = weighed(question, units, readings)
    return [Evidence(*each) for each in zip(units, found, readings, strict=True)]


def other_side(readings: Sequence[Reading]) -> list[Reading]:
    """The readings as those of a question for the opposite."""
    return [r._replace(answers=r.opposite, opposite=r.answers) for r in readings]
