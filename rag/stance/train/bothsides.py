"""`python -m rag.stance.train.bothsides --data DIR --runs DIR`: both sides in the top ten.

For each claim of fnc1 with disagreeing articles, BM25 fetches articles and `rag.stance.reranking`
puts them in order by the stance that the unseen fold's network gives them. The two scores of that
order are fitted, and the number of denials chosen, on the other folds' claims. Writes
`bothsides.json`, and `order.json` (the scores fitted on all claims). `--stored` reads no article
again.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from rag.language import content_words, stem, words
from rag.stance.likeness import cosines, counted
from rag.stance.model import ARTICLE_PIECES, read_longer
from rag.stance.network import Matrix, softmax
from rag.stance.reranking import FEATURES, SIDES, TOP, alternated, order_features, scored
from rag.stance.train import joining
from rag.stance.train.fnc import FOLDS, model_for
from rag.stance.train.material import Material, load_material
from rag.stance.train.scoring import load_network, scores_of

log = logging.getLogger("rag.stance.train")
DENIALS: Final = (5, 6, 7, 8)
_STRENGTH: Final = 0.1
"""Inverse strength of the fits' penalty."""


class Bm25:
    """Okapi BM25 (k1 1.2, b 0.75) over stems."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        counts = [Counter(text) for text in texts]
        lengths = np.array([len(text) for text in texts], np.float64)
        self._norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        self._lists: dict[str, list[tuple[int, int]]] = {}
        for i, count in enumerate(counts):
            for word, n in count.items():
                self._lists.setdefault(word, []).append((i, n))

    def scores(self, query: Sequence[str]) -> np.ndarray:
        """Score of every text."""
        out = np.zeros(len(self._norm))
        for word in query:
            found = self._lists.get(word, [])
            idf = math.log(1 + (len(out) - len(found) + 0.5) / (len(found) + 0.5))
            for i, n in found:
                out[i] += idf * n * 2.2 / (n + self._norm[i])
        return out


@dataclass(frozen=True, slots=True)
class Query:
    """A claim with its candidates, as fetched, and what is known about them."""

    fold: int
    agree: frozenset[str]
    disagree: frozenset[str]
    both: bool
    articles: list[str]
    rows: Matrix


def measure(queries: Sequence[Query], orders: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Mean recall at ten of disagreeing articles, and share of conflicts with both sides there."""
    recalls, both = [], []
    for q, order in zip(queries, orders, strict=True):
        names = {q.articles[i] for i in order[:TOP]}
        recalls.append(len(names & q.disagree) / len(q.disagree))
        if q.both:
            both.append(bool(names & q.agree) and bool(names & q.disagree))
    return float(np.mean(recalls)), float(np.mean(both))


def fitted(queries: Sequence[Query]) -> dict[str, Any]:
    """Weights of the two scores, as `rag.stance.rerank` reads them."""
    rows = np.concatenate([q.rows for q in queries])
    result = {}
    for side, names in zip(SIDES, ("disagree", "agree"), strict=True):
        gold = np.array([a in getattr(q, names) for q in queries for a in q.articles], np.int64)
        result[side] = joining.fit(rows, gold, balance=0.0, c=_STRENGTH)
    return result


def arranged(queries: Sequence[Query], weights: dict[str, Any], denials: int) -> list[list[int]]:
    """The order that the run-time code makes of each claim's articles."""
    deny, affirm = (weights[side] for side in SIDES)
    return [alternated(scored(q.rows, deny), scored(q.rows, affirm), denials) for q in queries]


