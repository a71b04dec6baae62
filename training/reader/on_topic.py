"""Fit whether the articles speak of a matter at all (``rag.weighing.Likely.there``).

    python -m training.reader.on_topic
    python -m training.reader.on_topic --show     # each pack with what the other one gives

The questions kept back from all training of the reader (``training.reader.written.KEPT_BACK``) are
asked three times: of all articles of theirs, of a few of them among which one answers, and of as
many articles of ``natural``, whose topics are others. In the first two the matter is there, where
there is an answer; in the third it is not. What is fitted goes into the shipped ``config.json`` and
into those of the folders named, such as the readers of ``training.reader.weigh`` for single packs.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from eval.datasets import natural
from eval.gold import GoldFinder
from eval.questions import GoldQuestion
from index.collection import Collection
from index.types import Filter
from rag.deciding import BOUNDS
from rag.reader.network import MODEL
from rag.reading import read_units
from rag.weighing import TOPIC, likely, question_features
from training.reader.weigh import found_for, opened, store
from training.reader.written import KEPT_BACK, kept_back

FEW: Final = (1, 2, 3, 5, 8, 15)
"""How many articles there are where there are few."""
SEED: Final = 20261130


@dataclass(frozen=True)
class Asked:
    """A question asked of some articles: its pack, how it was asked, what is seen of the units,
    the probability that they answer it, and whether they do."""

    pack: str
    how: str
    seen: np.ndarray
    likely: float
    there: bool


def ask_all(
    own: Collection, others: Collection, questions: Sequence[GoldQuestion], seed: int
) -> list[Asked]:
    """Every question asked in the three ways; those without an answer of other articles only."""
    rng = random.Random(seed)
    finder = GoldFinder(own)
    here, there = ([a.id for a in collection.articles()] for collection in (own, others))
    found = []
    for gold in questions:
        few = rng.choice(FEW)
        answering = sorted({p.article_id for places in finder.of(gold) for p in places})
        asked = [("elsewhere", others, Filter(article_ids=_some(there, few, rng)))]
        if answering and not gold.unanswerable:
            chosen = (rng.choice(answering), *_some(here, few - 1, rng))
            asked.append(("few", own, Filter(article_ids=chosen)))
            asked.append(("all", own, Filter()))
        found += [row for one in asked if (row := _asked(gold, *one))]
    return found


def _some(articles: Sequence[str], number: int, rng: random.Random) -> tuple[str, ...]:
    return tuple(rng.sample(articles, number))


def _asked(gold: GoldQuestion, how: str, collection: Collection, where: Filter) -> Asked | None:
    question, found = found_for(gold, collection, where)
    evidence = read_units(question, found)
    if not evidence:
        return None
    units, raw, weighed = zip(*((e.unit, e.raw, e.reading) for e in evidence), strict=True)
    seen = question_features(question, units, raw, weighed)[[*TOPIC]]
    answered = likely(question, units, raw, weighed).answered
    return Asked(gold.tags[0], how, seen, answered, how != "elsewhere")


def fit(rows: Sequence[Asked]) -> LogisticRegression:
    """Logistic regression on what is seen, both kinds counting as much."""
    x, y = np.stack([row.seen for row in rows]), [row.there for row in rows]
    return LogisticRegression(class_weight="balanced").fit(x, y)


def show(rows: Sequence[Asked]) -> None:
    """Print how often there is silence, each pack with what was fitted on the others."""
    for how in ("all", "few", "elsewhere"):
        silent, before, number = 0, 0, 0
        for pack in KEPT_BACK:
            model = fit([row for row in rows if row.pack != pack])
            for row in rows:
                if (row.pack, row.how) == (pack, how):
                    there = model.predict_proba([row.seen])[0, 1] >= BOUNDS.there
                    number += 1
                    before += row.likely < BOUNDS.answer
                    silent += row.likely < BOUNDS.answer or not there
        print(f"{how}: {number} asked, silent {before / number:.3f} -> {silent / number:.3f}")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path, help="further readers to put it into")
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--work", type=Path, default=Path("build/eval"), help="for collections")
    parser.add_argument("--questions", type=int, default=0, help="only so many (0: all)")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    with (
        opened(natural.load(args.data / "natural"), args.work) as (others, _),
        opened(kept_back(args.data / "judge"), args.work) as (own, dataset),
    ):
        rows = ask_all(own, others, dataset.questions.spread(args.questions), SEED)
    if args.show:
        show(rows)
    model = fit(rows)
    fitted = {"weight": model.coef_.round(5).tolist(), "bias": model.intercept_.round(5).tolist()}
    for folder in (MODEL, *args.folders):
        store(folder, {"on_topic": fitted})


if __name__ == "__main__":
    main()
