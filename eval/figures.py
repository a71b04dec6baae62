"""From the scores of questions to the figures of a run, with their intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eval.metrics.abstention import abstention_by_tag
from eval.metrics.selective import aurc, calibration_error
from eval.scoring import Scores
from eval.statistics import interval


def scores_of(result: Mapping[str, Any]) -> Scores:
    """The scores of a result as pairs."""
    return {name: (part, whole) for name, (part, whole) in result["scores"].items()}


def confidences(results: Iterable[Mapping[str, Any]]) -> list[tuple[float, bool]]:
    """``(confidence, right)`` of every answered question."""
    return [
        (r["answer"]["confidence"], r["scores"]["correct"][0] == 1)
        for r in results
        if r["answer"] and r["answer"]["status"] == "answered"
    ]


def figures(results: Sequence[Mapping[str, Any]], seed: int) -> dict[str, Any]:
    """Every metric of a group of questions; see ``RunResult.summary``."""
    pairs: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for result in results:
        for name, pair in scores_of(result).items():
            pairs[name].append(pair)
    if "abstention_recall" not in pairs:
        # Where no question wants silence, none can be right.
        pairs.pop("abstention_precision", None)
        pairs.pop("abstention_f1", None)
    metrics = {}
    for name in sorted(pairs):
        parts, wholes = zip(*pairs[name], strict=True)
        bounds = interval(parts, wholes, seed=seed)
        metrics[name] = {
            "value": round(sum(parts) / sum(wholes), 6),
            "low": round(bounds.low, 6),
            "high": round(bounds.high, 6),
            "n": len(parts),
            "interval": bounds.method,
        }
    sure = confidences(results)
    return {
        "questions": len(results),
        "errors": sum(bool(r["error"]) for r in results),
        "gold_missing": sum(r["gold_missing"] for r in results),
        "aurc": round(aurc(sure), 6),
        "calibration_error": round(calibration_error(sure), 6),
        "metrics": metrics,
    }


def abstention(results: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Counts behind silence; empty where no question wants it, as there is nothing to tell."""
    labelled = [r for r in results if {"abstention_recall", "answered"} & set(r["scores"])]
    asked = [
        (
            bool(r["gold"].get("unanswerable")),
            bool(r["answer"]) and r["answer"]["status"] == "abstained",
            r["tags"],
        )
        for r in labelled
    ]
    if not any(silent for silent, _, _ in asked):
        return {}
    return {name: score.to_dict() for name, score in abstention_by_tag(asked).items()}
