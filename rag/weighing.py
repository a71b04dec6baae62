"""What the reader found, weighed with how near a unit is and who speaks in it.

The reader sees one sentence at a time. Whether the sentence is what was asked for also depends on
how near it is to the question beside the others, and on who speaks. Two logistic regressions (one
for answering, one for the opposite) join these, and two more see each unit beside the others. Of
all units together one says whether the question is answered, one whether the matter is there.
They were fitted on the reader's probabilities for questions of packs that it had not seen
(``python -m training.reader.weigh``), which calibrates them as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from index.exceptions import EncoderError
from rag.question import Question
from rag.reader import Reader, Reading, load
from rag.units import Unit, shared_words

GROUPS: Final = {"who": 0, "contrast": 0, "says": 1, "did_say": 2, "fact": 3, "summary": 3}
"""Kinds of questions that share weights."""
PLAIN: Final = 16
"""Features of a unit by themselves,"""
SHARED: Final = (0, 1, 5, 6, 7, 8, 10, 11, 12, 13, 14, 15)
"""and those that weigh differently for each group."""
FEATURES: Final = PLAIN + 4 + 4 * len(SHARED)
BESIDE: Final = 5 + 4 + 4 * 5
"""Features of a unit beside the others."""
RANKS: Final = (3, 10)
"""The unit of these ranks says how many others are as likely."""
ASKED: Final = 21 + 4 + 4 * 9
"""Features of all units of a question together,"""
TOPIC: Final = (0, 20)
"""and those that tell whether they are on its matter: the likeliest answer and the nearest unit."""
_LEAST: Final = 1e-4
_COSINE: Final = 5.0
"""Cosines are multiplied by this, so that all features are of one size."""

Matrix = npt.NDArray[np.float64]


def features(question: Question, units: Sequence[Unit], readings: Sequence[Reading]) -> Matrix:
    """``(units, FEATURES)``: log odds of the five labels; whether the speaker is the first person
    whom the question names, another one, or somebody else though it names some; whether anybody is
    known to speak, and for certain; the cosine, and how far it is from the nearest one's; the words
    shared with the question (``rag.units``), in the unit; whether the speaker is named first and
    no person, and whether something of theirs is named; the words shared in and around the unit;
    then the group of kinds, and some of these for each group apart.
    """
    if not units:
        return np.zeros((0, FEATURES))
    named = [m for group in question.asked for m in group]
    first = {m.speaker.id for m in (question.asked[0] if named else ())}
    people = {m.speaker.id for m in named if m.speaker.kind == "person"}
    every = {m.speaker.id for m in named}
    owners = {m.speaker.id for m in question.speakers} - every
    cosines = np.array([unit.cosine for unit in units])
    plain = np.zeros((len(units), PLAIN))
    plain[:, :5] = _odds(np.array(readings, np.float64))
    for row, unit in zip(plain, units, strict=True):
        who = unit.voice.speaker_id
        row[5] = who is not None and who in first & people
        row[6] = who is not None and who in every - first
        row[13] = who is not None and who in first - people
        row[14] = who is not None and who in owners
        row[7] = bool(every) and who not in every and unit.voice.somebody
        row[8] = unit.voice.somebody
        row[9] = unit.voice.certainty == "certain"
    plain[:, 10] = _COSINE * cosines
    plain[:, 11] = _COSINE * (cosines - cosines.max())
    plain[:, [12, 15]] = shared_words(question, units)
    return _by_group(question, plain, plain[:, SHARED])


def beside(question: Question, scores: npt.NDArray[np.float64]) -> Matrix:
    """``(units, BESIDE)``, from what one regression gave the units ``(units,)``: the score, how far
    it is from the highest, the highest, and the scores of the ranks ``RANKS``, the last one where
    there are fewer; then the group of kinds, and all these for each group apart.

    The order of the units of a question stays what it was where the first two weigh for a unit.
    """
    ranked = np.sort(scores)[::-1]
    of_all = [ranked[0], *(ranked[min(rank, len(ranked)) - 1] for rank in RANKS)]
    plain = np.column_stack([scores, scores - ranked[0], np.tile(of_all, (len(scores), 1))])
    return _by_group(question, plain, plain)


def question_features(
    question: Question,
    units: Sequence[Unit],
    readings: Sequence[Reading],
    weighed: Sequence[Reading],
) -> Matrix:
    """``(ASKED,)``, of all units together: log odds of the likeliest answer as weighed, and of the
    likeliest as read; of the ranks ``RANKS`` as read; of the likeliest opposite, of being on the
    matter (the mean of three), and of the unit that has least to do with it; the words that the
    likeliest answer shares with the question, in it and around it; how far its cosine is from the
    nearest one's; whether the question names speakers, or people that
    nobody is; the log odds of the likeliest answer of those asked, and whether they have none; the
    five log odds of the likeliest answer as read; the most words shared with any unit, in and
    around it; the nearest one's cosine; then the group of kinds, and the first nine of these for
    each group apart.

    Nothing here grows with how many units there are: few articles can answer as well as many.
    """
    likely = np.array([reading.answers for reading in weighed])
    shared = shared_words(question, units)
    read = _odds(np.array(readings, np.float64))
    ranked = -np.sort(-read, axis=0)
    best = int(likely.argmax())
    cosines = np.array([unit.cosine for unit in units])
    asked = {m.speaker.id for group in question.asked for m in group}
    own = [p for p, unit in zip(likely, units, strict=True) if unit.voice.speaker_id in asked]
    first = [
        float(_odds(likely[[best]])[0]),
        ranked[0, 0],
        *(ranked[min(rank, len(ranked)) - 1, 0] for rank in RANKS),
        ranked[0, 1],
        ranked[:3, 3].mean(),
        ranked[-1, 4],
        *shared[best],
    ]
    plain = [
        *first,
        _COSINE * (cosines[best] - cosines.max()),
        float(bool(asked)),
        float(bool(question.unknown)),
        float(_odds(np.array([max(own)]))[0]) if own else 0.0,
        float(bool(asked) and not own),
        *read[best],
        shared[:, 1].max(),
        _COSINE * cosines.max(),
    ]
    row: Matrix = _by_group(question, np.array([plain]), np.array([first]))[0]
    return row


def _by_group(question: Question, plain: Matrix, shared: Matrix) -> Matrix:
    """Features, the group of kinds that a question is of, and ``shared`` for each group apart."""
    group = np.zeros((len(plain), 4))
    group[:, GROUPS[question.type]] = 1
    apart = [shared * group[:, [g]] for g in range(4)]
    return np.concatenate([plain, group, *apart], axis=1)


def _odds(p: Matrix) -> Matrix:
    """Log odds of probabilities, none of them beyond what can be told."""
    p = np.clip(p, _LEAST, 1 - _LEAST)
    return np.log(p / (1 - p))


@lru_cache(maxsize=16)
def _stored(reader: Reader, name: str, shape: tuple[int, ...]) -> tuple[Matrix, Matrix]:
    """A reader's weights of a shape and their biases, for units or for the whole question."""
    try:
        stored = reader.config["weighing"][name]
        weight, bias = np.array(stored["weight"], float), np.array(stored["bias"], float)
        if weight.shape != shape or bias.shape != shape[:1]:
            raise ValueError(f"{name}: weights of shape {weight.shape}")
    except (KeyError, TypeError, ValueError) as error:
        raise EncoderError(
            f"the reader's config.json lacks the weighing ({error}); install the package again, or "
            "run python -m training.reader.weigh"
        ) from error
    return weight, bias


