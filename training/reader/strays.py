"""Sentences that have nothing to do with a question and are put alike.

Over a large collection the sentences nearest to a question are on its matter. Over a few articles
that are silent they are only put alike ("salaries will fall", "the night ferry will pay for
itself"), and a reader that has never seen such takes them for answers. Here each question is put to
a few articles of another pack, whose topics are others, and the nearest of their sentences are
labelled as no answers.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import index
from index.types import Filter
from rag.units import units_of
from training.reader.examples import Example, labels_of

ARTICLES: Final = 6
"""How many articles a question is put to."""
NEAREST: Final = 3
"""How many of their sentences are taken."""


def strays(
    questions: Iterable[tuple[str, str]],
    docs: Mapping[str, Sequence[str]],
    folder: Path,
    rng: random.Random,
) -> list[Example]:
    """Examples for ``questions``, each with its pack; ``docs`` are the articles by pack as they are
    named in the set. A question whose pack is none of these may be put to all of them. ``folder``
    has the collection of the articles."""
    found: list[Example] = []
    with index.open_collection(folder) as collection:
        known = {a.path.removesuffix(".txt"): a.id for a in collection.articles()}
        for question, pack in sorted(set(questions)):
            other = rng.choice([p for p in sorted(docs) if p != pack])
            chosen = rng.sample(sorted(docs[other]), min(ARTICLES, len(docs[other])))
            where = Filter(article_ids=tuple(known[doc] for doc in chosen))
            hits = collection.search_sentences(question, NEAREST, where)
            units = units_of(collection, ((hit.sentence, hit.score) for hit in hits))
            labels = labels_of(("related", "unrelated"))
            found += [Example(question, unit.read, labels) for unit in units]
    return found
