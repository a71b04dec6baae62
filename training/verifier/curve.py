"""Choosing the bound, and what each costs: how much is wrong under a certain name, how much of what
is right is certain."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from training.verifier.examples import Examples

Floats = NDArray[np.float64]

LIKELY: Final = 0.5
NAMES: Final = ("right", "wrong name", "nobody's")
SHARES: Final = (0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05, 0.06, 0.08)
"""Of wrong ones among those under a certain name, as aimed at."""


def least(chances: Floats, right: NDArray[np.bool_], wrong: float) -> float:
    """The least bound from which on no more than a share are wrong; 1 where there is none."""
    order = np.argsort(-chances, kind="stable")
    share = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    fits = np.flatnonzero(share <= wrong)
    return round(float(chances[order[fits[-1]]]), 4) if len(fits) else 1.0


def report(judged: Examples, chances: Floats, bounds: Floats) -> dict[str, Any]:
    """What stands under a name, certain or not, and how much of it is wrong, before and after."""
    named = np.isin(judged.outcomes, NAMES)
    right = judged.outcomes == "right"
    told: dict[str, Any] = {}
    for name, rows in (
        ("before", named),
        ("named", named & (chances >= LIKELY)),
        ("certain before", named & judged.certain),
        ("certain", named & judged.certain & (chances >= bounds)),
    ):
        told[name] = {
            "statements": int(rows.sum()),
            "wrong": round(float((rows & ~right).sum() / rows.sum()), 4),
            "wrong names": int((rows & (judged.outcomes == "wrong name")).sum()),
            "of the right ones": round(float((rows & right).sum() / right.sum()), 4),
        }
    return told


def curve(judged: Examples, chances: Floats, folds: NDArray[Any]) -> list[dict[str, float]]:
    """For each share aimed at what comes out, of articles that neither model nor bound has seen.

    ``chances`` are of models that left the article out. The bound of a fold is chosen on the
    others.
    """
    named = np.isin(judged.outcomes, NAMES)
    right = judged.outcomes == "right"
    sure = named & judged.certain
    found = []
    for share in SHARES:
        kept, bounds = np.zeros(len(folds), bool), []
        for fold in np.unique(folds):
            others = sure & (folds != fold)
            bounds.append(least(chances[others], right[others], share))
            kept |= sure & (folds == fold) & (chances >= bounds[-1])
        shown = named & (kept | (chances >= LIKELY))
        found.append(
            {
                "aimed at": share,
                "bound": round(float(np.mean(bounds)), 3),
                "certain": int(kept.sum()),
                "wrong": round(float((kept & ~right).sum() / kept.sum()), 4),
                "right ones certain": round(float((kept & right).sum() / right.sum()), 4),
                "right ones named": round(float((shown & right).sum() / right.sum()), 4),
            }
        )
    return found