class Likely(NamedTuple):
    """Probabilities of all units together: that they answer a question, and that the articles speak
    of its matter at all. Few that are silent have something that is put like an answer, and nothing
    that shows it up (``training.reader.on_topic``)."""

    answered: float
    there: float


def likely(
    question: Question,
    units: Sequence[Unit],
    readings: Sequence[Reading],
    weighed: Sequence[Reading],
) -> Likely:
    """How likely a question is answered, at least as likely as by its likeliest unit."""
    if not units:
        return Likely(0.0, 0.0)
    row = question_features(question, units, readings, weighed)
    found = [max(reading.answers for reading in weighed)]
    for name, seen in (("answerable", row), ("on_topic", row[[*TOPIC]])):
        weight, bias = _stored(load(), name, (1, len(seen)))
        found.append(round(float(1 / (1 + np.exp(-(seen @ weight[0] + bias[0])))), 6))
    return Likely(max(found[:2]), found[2])


class Weights(NamedTuple):
    """Of units by themselves ``(2, FEATURES)`` and beside the others ``(2, BESIDE)``, each with its
    biases ``(2,)``."""

    alone: Matrix
    alone_bias: Matrix
    beside: Matrix
    beside_bias: Matrix


def weighed(
    question: Question,
    units: Sequence[Unit],
    readings: Sequence[Reading],
    weights: Weights | None = None,
) -> list[Reading]:
    """The readings with *answers* and *opposite* as weighed; the rest keeps its proportions.

    Which of the two sides is the likelier is the reader's to say, who has read the words.
    ``weights`` are the stored ones where none are given.
    """
    if not units:
        return []
    if weights is None:
        units_alone = _stored(load(), "units", (2, FEATURES))
        weights = Weights(*units_alone, *_stored(load(), "beside", (2, BESIDE)))
    alone = features(question, units, readings) @ weights.alone.T + weights.alone_bias
    odds = np.column_stack(
        [
            beside(question, alone[:, side]) @ weights.beside[side] + weights.beside_bias[side]
            for side in range(2)
        ]
    )
    both = 1 / (1 + np.exp(-odds))
    found = []
    for reading, (answers, opposite) in zip(readings, both, strict=True):
        scale = 1 / max(1.0, float(answers + opposite))
        answers, opposite = float(answers) * scale, float(opposite) * scale
        if reading.opposite > reading.answers:
            answers, opposite = min(answers, opposite), max(answers, opposite)
        rest = reading[2:]  # what takes neither side
        share = max(0.0, 1 - answers - opposite) / max(1e-9, sum(rest))
        sides = (answers, opposite, *(share * r for r in rest))
        found.append(Reading(*(round(x, 6) for x in sides)))
    return found
