"""Macro-F1 over labels, and the Fake News Challenge's weighted score."""

from __future__ import annotations

from collections.abc import Sequence


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Mean of the labels' F1 over every label that occurs in gold or prediction (0 to 1).

    As scikit-learn's ``f1_score(average="macro", zero_division=0)``.
    """
    labels = sorted({*gold, *predicted})
    if not labels:
        return 0.0
    return sum(_f1(label, gold, predicted) for label in labels) / len(labels)


def fnc_score(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """The official score of FNC-1 as a share of the best possible one (0 to 1).

    0.25 for an unrelated pair called unrelated; for a related pair 0.25 for any related label and
    0.75 more for the right one.
    """
    best = sum(0.25 if label == "unrelated" else 1.0 for label in gold)
    points = 0.0
    for truth, guess in zip(gold, predicted, strict=True):
        if truth == guess:
            points += 0.25 if truth == "unrelated" else 1.0
        elif "unrelated" not in (truth, guess):
            points += 0.25
    return points / best if best else 0.0


def cohens_kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Agreement of two judges beyond chance (Cohen 1960); 1 where both always say one thing."""
    total = len(one)
    if not total:
        return 0.0
    same = sum(a == b for a, b in zip(one, other, strict=True)) / total
    chance = sum(one.count(x) * other.count(x) for x in {*one, *other}) / total**2
    return 1.0 if chance == 1 else (same - chance) / (1 - chance)


def _f1(label: str, gold: Sequence[str], predicted: Sequence[str]) -> float:
    right = sum(g == label == p for g, p in zip(gold, predicted, strict=True))
    total = gold.count(label) + predicted.count(label)
    return 2 * right / total if total else 0.0
