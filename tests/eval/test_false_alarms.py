"""The gate on two runs that differ by chance alone, and on one that is truly worse."""

from __future__ import annotations

from typing import Any

import numpy as np

from eval import RunResult, gate

QUESTIONS = 40


def chance(seed: int, right: float = 0.8) -> RunResult:
    """A run in which each thing goes right by the throw of a die."""
    dice = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    for i in range(QUESTIONS):
        if i % 5 == 0:
            silent = [float(dice.random() < right), 1]
            scores = {"abstention_recall": silent, "correct": silent}
        else:
            found, article, named, answered, own = (dice.random(5) < right).astype(float).tolist()
            scores = {
                "recall@5": [found, 1],
                "article_recall@10": [article, 1],
                "speaker": [named, 1],
                "answered": [answered, 1],
                "misattributed": [1 - own, 1],
                "correct": [found * named * answered, 1],
            }
        rows.append(
            {
                "id": str(i),
                "type": "who",
                "tags": [],
                "gold": {"question": "Who?"},
                "gold_missing": 0,
                "answer": {"status": "answered", "confidence": 0.5, "text": ""},
                "scores": scores,
                "error": "",
            }
        )
    info = {
        "label": "",
        "questions": {"name": "dice.jsonl", "count": QUESTIONS},
        "settings": {"k": 5, "seed": seed},
    }
    return RunResult(info, rows)


def test_another_throw_of_the_same_dice_passes() -> None:
    """Seven metrics that all waver independently: of 20 fresh seeds at most two may fail.

    At the promised 5 % three or more of 20 would fail in under 8 % of such trials; the seeds are
    fixed, so the outcome is too.
    """
    failed = [s for s in range(20) if not gate(chance(1000 + s), chance(5000 + s)).passed]
    assert len(failed) <= 2, failed


def test_worse_dice_do_not() -> None:
    caught = [s for s in range(4) if not gate(chance(s, right=0.4), chance(100 + s)).passed]
    assert caught == [0, 1, 2, 3]
