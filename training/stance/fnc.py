"""The Fake News Challenge's pairs, in folds that share neither a claim nor an article."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from index.sentences import split_sentences

STANCES: Final = ("agree", "disagree", "discuss", "unrelated")
FOLDS: Final = 3


@dataclass(frozen=True, slots=True)
class Fnc:
    """The set.

    ``pairs`` are (headline, article id, stance), each once; ``rows`` how often the file has it.
    ``fold_of`` gives the fold of every headline and every article: those joined by a related pair,
    directly or over others, lie in one fold (their topics are the same). ``topic_of`` numbers the
    topics.
    """

    articles: dict[str, str]
    sentences: dict[str, list[str]]
    pairs: list[tuple[str, str, str]]
    rows: Counter[tuple[str, str, str]]
    fold_of: dict[str, int]
    topic_of: dict[str, int]


def load_fnc(data: Path) -> Fnc:
    """Read `dev/` of the data set's folder."""
    with (data / "dev/corpus.jsonl").open(encoding="utf-8") as file:
        articles = {row["doc_id"]: row["text"] for row in map(json.loads, file)}
    with gzip.open(data / "dev/pairs.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = Counter((r["headline"], r["doc_id"], r["stance"]) for r in map(json.loads, file))
    pairs = list(rows)
    sentences = {
        key: [text[a:b] for a, b in split_sentences(text)] or [text]
        for key, text in articles.items()
    }
    return Fnc(articles, sentences, pairs, rows, *folds(pairs))


def folds(pairs: list[tuple[str, str, str]]) -> tuple[dict[str, int], dict[str, int]]:
    """Fold and topic of every headline and article.

    Whole topics are dealt out so that the stances balance.
    """
    parent: dict[str, str] = {}

    def root(x: str) -> str:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for headline, article, stance in pairs:
        a, b = root(headline), root(article)
        if stance != "unrelated":
            parent[a] = b
    members: dict[str, list[str]] = defaultdict(list)
    for x in parent:
        members[root(x)].append(x)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for headline, _, stance in pairs:
        if stance != "unrelated":
            counts[root(headline)][stance] += 1
    weight = {"agree": 1.0, "disagree": 4.0, "discuss": 0.4}
    total = Counter(s for c in counts.values() for s in c.elements())
    loads = [Counter[str]() for _ in range(FOLDS)]
    result: dict[str, int] = {}
    numbers: dict[str, int] = {}
    topics = sorted(
        members,
        key=lambda t: (-sum(weight[s] * n for s, n in counts[t].items()), min(members[t])),
    )
    for number, topic in enumerate(topics):

        def cost(fold: int, topic: str = topic) -> float:
            after = loads[fold] + counts[topic]
            return sum((after[s] / total[s]) ** 2 - (loads[fold][s] / total[s]) ** 2 for s in total)

        best = min(range(FOLDS), key=lambda f: (round(cost(f), 9), sum(loads[f].values()), f))
        loads[best] += counts[topic]
        for x in members[topic]:
            result[x] = best
            numbers[x] = number
    return result, numbers
