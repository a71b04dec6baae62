"""Fitting the two regressions, calibrating them, and choosing the bound, all by article."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from benchmarks.judged import fold_of
from index.attribution.network import Shape
from index.verifying.vectors import PARTS
from training.verifier.curve import NAMES, curve, least, report
from training.verifier.examples import UNKNOWN, Examples

Floats = NDArray[np.float64]

SPOKEN: Final = ("source", "cue", "content", "sentence")
NAMED: Final = ("source", "named", "named begins", "named before")
"""Of which parts each regression sees the vectors; numbers are seen by both."""
FURTHEST: Final = 8.0
"""Standard deviations beyond which a feature counts no more."""


@dataclass(frozen=True)
class Options:
    """What was chosen by the folds; ``wrong`` is the share of wrong ones that may stand under a
    certain name."""

    wrong: float = 0.03
    spoken_strength: float = 0.002
    named_strength: float = 0.001
    spoken_numbers: float = 2.0
    named_numbers: float = 3.0
    """How much heavier a number weighs than one of the many entries of a vector."""
    annotated_weight: float = 0.3
    """How much an annotated statement counts beside a judged one when names are learnt."""


@dataclass(frozen=True)
class Linear:
    """One regression over all features: a weight each, and what is added."""

    weights: Floats
    bias: float

    def scores(self, features: NDArray[Any]) -> Floats:
        found: Floats = features.astype(np.float64) @ self.weights + self.bias
        return found

    def calibrated(self, slope: float, offset: float) -> Linear:
        return Linear(self.weights * slope, self.bias * slope + offset)


def columns(parts: Sequence[str], total: int, width: int) -> NDArray[np.int64]:
    """The features that a regression sees."""
    seen = [np.arange(width) + width * i for i, part in enumerate(PARTS) if part in parts]
    return np.concatenate([*seen, np.arange(width * len(PARTS), total)])


def regress(
    features: NDArray[Any],
    labels: NDArray[Any],
    weights: Floats,
    parts: Sequence[str],
    strength: float,
    numbers: float,
    width: int,
) -> Linear:
    """A regularised logistic regression of standardised features, in the features as they are."""
    every = features.shape[1]
    seen = columns(parts, every, width)
    scale = np.ones(len(seen))
    scale[seen >= width * len(PARTS)] = numbers
    table = features[:, seen].astype(np.float64)
    mean = np.average(table, axis=0, weights=weights)
    spread = np.sqrt(np.average((table - mean) ** 2, axis=0, weights=weights))
    scale = np.where(spread > 1e-6, scale / np.maximum(spread, 1e-6), 0)
    table = np.clip((table - mean) * scale, -FURTHEST * numbers, FURTHEST * numbers)
    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(table, labels, sample_weight=weights)
    found = np.zeros(every)
    found[seen] = model.coef_[0] * scale
    return Linear(found, float(model.intercept_[0] - found[seen] @ mean))


@dataclass(frozen=True)
class Pair:
    """Both regressions."""

    spoken: Linear
    named: Linear

    def chances(self, features: NDArray[Any]) -> tuple[Floats, Floats]:
        """Probability that somebody speaks, and that it is whom it was given to, if so."""
        return _chance(self.spoken.scores(features)), _chance(self.named.scores(features))


def fit(judged: Examples, annotated: Examples, options: Options, width: int) -> Pair:
    """Both regressions, not calibrated."""
    known = judged.named != UNKNOWN
    more = annotated.named != UNKNOWN
    return Pair(
        regress(
            judged.features,
            judged.spoken,
            np.ones(len(judged.docs)),
            SPOKEN,
            options.spoken_strength,
            options.spoken_numbers,
            width,
        ),
        regress(
            np.vstack([judged.features[known], annotated.features[more]]),
            np.concatenate([judged.named[known], annotated.named[more]]),
            np.concatenate([np.ones(known.sum()), np.full(more.sum(), options.annotated_weight)]),
            NAMED,
            options.named_strength,
            options.named_numbers,
            width,
        ),
    )


def fit_all(
    judged: Examples,
    annotated: Examples,
    options: Options,
    work: Path,
    out: Path,
    about: dict[str, Any],
    folds: int,
) -> None:
    """Fit without each fold and on all; calibrate on what was left out; write all of them.

    A fold's model is calibrated, and its bound chosen, by what the other folds' models think of
    their own articles, so that nothing of the fold is in it.
    """
    width = Shape().width
    own = np.array([fold_of(doc) for doc in judged.docs])
    other = np.array([fold_of(doc) for doc in annotated.docs])
    pairs = [
        fit(_part(judged, own != n), _part(annotated, other != n), options, width)
        for n in range(folds)
    ]
    scores = np.zeros((2, len(own)))
    for n, pair in enumerate(pairs):
        rows = own == n
        scores[0, rows] = pair.spoken.scores(judged.features[rows])
        scores[1, rows] = pair.named.scores(judged.features[rows])
    unseen, bounds = np.zeros(len(own)), np.zeros(len(own))
    for n, pair in enumerate(pairs):
        tuned, bound = calibrate(pair, scores, judged, own != n, options)
        write(work / f"fold-{n}", tuned, bound, about | {"left_out": n})
        spoken, named = tuned.chances(judged.features[own == n])
        unseen[own == n], bounds[own == n] = spoken * named, bound
    told = report(judged, unseen, bounds) | {"curve": curve(judged, unseen, own)}
    whole = fit(judged, annotated, options, width)
    tuned, bound = calibrate(whole, scores, judged, own >= 0, options)
    write(out, tuned, bound, about | {"options": asdict(options), "left out by fold": told})
    print(json.dumps(told | {"bound": bound}, indent=1))


def calibrate(
    pair: Pair, scores: Floats, judged: Examples, rows: NDArray[Any], options: Options
) -> tuple[Pair, float]:
    """Platt's scaling on scores of articles that were left out (Platt 1999), and the bound."""
    known = rows & (judged.named != UNKNOWN)
    spoken = _platt(scores[0, rows], judged.spoken[rows])
    named = _platt(scores[1, known], judged.named[known])
    chances = _chance(scores[0] * spoken[0] + spoken[1]) * _chance(scores[1] * named[0] + named[1])
    sure = rows & judged.certain & np.isin(judged.outcomes, NAMES)
    bound = least(chances[sure], judged.outcomes[sure] == "right", options.wrong)
    return Pair(pair.spoken.calibrated(*spoken), pair.named.calibrated(*named)), bound


def write(folder: Path, pair: Pair, bound: float, about: dict[str, Any]) -> None:
    """The model as ``index.verifying`` reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = np.stack([pair.spoken.weights, pair.named.weights]).astype(np.float32)
    biases = np.array([pair.spoken.bias, pair.named.bias], np.float32)
    path = folder / "model.safetensors"
    save_file({"weights": weights, "biases": biases}, str(path))
    path.chmod(0o644)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    config = {"bounds": {"certain": bound}, "weights_sha256": digest, **about}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def _part(examples: Examples, rows: NDArray[Any]) -> Examples:
    return Examples(*(getattr(examples, name)[rows] for name in Examples.__slots__))


def _platt(scores: Floats, labels: NDArray[Any]) -> tuple[float, float]:
    model = LogisticRegression(C=1e3).fit(scores[:, None], labels)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def _chance(scores: Floats) -> Floats:
    found: Floats = 1 / (1 + np.exp(-scores))
    return found
