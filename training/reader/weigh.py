"""Fit how readings are weighed (``rag.weighing``) on questions that the reader had not seen.

    python -m training.reader.weigh build/reader/even:dev-2,dev-4,dev-6,p1 \\
        build/reader/odd:dev-1,dev-3,dev-5,dev-7,p0

Each fold is a folder that ``training.reader.export`` wrote, and the packs of ``natural`` and the
halves of PolNeAR (``p0`` and ``p1``) that its weights were trained without; only those are asked of
it. All folds have seen the written questions. The shipped
reader, a mean of all folds, reads otherwise than each of them: it is asked the questions that are
kept back from all training (``training.reader.written.KEPT_BACK``). What is fitted on all of these
goes into its ``config.json``. For each pack of ``natural`` and each half of PolNeAR, a folder of
its name beside the fold's gets the fold's model with what is fitted on all others: a reader that
has never seen the pack, to measure it with.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import index
from eval.datasets import Dataset, natural, polnear
from eval.gold import GoldFinder
from eval.questions import GoldQuestion, QuestionSet
from index.collection import Collection
from index.types import Filter
from rag.followups import follows_up
from rag.question import Question, understand
from rag.reader.model import Reader, Reading
from rag.reader.network import MODEL
from rag.reading import find_units
from rag.units import Unit
from rag.weighing import TOPIC, Weights, beside, features, question_features, weighed
from training.reader.written import KEPT_BACK, kept_back

STRENGTH: Final = 0.3
"""Inverse of the regularisation for units; .1 and 1 did about the same."""
OTHERS: Final = 0.15
"""Share of the other articles that are kept where a question is asked of few."""
FEW: Final = 0.2
"""What such a question counts where it is told whether there is an answer."""
SEED: Final = 20261130
STRENGTH_ASKED: Final = 0.03
"""The same for whole questions, of which there are few."""
LESS: Final = 0.1
"""What a question with its answers taken away counts: such are harder to tell than those that are
put where nobody answers them, and with 1 for each the latter were told less well."""
IN_SAME_WORDS: Final = 0.1
"""What a question of PolNeAR counts there: its words tell at once whether it is answered, and with
1 those that are asked in other words are told less well (area under the curve .79 for .81)."""
UNREGULARISED: Final = 1e6
HALVES: Final = ("p0", "p1")
IN_THEIR_WORDS: Final = 130
"""How many questions of each half of PolNeAR are asked,"""
KEPT: Final = 500
"""and of the written ones that are kept back: fewer than the natural ones, which count."""


@dataclass(frozen=True)
class Asked:
    """A question of a pack: what was read for it, which units answer it, which take the opposite
    side, and whether it has an answer at all."""

    pack: str
    question: Question
    units: Sequence[Unit]
    readings: Sequence[Reading]
    right: np.ndarray
    opposite: np.ndarray
    answerable: bool


def asked(
    gold: GoldQuestion,
    places: Sequence[Sequence[Any]],
    question: Question,
    units: Sequence[Unit],
    reader: Reader,
) -> Asked:
    """What a question gives to fit on. ``places`` are those of each piece of its evidence."""
    readings = reader.read(question.read, [unit.read for unit in units])
    right, opposite = np.zeros(len(units), bool), np.zeros(len(units), bool)
    for evidence, found in zip(gold.evidence, places, strict=True):
        side = opposite if evidence.stance == "deny" else right
        for place in found:
            for i, unit in enumerate(units):
                start, end = unit.context
                if unit.article.id == place.article_id and start < place.end and place.start < end:
                    side[i] = True
    return Asked(gold.tags[0], question, units, readings, right, opposite, not gold.unanswerable)


def found_for(
    gold: GoldQuestion, collection: Collection, where: Filter = Filter()
) -> tuple[Question, list[Unit]]:
    """A question as it is understood, and the units that may answer it."""
    before = gold.history[-1] if gold.history and follows_up(gold.question) else ""
    question = understand(gold.question, collection.speakers(), where, before=before)
    ids = [m.speaker.id for m in question.speakers]
    return question, find_units(collection, [question.read], question.where, ids)


def ask_all(
    collection: Collection, dataset: Dataset, folder: Path, packs: Sequence[str]
) -> list[Asked]:
    """All questions of some packs of a data set, asked of the reader in a folder."""
    reader = Reader(folder)
    os.environ["ONRECORD_READER"] = str(folder)  # for the classifier of kinds beside it
    finder = GoldFinder(collection)
    found = []
    for gold in dataset.questions:
        if not set(packs) & set(gold.tags):
            continue
        question, units = found_for(gold, collection)
        if units:
            found.append(asked(gold, finder.of(gold), question, units, reader))
    return found


def halves(data: Path) -> Dataset:
    """Questions of both halves of PolNeAR, spread over their kinds, each with its half as pack."""
    whole = polnear.load(data)
    questions = [
        question.model_copy(update={"tags": (name,)})
        for half, name in enumerate(HALVES)
        for question in polnear.in_half(whole, half).questions.spread(IN_THEIR_WORDS)
    ]
    named = QuestionSet(questions, name=whole.name)
    return Dataset(whole.name, whole.articles, named)


def thinned(row: Asked, rng: random.Random) -> Asked:
    """The question asked of few articles: of those found the one that answers it, or else that of
    the likeliest unit, and here and there another."""
    likeliest = max(range(len(row.units)), key=lambda i: row.readings[i].answers)
    kept = next((i for i in range(len(row.units)) if row.right[i]), likeliest)
    articles = {row.units[kept].article.id}
    others = sorted({unit.article.id for unit in row.units})
    articles |= {one for one in others if rng.random() < OTHERS}
    return _at(row, [i for i, unit in enumerate(row.units) if unit.article.id in articles])


def _at(row: Asked, places: Sequence[int]) -> Asked:
    """The question with some of its units alone."""
    return replace(
        row,
        units=[row.units[i] for i in places],
        readings=[row.readings[i] for i in places],
        right=row.right[places],
        opposite=row.opposite[places],
    )


def without_answers(row: Asked) -> Asked | None:
    """The question asked of what was found without what answers it: then nobody does, and all else
    is on its matter. Nothing where no answer was found."""
    answers = row.right | row.opposite if row.question.type == "contrast" else row.right
    places = [i for i in range(len(row.units)) if not answers[i]]
    if not row.answerable or not 0 < len(places) < len(row.units):
        return None
    return replace(_at(row, places), answerable=False)


def fit(rows: Sequence[Asked]) -> dict[str, Any]:
    """Weights and biases for answering and for the opposite, by themselves and beside the others,
    and for whole questions.

    Each question is seen twice, once asked of few articles: how many units are likely must not tell
    whether there is an answer where there are few units. Whether there is one is learnt besides
    from each question with its answers taken away, as few of those put have none.
    """
    rng = random.Random(SEED)
    few = [thinned(row, rng) for row in rows]
    weights = _of_units([*rows, *few])
    less = [found for row in rows if (found := without_answers(row))]
    seen = [(rows, 1.0), (less, LESS), (few, FEW)]
    counts = [
        share * (IN_SAME_WORDS if row.pack in HALVES else 1.0)
        for part, share in seen
        for row in part
    ]
    whole = _of_questions([row for part, _ in seen for row in part], counts, len(rows), weights)
    untold = np.zeros((1, len(TOPIC))), np.zeros(1)  # until training.reader.on_topic has fitted it
    named = {"units": weights[:2], "beside": weights[2:], "answerable": whole, "on_topic": untold}
    return {
        name: {"weight": weight.round(5).tolist(), "bias": bias.round(5).tolist()}
        for name, (weight, bias) in named.items()
    }


def _of_units(rows: Sequence[Asked]) -> Weights:
    """What single units are weighed by, by themselves and beside the others."""
    x = np.concatenate([features(row.question, row.units, row.readings) for row in rows])
    right = np.concatenate([row.right for row in rows])
    opposite = np.concatenate([row.opposite for row in rows])
    # Nobody has marked who takes the opposite side in PolNeAR, so nothing is learnt of it there.
    marked = np.concatenate([np.full(len(row.units), row.pack not in HALVES) for row in rows])
    sides = ((right, np.ones_like(marked)), (opposite, marked))
    alone = _stacked([_regression(x[used], y[used]) for y, used in sides])
    scores = x @ alone[0].T + alone[1]
    parts = np.split(scores, np.cumsum([len(row.units) for row in rows])[:-1])
    seen = [
        np.concatenate([beside(r.question, s[:, side]) for r, s in zip(rows, parts, strict=True)])
        for side in range(2)
    ]
    both = _stacked([_scaled(z[u], y[u]) for z, (y, u) in zip(seen, sides, strict=True)])
    return Weights(*alone, *both)


def _of_questions(
    rows: Sequence[Asked], counts: Sequence[float], put: int, weights: Weights
) -> tuple[np.ndarray, np.ndarray]:
    """What a whole question is weighed by. The first ``put`` rows are the questions as they were
    put: by those in other words it is calibrated (Platt 1999)."""
    z = np.stack(
        [
            question_features(
                row.question,
                row.units,
                row.readings,
                weighed(row.question, row.units, row.readings, weights),
            )
            for row in rows
        ]
    )
    answerable = np.array([row.answerable for row in rows])
    weight, bias = _scaled(z, answerable, STRENGTH_ASKED, counts)
    own = [i for i in range(put) if rows[i].pack not in HALVES]
    scores = z[own] @ weight + bias
    slope, offset = _regression(scores[:, None], answerable[own], UNREGULARISED)
    return _stacked([(slope[0] * weight, slope[0] * bias + offset)])


def _regression(
    x: np.ndarray, y: Any, strength: float = STRENGTH, counts: Any = None
) -> tuple[np.ndarray, float]:
    """Weights and bias of a logistic regression; ``counts``: how much each row weighs."""
    model = LogisticRegression(C=strength, max_iter=1000).fit(x, y, counts)
    return model.coef_[0], float(model.intercept_[0])


def _scaled(
    x: np.ndarray, y: Any, strength: float = STRENGTH, counts: Any = None
) -> tuple[np.ndarray, float]:
    """The same, fitted on features of one size each and given for the features as they are."""
    scale = StandardScaler().fit(x)
    weight, bias = _regression(scale.transform(x), y, strength, counts)
    own = weight / scale.scale_
    return own, bias - float(own @ scale.mean_)


def _stacked(fitted: Sequence[tuple[np.ndarray, float]]) -> tuple[np.ndarray, np.ndarray]:
    return np.stack([weight for weight, _ in fitted]), np.array([bias for _, bias in fitted])


@contextmanager
def opened(dataset: Dataset, work: Path) -> Iterator[tuple[Collection, Dataset]]:
    """A data set with its articles as a collection, which is made if need be."""
    with index.open_collection(work / dataset.name / "collection", create=True) as collection:
        collection.add(dataset.articles)
        yield collection, dataset


def store(folder: Path, weighing: dict[str, Any]) -> None:
    """Put weights into a reader's ``config.json``, beside those of other names."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["weighing"] = config.get("weighing", {}) | weighing
    path.write_text(json.dumps(config) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folds", nargs="+", metavar="FOLDER:PACK,PACK")
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--work", type=Path, default=Path("build/eval"), help="for collections")
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    folds = {Path(f.rpartition(":")[0]): f.rpartition(":")[2].split(",") for f in args.folds}
    rows: list[Asked] = []
    with opened(natural.load(args.data / "natural"), args.work) as (collection, dataset):
        for folder, packs in folds.items():
            rows += ask_all(collection, dataset, folder, packs)
    with opened(halves(args.data / "polnear"), args.work) as (collection, dataset):
        for folder, packs in folds.items():
            rows += ask_all(collection, dataset, folder, packs)
    with opened(kept_back(args.data / "judge"), args.work) as (collection, dataset):
        some = replace(dataset, questions=dataset.questions.spread(KEPT))
        rows += ask_all(collection, some, args.out, KEPT_BACK)
    store(args.out, fit(rows))
    for folder, packs in folds.items():
        for pack in packs:
            shutil.copytree(folder, folder.parent / pack, dirs_exist_ok=True)
            store(folder.parent / pack, fit([row for row in rows if row.pack != pack]))


if __name__ == "__main__":
    main()
