"""`python -m training.stance.crossvalidate --data DIR --runs DIR --fold 0`: measured unseen.

A network trained without a fold scores that fold's pairs: neither their claims nor their articles
were in its material. The small layer that joins its scores with
counts of shared words is fitted and measured by cross-validation between the fold's own topics.
Writes `report.json`, and `joined.json` (that layer fitted on all the fold's pairs).
"""

from __future__ import annotations

import argparse
import json
import logging
import random
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from rag.stance.features import FEATURES, LENGTHS
from rag.stance.model import ARTICLE_PIECES, read_longer
from rag.stance.pairs import Pieces
from training.stance import joining
from training.stance.fnc import STANCES, Fnc, load_fnc
from training.stance.scoring import load_network, scores_of

log = logging.getLogger("training.stance")
PARTS: Final = 4
UNRELATED: Final = 0.3
"""Share of the unrelated pairs within a fold that is read; they are weighted back."""
_GAP: Final = -1


def articles(
    fnc: Fnc, pieces: Pieces, runs: Path, folds: list[int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Report over fnc1's pairs within the folds, and the joining layer fitted on them.

    Unrelated pairs within a fold are weighted so that their share is that of the whole set.
    """
    rng = random.Random(20251122)
    pairs = [
        p
        for p in fnc.pairs
        if fnc.fold_of[p[0]] in folds
        and fnc.fold_of[p[0]] == fnc.fold_of[p[1]]
        and (p[2] != "unrelated" or rng.random() < UNRELATED)
    ]
    gold = np.array([STANCES.index(s) for *_, s in pairs])
    weight = np.array([fnc.rows[p] for p in pairs], np.float64)
    whole = sum(n for p, n in fnc.rows.items() if p[2] == "unrelated") / sum(
        n for p, n in fnc.rows.items() if p[2] != "unrelated"
    )
    here = float(weight[gold == 3].sum() / weight[gold != 3].sum())
    weight[gold == 3] *= whole / here
    part = np.array([fnc.topic_of[p[0]] % PARTS for p in pairs])
    fold = np.array([fnc.fold_of[p[0]] for p in pairs])
    read = [read_longer(h, fnc.sentences[a], pieces, ARTICLE_PIECES) for h, a, _ in pairs]
    counts = np.stack([vector for _, vector in read])
    log.info("%d pairs read", len(pairs))
    scores = np.zeros((len(pairs), 4), np.float32)
    for f in folds:
        rows = np.flatnonzero(fold == f)
        network = load_network(runs / f"fold{f}.pt")
        scores[rows] = scores_of(network, [read[i][0] for i in rows], "article")
    # How long claim and text are says nothing about a stance, and much about this data set.
    counts[:, -LENGTHS:] = 0
    table = np.concatenate([scores, counts], axis=1)
    np.savez(runs / "articles.npz", table=table, gold=gold, weight=weight, part=part, fold=fold)
    report: dict[str, Any] = {"pairs": len(pairs), "folds": folds}

    def measured(name: str, got: joining.Ints) -> None:
        f1 = joining.f1_scores(gold, got, 4, weight)
        report[name] = {
            "macro_f1": round(float(np.mean(f1)), 4),
            "f1": {s: round(x, 4) for s, x in zip(STANCES, f1, strict=True)},
            "fnc_score": round(joining.fnc_score(gold, got, weight), 2),
        }

    for name, columns in (("counts only", slice(4, None)), ("network and counts", slice(None))):
        for balance in (0.0, joining.BALANCE):
            got = np.full(len(gold), _GAP)
            for p in range(PARTS):
                rest = part != p
                joined = joining.fit(
                    table[rest][:, columns], gold[rest], weight[rest], balance=balance
                )
                got[~rest] = joining.classes(joining.apply(joined, table[~rest][:, columns]))
            measured(f"{name}, balance {balance}", got)
    measured("network alone", scores.argmax(axis=1))
    return report, joining.fit(table, gold, weight)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m training.stance.crossvalidate")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--runs", type=Path, required=True, help="rarity.npy, fold0.pt and so on")
    parser.add_argument("--fold", nargs="+", type=int, choices=(0, 1, 2), default=[0])
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    runs: Path = arguments.runs
    pieces = Pieces(np.load(runs / "rarity.npy"), 200_000)
    fnc = load_fnc(arguments.data / "fnc1")
    article_report, article_joined = articles(fnc, pieces, runs, arguments.fold)
    log.info("%s", json.dumps(article_report, indent=1))
    report = {"fnc1": article_report, "counts": list(FEATURES)}
    for name, content in (("report", report), ("joined", {"article": article_joined})):
        text = json.dumps(content, indent=1) + "\n"
        (runs / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