def summary(queries: Sequence[Query]) -> dict[str, Any]:
    """Figures of the order fetched, and of the new one with all that is chosen on other folds."""
    by_fold = [[q for q in queries if q.fold == f] for f in range(FOLDS)]

    def without(*folds: int) -> dict[str, Any]:
        return fitted([q for q in queries if q.fold not in folds])

    weights = [without(f) for f in range(FOLDS)]
    chosen: list[int] = []
    for fold in range(FOLDS):
        gain = dict.fromkeys(DENIALS, 0.0)
        for second in set(range(FOLDS)) - {fold}:
            inner = without(fold, second)
            for n in DENIALS:
                gain[n] += sum(measure(by_fold[second], arranged(by_fold[second], inner, n)))
        chosen.append(max(DENIALS, key=lambda n: round(gain[n], 6)))
    pooled = [q for part in by_fold for q in part]

    def over_folds(denials: Sequence[int]) -> list[list[int]]:
        return [o for f in range(FOLDS) for o in arranged(by_fold[f], weights[f], denials[f])]

    ceiling = [len(set(q.articles) & q.disagree) / len(q.disagree) for q in queries]
    named = ("disagree_recall_at_10", "both_sides")

    def figures(pair: tuple[float, float]) -> dict[str, float]:
        return {name: round(x, 4) for name, x in zip(named, pair, strict=True)}

    return {
        "claims with disagreeing articles": len(queries),
        "of these with both sides": sum(q.both for q in queries),
        "bm25": figures(measure(queries, [range(TOP)] * len(queries))),
        "fetched": round(float(np.mean(ceiling)), 4),
        "reranked": figures(measure(pooled, over_folds(chosen))),
        "denials among the ten, chosen": chosen,
        "each fold": [
            figures(measure(by_fold[f], arranged(by_fold[f], weights[f], chosen[f])))
            for f in range(FOLDS)
        ],
        "each number of denials": {
            n: figures(measure(pooled, over_folds([n] * FOLDS))) for n in DENIALS
        },
    }


def fetched(m: Material, data: Path, depth: int) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """The claims, and the articles that BM25 finds for each."""
    keys = sorted(m.fnc.articles)
    search = Bm25([[stem(w) for w in words(m.fnc.articles[k])] for k in keys])
    with (data / "fnc1/dev/queries.jsonl").open(encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if "disagree" in row["relevant"]]
    found = []
    for row in rows:
        scores = search.scores([stem(w) for w in content_words(row["claim"])])
        best = sorted(range(len(keys)), key=lambda i: (-scores[i], keys[i]))[:depth]
        found.append([keys[i] for i in best])
    return rows, found


def read(m: Material, rows: Sequence[dict[str, Any]], found: list[list[str]], runs: Path) -> Matrix:
    """Probabilities of the four stances, ``(pairs, 4)``, by networks that saw neither side."""
    pairs = [(row["claim"], a) for row, names in zip(rows, found, strict=True) for a in names]
    log.info("%d claims, %d pairs to read", len(rows), len(pairs))
    reading = [read_longer(c, m.fnc.sentences[a], m.pieces, ARTICLE_PIECES) for c, a in pairs]
    by = np.array([model_for(m.fnc, c, a) for c, a in pairs])
    stored = np.load(runs / "articles.npz")
    probabilities = np.zeros((len(pairs), 4), np.float32)
    for fold in range(FOLDS):
        at = np.flatnonzero(by == fold)
        network = load_network(runs / f"fold{fold}.pt")
        raw = scores_of(network, [reading[i][0] for i in at], "article")
        rest = stored["fold"] != fold
        joined = joining.fit(stored["table"][rest], stored["gold"][rest], stored["weight"][rest])
        table = np.concatenate([raw, np.stack([reading[i][1] for i in at])], axis=1)
        probabilities[at] = softmax(joining.apply(joined, table))
        log.info("fold %d read", fold)
    return probabilities


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m rag.stance.train.bothsides")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--runs", type=Path, required=True, help="fold0.pt to fold2.pt, *.npz")
    parser.add_argument("--depth", type=int, default=40, help="articles that BM25 fetches")
    parser.add_argument("--stored", action="store_true", help="use the stances read last time")
    parser.add_argument("--seed", type=int, default=20251122)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    runs: Path = arguments.runs
    m = load_material(arguments.data, arguments.seed)
    rows, found = fetched(m, arguments.data, arguments.depth)
    if not arguments.stored:
        np.save(runs / "stances.npy", read(m, rows, found, runs))
    stances = np.load(runs / "stances.npy").reshape(len(rows), arguments.depth, 4)
    vectors = {a: counted(m.fnc.sentences[a], m.pieces) for names in found for a in names}
    queries = []
    for row, names, part in zip(rows, found, stances, strict=True):
        alike = cosines([vectors[a] for a in names])
        relevant = row["relevant"]
        queries.append(
            Query(
                m.fnc.fold_of[row["claim"]],
                frozenset(relevant.get("agree", ())),
                frozenset(relevant["disagree"]),
                bool(row["has_conflict"]),
                names,
                order_features(part, alike),
            )
        )
    report = summary(queries)
    log.info("%s", json.dumps(report, indent=1))
    order = {"features": list(FEATURES), **fitted(queries)}
    for name, content in (("bothsides", report), ("order", order)):
        text = json.dumps(content, indent=1) + "\n"
        (runs / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
