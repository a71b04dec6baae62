"""Figures as readers see them, in tables of every kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from eval.scoring import LOWER_IS_BETTER

SHORT: Final = {"mrr": "MRR", "ndcg": "nDCG", "map": "MAP", "f1": "F1"}


def figure(value: float | None) -> str:
    """A share as a percentage with one decimal, or a dash."""
    return "–" if value is None else f"{100 * value:.1f}"


def figure_with_range(metric: Mapping[str, Any] | None) -> str:
    """``95.0 (83.5–98.6)``: a percentage with its interval."""
    if metric is None:
        return "–"
    return f"{figure(metric['value'])} ({figure(metric['low'])}–{figure(metric['high'])})"


def heading(metric: str) -> str:
    """A metric's name for a table's head; ``↓`` where less is better."""
    name, at, k = metric.partition("@")
    words = " ".join(SHORT.get(word, word) for word in name.split("_"))
    return words + at + k + (" ↓" if metric in LOWER_IS_BETTER else "")


def cell(text: str) -> str:
    """Text that cannot break out of a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")
