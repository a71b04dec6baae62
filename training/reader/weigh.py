"""Fit how readings are weighed (``rag.weighing``) on questions that the reader had not seen.

    python -m training.reader.weigh build/reader/even:dev-2,dev-4,dev-6 \\
        build/reader/odd:dev-1,dev-3,dev-5,dev-7

Each fold is a folder that ``training.reader.export`` wrote, and the packs of ``natural`` that its
weights were trained without; only those are asked of it. What is fitted on all packs goes into the
``config.json`` of the shipped reader. For each pack, a folder of its name beside the fold's gets
the fold's model with what is fitted on the other packs: a reader that has never seen the pack, to
measure it with.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

import index
from eval.datasets import natural as dataset
from eval.gold import GoldFinder
from eval.questions import GoldQuestion
from index.collection import Collection
from rag.followups import follows_up
from rag.question import Question, understand
from rag.reader.model import Reader, Reading
from rag.reader.network import MODEL
from rag.reading import find_units
from rag.units import Unit
from rag.weighing import features, question_features, weighed_by

STRENGTH: Final = 0.3
"""Inverse of the regularisation for units; .1 and 1 did about the same."""
STRENGTH_ASKED: Final = 0.03
"""The same for whole questions, of which there are few."""


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
    pack = next(tag for tag in gold.tags if tag.startswith("dev-"))
    return Asked(pack, question, units, readings, right, opposite, not gold.unanswerable)


def ask_all(collection: Collection, data: Path, folder: Path, packs: Sequence[str]) -> list[Asked]:
    """All questions of some packs, asked of the reader in a folder."""
    reader = Reader(folder)
    os.environ["ONRECORD_READER"] = str(folder)  # for the classifier of kinds beside it
    finder = GoldFinder(collection)
    found = []
    for gold in dataset.load(data).questions:
        if not set(packs) & set(gold.tags):
            continue
        before = gold.history[-1] if gold.history and follows_up(gold.question) else ""
        question = understand(gold.question, collection.speakers(), before=before)
        ids = [m.speaker.id for m in question.speakers]
        units = find_units(collection, [question.read], question.where, ids)
        if units:
            found.append(asked(gold, finder.of(gold), question, units, reader))
    return found


def fit(rows: Sequence[Asked]) -> dict[str, Any]:
    """Weights and biases for answering and for the opposite, and for whole questions."""
    x = np.concatenate([features(row.question, row.units, row.readings) for row in rows])
    right = np.concatenate([row.right for row in rows])
    opposite = np.concatenate([row.opposite for row in rows])
    models = [LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, y) for y in (right, opposite)]
    weight = np.stack([m.coef_[0] for m in models])
    bias = np.array([m.intercept_[0] for m in models])
    found = [weighed_by(weight, bias, row.question, row.units, row.readings) for row in rows]
    z = np.array(
        [
            question_features(row.question, row.units, row.readings, weighed)
            for row, weighed in zip(rows, found, strict=True)
        ]
    )
    scale = StandardScaler().fit(z)
    whole = LogisticRegression(C=STRENGTH_ASKED, max_iter=1000)
    whole.fit(scale.transform(z), [row.answerable for row in rows])
    own = whole.coef_[0] / scale.scale_
    return {
        "units": {"weight": weight.round(5).tolist(), "bias": bias.round(5).tolist()},
        "answerable": {
            "weight": [own.round(5).tolist()],
            "bias": [round(float(whole.intercept_[0] - own @ scale.mean_), 5)],
        },
    }


def store(folder: Path, weighing: dict[str, Any]) -> None:
    """Put the weights into a reader's ``config.json``."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["weighing"] = weighing
    path.write_text(json.dumps(config) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folds", nargs="+", metavar="FOLDER:PACK,PACK")
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata/natural"))
    parser.add_argument("--collection", type=Path, default=Path("build/eval/natural/collection"))
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    folds = {Path(f.rpartition(":")[0]): f.rpartition(":")[2].split(",") for f in args.folds}
    rows: list[Asked] = []
    with index.open_collection(args.collection, create=True) as collection:
        collection.add(dataset.load(args.data).articles)
        for folder, packs in folds.items():
            rows += ask_all(collection, args.data, folder, packs)
    for folder, packs in folds.items():
        for pack in packs:
            shutil.copytree(folder, folder.parent / pack, dirs_exist_ok=True)
            store(folder.parent / pack, fit([row for row in rows if row.pack != pack]))
    store(args.out, fit(rows))


if __name__ == "__main__":
    main()
