"""What the reader found, weighed with how near a unit is and who speaks in it.

The reader sees one sentence at a time. Whether the sentence is what was asked for also depends on
how near it is to the question beside the others, and on whether its speaker is among those whom the
question names. Two logistic regressions (one for answering, one for the opposite) join these. A
third says of all units of a question together whether the question is answered at all. They were
fitted on the reader's probabilities for questions of packs that it had not seen
(``python -m training.reader.weigh``), which calibrates them as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from index.exceptions import EncoderError
from rag.question import Question
from rag.reader import Reading, load
from rag.types import QuestionType
from rag.units import Unit

GROUPS: Final[dict[QuestionType, int]] = {
    "who": 0,
    "contrast": 0,
    "says": 1,
    "did_say": 2,
    "fact": 3,
    "summary": 3,
}
"""Kinds of questions that share weights."""
PLAIN: Final = 13
"""Features of a unit by themselves,"""
SHARED: Final = (0, 1, 5, 6, 7, 8, 10, 11)
"""and those that weigh differently for each group."""
FEATURES: Final = PLAIN + 4 + 4 * len(SHARED)
ASKED: Final = 20
"""Features of all units of a question together."""
_LEAST: Final = 1e-4
_COSINE: Final = 5.0
"""Cosines are multiplied by this, so that all features are of one size."""

Matrix = npt.NDArray[np.float64]


def features(question: Question, units: Sequence[Unit], readings: Sequence[Reading]) -> Matrix:
    """``(units, FEATURES)``: log odds of the five labels; whether the speaker is the first whom the
    question names, another one, or somebody else though it names some; whether anybody is known to
    speak, and for certain; the cosine, how far it is from the nearest one's, and whether the unit
    was found by its words alone; then the group of kinds, and some of these for each group apart.
    """
    if not units:
        return np.zeros((0, FEATURES))
    first = {m.speaker.id for m in question.groups[0]} if question.groups else set()
    every = {m.speaker.id for m in question.speakers}
    cosines = np.array([unit.cosine for unit in units])
    plain = np.zeros((len(units), PLAIN))
    plain[:, :5] = _odds(np.array(readings, np.float64))
    for row, unit in zip(plain, units, strict=True):
        who = unit.voice.speaker_id
        row[5] = who is not None and who in first
        row[6] = who is not None and who in every and who not in first
        row[7] = bool(every) and not row[5] and not row[6] and unit.voice.somebody
        row[8] = unit.voice.somebody
        row[9] = unit.voice.certainty == "certain"
        row[12] = unit.cosine == 0
    plain[:, 10] = _COSINE * cosines
    plain[:, 11] = _COSINE * (cosines - cosines.max())
    group = np.zeros((len(units), 4))
    group[:, GROUPS[question.type]] = 1
    apart = [plain[:, SHARED] * group[:, [g]] for g in range(4)]
    return np.concatenate([plain, group, *apart], axis=1)


def question_features(
    question: Question,
    units: Sequence[Unit],
    readings: Sequence[Reading],
    weighed: Sequence[Reading],
) -> Matrix:
    """``(ASKED,)``, of all units together: log odds of the likeliest answer as weighed, and of the
    likeliest as read; how far the likeliest answer's cosine is from the nearest one's; whether the
    question names speakers, or people that nobody is; the log odds of the likeliest answer of those
    named, and whether they have none; the five log odds of the likeliest answer as read; then the
    group of kinds, and the first of these for each group apart.

    Nothing here grows with how many units there are: few articles can answer as well as many.
    """
    likely = np.array([reading.answers for reading in weighed])
    raw = np.array(readings, np.float64)
    best = int(likely.argmax())
    top, read = _odds(np.array([likely[best], raw[:, 0].max()]))
    cosines = np.array([unit.cosine for unit in units])
    asked = {m.speaker.id for m in question.speakers}
    own = [p for p, unit in zip(likely, units, strict=True) if unit.voice.speaker_id in asked]
    group = np.zeros(4)
    group[GROUPS[question.type]] = 1
    plain = [
        top,
        read,
        _COSINE * (cosines[best] - cosines.max()),
        float(bool(asked)),
        float(bool(question.unknown)),
        float(_odds(np.array([max(own)]))[0]) if own else 0.0,
        float(bool(asked) and not own),
        *_odds(raw[best]),
    ]
    return np.concatenate([plain, group, top * group])


def _odds(p: Matrix) -> Matrix:
    """Log odds of probabilities, none of them beyond what can be told."""
    p = np.clip(p, _LEAST, 1 - _LEAST)
    odds: Matrix = np.log(p / (1 - p))
    return odds


def _stored(name: str, shape: tuple[int, ...]) -> tuple[Matrix, Matrix]:
    """Weights of a shape and their biases, for units or for the whole question."""
    try:
        stored = load().config["weighing"][name]
        weight, bias = np.array(stored["weight"], float), np.array(stored["bias"], float)
        if weight.shape != shape or bias.shape != shape[:1]:
            raise ValueError(f"{name}: weights of shape {weight.shape}")
    except (KeyError, TypeError, ValueError) as error:
        raise EncoderError(
            f"the reader's config.json lacks the weighing ({error}); install the package again, or "
            "run python -m training.reader.weigh"
        ) from error
    return weight, bias


def answerable(
    question: Question,
    units: Sequence[Unit],
    readings: Sequence[Reading],
    weighed: Sequence[Reading],
) -> float:
    """Probability that what was read answers the question, or says the opposite."""
    if not units:
        return 0.0
    weight, bias = _stored("answerable", (1, ASKED))
    score = question_features(question, units, readings, weighed) @ weight[0] + bias[0]
    return round(float(1 / (1 + np.exp(-score))), 6)


def weighed(
    question: Question, units: Sequence[Unit], readings: Sequence[Reading]
) -> list[Reading]:
    """The readings with *answers* and *opposite* as weighed; the rest keeps its proportions."""
    if not units:
        return []
    return weighed_by(*_stored("units", (2, FEATURES)), question, units, readings)


def weighed_by(
    weight: Matrix,
    bias: Matrix,
    question: Question,
    units: Sequence[Unit],
    readings: Sequence[Reading],
) -> list[Reading]:
    """The readings as weights ``(2, FEATURES)`` and biases ``(2,)`` weigh them.

    Which of the two sides is the likelier is the reader's to say, who has read the words.
    """
    both = 1 / (1 + np.exp(-(features(question, units, readings) @ weight.T + bias)))
    found = []
    for reading, (answers, opposite) in zip(readings, both, strict=True):
        total = float(answers + opposite)
        scale = 1 / total if total > 1 else 1.0
        answers, opposite = float(answers) * scale, float(opposite) * scale
        if reading.opposite > reading.answers:
            answers, opposite = min(answers, opposite), max(answers, opposite)
        left = max(0.0, 1 - answers - opposite)
        share = left / max(1e-9, reading.hedged + reading.related + reading.unrelated)
        rest = (reading.hedged, reading.related, reading.unrelated)
        found.append(
            Reading(*(round(x, 6) for x in (answers, opposite, *(share * r for r in rest))))
        )
    return found
