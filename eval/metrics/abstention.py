"""Does it keep silent when the collection is silent, and only then?

Counts treat abstaining as the positive class: a true positive is an abstention on an unanswerable
question, a false positive ("false abstention") one on an answerable question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AbstentionScore:
    """Counts of a set of questions and the ratios made of them (0 where undefined)."""

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def precision(self) -> float:
        """Share of the abstentions that were right."""
        return _ratio(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float:
        """Share of the unanswerable questions on which it abstained."""
        return _ratio(self.true_positive, self.true_positive + self.false_negative)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = 2 * self.true_positive + self.false_positive + self.false_negative
        return _ratio(2 * self.true_positive, total)

    @property
    def false_abstention(self) -> float:
        """Share of the answerable questions on which it abstained."""
        return _ratio(self.false_positive, self.false_positive + self.true_negative)

    def to_dict(self) -> dict[str, float]:
        """The JSON shape: the four counts and the ratios."""
        return {
            "true_positive": self.true_positive,
            "false_positive": self.false_positive,
            "false_negative": self.false_negative,
            "true_negative": self.true_negative,
            "precision": round(self.precision, 6),
            "recall": round(self.recall, 6),
            "f1": round(self.f1, 6),
            "false_abstention": round(self.false_abstention, 6),
        }


def abstention_score(pairs: Iterable[tuple[bool, bool]]) -> AbstentionScore:
    """Score ``(unanswerable, abstained)`` pairs."""
    counts = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
    for pair in pairs:
        counts[pair] += 1
    return AbstentionScore(
        counts[True, True], counts[False, True], counts[True, False], counts[False, False]
    )


def abstention_by_tag(
    questions: Iterable[tuple[bool, bool, Sequence[str]]],
) -> dict[str, AbstentionScore]:
    """Scores of ``(unanswerable, abstained, tags)``: ``all``, and for each tag of silence.

    A tag counts whose questions are all unanswerable, where there are several such: its own
    questions against all the answerable ones. So each kind of silence has a precision of its own.
    """
    asked = list(questions)
    answerable = {tag for silent, _, tags in asked if not silent for tag in tags}
    kinds = sorted({tag for silent, _, tags in asked if silent for tag in tags} - answerable)
    scores = {"all": abstention_score((silent, abstained) for silent, abstained, _ in asked)}
    for kind in kinds if len(kinds) > 1 else ():
        scores[kind] = abstention_score(
            (silent, abstained) for silent, abstained, tags in asked if not silent or kind in tags
        )
    return scores


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
