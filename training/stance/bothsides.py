"""`python -m training.stance.bothsides --data DIR --runs DIR`: both sides in the top ten.

For each claim of fnc1 with disagreeing articles, articles are found as `rag.search_sides` finds
them, in a collection of the set's articles, and put in order by what the network says of them that
was trained without the claim's fold. That network has seen no claim of the fold's topics and no
article that speaks to one; of the articles found, those on other topics it may know, beside other
claims. The order is fitted, and the number of denials chosen, on the other folds' claims
(`training.stance.ordering`).

Writes `bothsides.json`, and `order.json` (the scores fitted on all claims). The collection is made
in `RUNS/fnc1-collection` where it is missing. `--stored` reads no article again.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch

from index import Article, canonical_text, open_collection
from rag.question import understand
from rag.retrieval.sides import DEPTH, FoundArticle, find_articles
from rag.stance.likeness import cosines, counted
from rag.stance.model import ARTICLE_PIECES, read_longer
from rag.stance.network import Matrix, softmax
from rag.stance.pairs import Pieces
from rag.stance.reranking import FEATURES, Places, order_features
from training.stance import joining
from training.stance.fnc import FOLDS, Fnc, load_fnc
from training.stance.ordering import Query, fitted, summary
from training.stance.scoring import load_network, scores_of

log = logging.getLogger("training.stance")
COLLECTION: Final = "fnc1-collection"

Copies = dict[str, frozenset[str]]
Found = list[list[FoundArticle]]


def found_for(claims: Sequence[str], fnc: Fnc, folder: Path) -> tuple[Found, Copies]:
    """The articles found for each claim, and which of the set's articles have the text of each."""
    copies: dict[str, set[str]] = defaultdict(set)
    articles = []
    for key, text in fnc.articles.items():
        article = Article(text=canonical_text(text), path=key, language="en")
        if article.id not in copies:
            articles.append(article)
        copies[article.id].add(key)
    if not folder.exists():
        with open_collection(folder, create=True, statements=False) as collection:
            log.info("indexing %d articles in %s", len(articles), folder)
            collection.add(articles)
    with open_collection(folder, read_only=True) as collection:
        found = [find_articles(collection, understand(claim, ()).text) for claim in claims]
    return found, {article_id: frozenset(keys) for article_id, keys in copies.items()}


def read(fnc: Fnc, pieces: Pieces, pairs: Sequence[tuple[str, str]], runs: Path) -> Matrix:
    """Of each claim and article ``(pairs, 8)``: the probabilities, then the network's scores.

    By the network that was trained without the claim's fold.
    """
    reading = [read_longer(c, fnc.sentences[a], pieces, ARTICLE_PIECES) for c, a in pairs]
    log.info("%d pairs to read", len(pairs))
    by = np.array([fnc.fold_of[claim] for claim, _ in pairs])
    stored = np.load(runs / "articles.npz")
    result = np.zeros((len(pairs), 8), np.float32)
    for fold in range(FOLDS):
        at = np.flatnonzero(by == fold)
        network = load_network(runs / f"fold{fold}.pt")
        raw = scores_of(network, [reading[i][0] for i in at], "article")
        rest = stored["fold"] != fold
        joined = joining.fit(stored["table"][rest], stored["gold"][rest], stored["weight"][rest])
        table = np.concatenate([raw, np.stack([reading[i][1] for i in at])], axis=1)
        result[at] = np.concatenate([softmax(joining.apply(joined, table)), raw], axis=1)
        log.info("fold %d read", fold)
    return result


def claims_of(data: Path, fnc: Fnc) -> list[dict[str, Any]]:
    """The claims with disagreeing articles, fold by fold."""
    with (data / "fnc1/dev/queries.jsonl").open(encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if "disagree" in row["relevant"]]
    return sorted(rows, key=lambda row: fnc.fold_of[row["claim"]])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m training.stance.bothsides")
    parser.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    parser.add_argument("--runs", type=Path, required=True, help="fold0.pt to fold2.pt, *.npz")
    parser.add_argument("--stored", action="store_true", help="use the stances read last time")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    torch.set_num_threads(1)
    runs: Path = arguments.runs
    fnc = load_fnc(arguments.data / "fnc1")
    pieces = Pieces(np.load(runs / "rarity.npy"), 200_000)
    rows = claims_of(arguments.data, fnc)
    found, copies = found_for([row["claim"] for row in rows], fnc, runs / COLLECTION)
    names = [[min(copies[f.id]) for f in part] for part in found]
    log.info("%d claims, at most %d articles each", len(rows), DEPTH)
    if not arguments.stored:
        pairs = [(row["claim"], a) for row, part in zip(rows, names, strict=True) for a in part]
        np.save(runs / "stances.npy", read(fnc, pieces, pairs, runs))
    stances = np.load(runs / "stances.npy")
    ends = np.cumsum([len(part) for part in names])
    vectors = {a: counted(fnc.sentences[a], pieces) for part in names for a in part}
    queries = []
    for row, part, articles, values in zip(
        rows, names, found, np.split(stances, ends[:-1]), strict=True
    ):
        alike = cosines([vectors[a] for a in part])
        places = [Places(f.by_meaning, f.by_words) for f in articles]
        relevant = row["relevant"]
        queries.append(
            Query(
                fnc.fold_of[row["claim"]],
                fnc.topic_of[row["claim"]],
                frozenset(relevant.get("agree", ())),
                frozenset(relevant["disagree"]),
                bool(row["has_conflict"]),
                [copies[f.id] for f in articles],
                order_features(values[:, :4], values[:, 4:], alike, places),
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
