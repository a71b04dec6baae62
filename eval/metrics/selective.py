"""Risk and coverage: how often it is wrong if it only answers when it is sure enough.

Answers are sorted by confidence, the surest first; *coverage* is the share of all questions
answered so far, *risk* the share of those that are wrong (El-Yaniv and Wiener 2010). AURC is the
mean risk over the answered questions (Geifman, Uziel and El-Yaniv 2019); lower is better. Answers
of equal confidence are taken together, each with their mean error, so that order does not decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple


class Point(NamedTuple):
    """One point of the curve: all answers of at least this confidence are given."""

    coverage: float
    risk: float
    confidence: float


class Bin(NamedTuple):
    """Answers of about the same confidence, and how many of them were right."""

    confidence: float
    accuracy: float
    size: int


def risk_coverage(answers: Sequence[tuple[float, bool]], questions: int) -> list[Point]:
    """The curve over ``(confidence, right)`` of the answered, out of ``questions`` asked."""
    points: list[Point] = []
    given = wrong = 0
    ordered = sorted(answers, key=lambda a: -a[0])
    for confidence, group in groupby(ordered, key=lambda a: a[0]):
        tied = list(group)
        given += len(tied)
        wrong += sum(not right for _, right in tied)
        points.append(Point(given / questions, wrong / given, confidence))
    return points


def coverage_at_risk(points: Sequence[Point], risk: float) -> Point | None:
    """The point of most coverage at which no more than ``risk`` of the answers are wrong."""
    kept = [point for point in points if point.risk <= risk]
    return max(kept, key=lambda point: point.coverage, default=None)


def aurc(answers: Sequence[tuple[float, bool]]) -> float:
    """Area under the risk–coverage curve (0 is perfect); 0 where nothing was answered."""
    given, wrong, total = 0, 0.0, 0.0
    for _, group in groupby(sorted(answers, key=lambda a: -a[0]), key=lambda a: a[0]):
        tied = list(group)
        error = sum(not right for _, right in tied) / len(tied)
        for _ in tied:
            given += 1
            wrong += error
            total += wrong / given
    return total / given if given else 0.0


def reliability(answers: Sequence[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """Confidence against accuracy in ``bins`` equal steps from 0 to 1, empty ones left out.

    Source: Niculescu-Mizil and Caruana 2005.
    """
    found: list[Bin] = []
    for i in range(bins):
        low, high = i / bins, (i + 1) / bins
        inside = [(c, r) for c, r in answers if low <= c < high or (i == bins - 1 and c >= high)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            found.append(Bin(mean, sum(r for _, r in inside) / len(inside), len(inside)))
    return found


def calibration_error(answers: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): mean gap between confidence and accuracy."""
    total = len(answers)
    gaps = (abs(b.confidence - b.accuracy) * b.size for b in reliability(answers, bins))
    return sum(gaps) / total if total else 0.0
