"""`python -m rag.stance.train.bothsides --data DIR --runs DIR`: both sides in the top ten.

For each claim of fnc1 with disagreeing articles, BM25 fetches articles and `rag.stance.rerank`
puts them in order by the stance that the unseen fold's network gives them. How much a denial
counts is chosen on the other folds' claims.
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
from rag.stance.features import Vector
from rag.stance.model import ARTICLE_PIECES, StanceScores, read_longer
from rag.stance.network import softmax
from rag.stance.pairs import Pair
from rag.stance.reranking import rerank
from rag.stance.train import joining
from rag.stance.train.fnc import FOLDS, model_for
from rag.stance.train.material import load_material
from rag.stance.train.scoring import load_network, scores_of

log = logging.getLogger("rag.stance.train")
DENIALS: Final = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0)
RELEVANCES: Final = (0.3, 1.0, 2.0)


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
    relevance: list[float]
    stances: list[StanceScores]


def measure(queries: Sequence[Query], orders: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Mean recall at ten of disagreeing articles, and share of conflicts with both sides there."""
    recalls, both = [], []
    for q, order in zip(queries, orders, strict=True):
        names = {q.articles[i] for i in order[:10]}
        recalls.append(len(names & q.disagree) / len(q.disagree))
        if q.both:
            both.append(bool(names & q.agree) and bool(names & q.disagree))
    return float(np.mean(recalls)), float(np.mean(both))


def reranked(queries: Sequence[Query], deny: float, weight: float) -> tuple[float, float]:
    """The same of the order that `rag.stance.rerank` makes."""
    orders = [
        [r.place for r in rerank(q.relevance, q.stances, deny=deny, weight=weight)] for q in queries
    ]
    return measure(queries, orders)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m rag.stance.train.bothsides")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--runs", type=Path, required=True, help="fold0.pt to fold2.pt, *.npz")
    parser.add_argument("--depth", type=int, default=30, help="articles that BM25 fetches")
    parser.add_argument("--seed", type=int, default=20251122)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    m = load_material(arguments.data, arguments.seed)
    keys = sorted(m.fnc.articles)
    search = Bm25([[stem(w) for w in words(m.fnc.articles[k])] for k in keys])
    with (arguments.data / "fnc1/dev/queries.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if "disagree" in row["relevant"]]
    fetched: list[tuple[dict[str, Any], list[str], list[float]]] = []
    reading: list[tuple[int, Pair, Vector]] = []
    for row in rows:
        scores = search.scores([stem(w) for w in content_words(row["claim"])])
        best = sorted(range(len(keys)), key=lambda i: (-scores[i], keys[i]))[: arguments.depth]
        names = [keys[i] for i in best]
        fetched.append((row, names, [float(scores[i]) for i in best]))
        for name in names:
            pair, counts = read_longer(
                row["claim"], m.fnc.sentences[name], m.pieces, ARTICLE_PIECES
            )
            reading.append((model_for(m.fnc, row["claim"], name), pair, counts))
    log.info("%d claims, %d pairs to read", len(rows), len(reading))
    stored = np.load(arguments.runs / "articles.npz")
    probabilities = np.zeros((len(reading), 4), np.float32)
    for fold in range(FOLDS):
        at = [i for i, (model, *_) in enumerate(reading) if model == fold]
        network = load_network(arguments.runs / f"fold{fold}.pt")
        raw = scores_of(network, [reading[i][1] for i in at], "article")
        rest = stored["fold"] != fold
        joined = joining.fit(stored["table"][rest], stored["gold"][rest], stored["weight"][rest])
        table = np.concatenate([raw, np.stack([reading[i][2] for i in at])], axis=1)
        probabilities[at] = softmax(joining.apply(joined, table))
        log.info("fold %d read", fold)
    queries, start = [], 0
    for row, names, relevance in fetched:
        part = probabilities[start : start + len(names)]
        start += len(names)
        relevant = row["relevant"]
        queries.append(
            Query(
                m.fnc.fold_of[row["claim"]],
                frozenset(relevant.get("agree", ())),
                frozenset(relevant["disagree"]),
                bool(row["has_conflict"]),
                names,
                relevance,
                [StanceScores(*map(float, p)) for p in part],
            )
        )
    report = summary(queries)
    log.info("%s", json.dumps(report, indent=1))
    path = arguments.runs / "bothsides.json"
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def summary(queries: Sequence[Query]) -> dict[str, Any]:
    """Figures of the order fetched, of each setting, and of settings chosen on other folds."""
    before = measure(queries, [range(10)] * len(queries))
    ceiling = [len(set(q.articles) & q.disagree) / len(q.disagree) for q in queries]
    grid = {
        (d, w): [reranked([q for q in queries if q.fold == f], d, w) for f in range(FOLDS)]
        for d in DENIALS
        for w in RELEVANCES
    }
    sizes = [
        (sum(q.fold == f for q in queries), sum(q.fold == f and q.both for q in queries))
        for f in range(FOLDS)
    ]

    def pooled(setting: tuple[float, float], folds: Sequence[int]) -> tuple[float, float]:
        parts = [grid[setting][f] for f in folds]
        recall = sum(p[0] * sizes[f][0] for p, f in zip(parts, folds, strict=True))
        both = sum(p[1] * sizes[f][1] for p, f in zip(parts, folds, strict=True))
        return recall / sum(sizes[f][0] for f in folds), both / sum(sizes[f][1] for f in folds)

    chosen, got = [], []
    for fold in range(FOLDS):
        others = [f for f in range(FOLDS) if f != fold]
        setting = max(grid, key=lambda s, o=others: sum(pooled(s, o)))  # type: ignore[misc]
        chosen.append(setting)
        got.append(grid[setting][fold])
    recall = sum(g[0] * s[0] for g, s in zip(got, sizes, strict=True)) / sum(s[0] for s in sizes)
    both = sum(g[1] * s[1] for g, s in zip(got, sizes, strict=True)) / sum(s[1] for s in sizes)
    return {
        "claims with disagreeing articles": len(queries),
        "of these with both sides": sum(q.both for q in queries),
        "bm25": {"disagree_recall_at_10": round(before[0], 4), "both_sides": round(before[1], 4)},
        "fetched": round(float(np.mean(ceiling)), 4),
        "reranked": {"disagree_recall_at_10": round(recall, 4), "both_sides": round(both, 4)},
        "chosen (deny, relevance)": chosen,
        "all settings": {
            f"deny {d} relevance {w}": [round(x, 4) for x in pooled((d, w), range(FOLDS))]
            for d, w in grid
        },
    }


if __name__ == "__main__":
    main()
