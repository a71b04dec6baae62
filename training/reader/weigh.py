"""Fit how readings are weighed (``rag.weighing``) on questions that the reader had not seen.

    python -m training.reader.weigh build/reader/even:dev-2,dev-4,dev-6 \\
        build/reader/odd:dev-1,dev-3,dev-5,dev-7

Each fold is a folder that ``training.reader.export`` wrote, and the packs of ``natural`` that its
weights were trained without. The weights go into the ``config.json`` of the shipped reader, fitted
on all packs, and into that of each fold, fitted on the packs that it had seen in training: its
questions there are asked of the other fold. So a fold with its weights has never seen the packs it
is measured on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

import index
from eval.datasets import natural as dataset
from eval.gold import GoldFinder
from eval.questions import GoldQuestion
from index.collection import Collection
from rag.followups import follows_up
from rag.question import Question, understand
from rag.reader.model import Reader
from rag.reader.network import MODEL
from rag.reading import find_units
from rag.units import Unit
from rag.weighing import features

STRENGTH: Final = 0.3
"""Inverse of the regularisation; .1 and 1 did about the same."""


@dataclass(frozen=True)
class Asked:
    """A question of a pack: features ``(units, FEATURES)``, and which units answer it, and which
    take the opposite side."""

    pack: str
    x: np.ndarray
    right: np.ndarray
    opposite: np.ndarray


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
    return Asked(pack, features(question, units, readings), right, opposite)


def ask_all(collection: Collection, data: Path, folder: Path, packs: Sequence[str]) -> list[Asked]:
    """All questions of some packs, asked of the reader in a folder."""
    reader = Reader(folder)
    finder = GoldFinder(collection)
    found = []
    for gold in dataset.load(data).questions:
        if not set(packs) & set(gold.tags):
            continue
        before = gold.history[-1] if gold.history and follows_up(gold.question) else ""
        question = understand(gold.question, collection.speakers(), before=before)
        ids = [m.speaker.id for m in question.speakers]
        units = find_units(collection, [question.read], question.where, ids)
        found.append(asked(gold, finder.of(gold), question, units, reader))
    return found


def fit(rows: Sequence[Asked]) -> dict[str, Any]:
    """Weights and biases for answering and for the opposite."""
    x = np.concatenate([row.x for row in rows])
    models = [
        LogisticRegression(C=STRENGTH, max_iter=1000).fit(x, np.concatenate(labels))
        for labels in ([row.right for row in rows], [row.opposite for row in rows])
    ]
    return {
        "weight": [[round(float(w), 5) for w in m.coef_[0]] for m in models],
        "bias": [round(float(m.intercept_[0]), 5) for m in models],
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
    rows: dict[Path, list[Asked]] = {}
    with index.open_collection(args.collection, create=True) as collection:
        collection.add(dataset.load(args.data).articles)
        for folder, packs in folds.items():
            rows[folder] = ask_all(collection, args.data, folder, packs)
    for folder in folds:
        store(folder, fit([row for other in folds if other != folder for row in rows[other]]))
    store(args.out, fit([row for fold in rows.values() for row in fold]))


if __name__ == "__main__":
    main()
