"""FNC-1 (Fake News Challenge, stage 1): articles that agree or disagree with a headline.

As a retrieval set: the headline is asked, gold are all related articles with their stance, so that
``opposed_recall@10`` and ``both_sides@10`` can be had. ``pairs`` gives the official stance task.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from eval.datasets.base import ArticleList, Dataset, question_set, rows
from eval.questions import Gold, GoldQuestion
from rag.types import Stance

NAME: Final = "fnc1"
STANCES: Final[Mapping[str, Stance]] = {
    "agree": "affirm",
    "disagree": "deny",
    "discuss": "report",
}
REFERENCE: Final = (
    ("BM25, recall@10 of related articles", 0.712),
    ("BM25, recall@10 of disagreeing articles", 0.543),
    ("BM25, both sides in the first ten", 0.635),
)


class StancePair(NamedTuple):
    """A headline, an article and how the article takes it: agree, disagree, discuss, unrelated."""

    headline: str
    doc_id: str
    stance: str


def load(folder: Path, part: str = "dev") -> Dataset:
    """Articles of one part, and a question for each headline that has a related article."""
    corpus = ArticleList()
    for row in rows(folder / part / "corpus.jsonl"):
        corpus.add(row["doc_id"], row["text"], language="en")
    questions = [
        GoldQuestion(
            id=row["id"],
            type="contrast",
            question=row["claim"],
            evidence=tuple(
                Gold(doc=corpus.doc(doc), stance=STANCES[stance])
                for stance in STANCES
                for doc in row["relevant"].get(stance, [])
            ),
            tags=("conflict",) if row["has_conflict"] else (),
        )
        for row in rows(folder / part / "queries.jsonl")
        if any(row["relevant"].get(stance) for stance in STANCES)
    ]
    return Dataset(
        NAME,
        tuple(corpus.articles),
        question_set(questions, NAME, part),
        REFERENCE if part == "dev" else (),
    )


def pairs(folder: Path, part: str = "dev") -> Iterator[StancePair]:
    """The pairs of the official task, to be scored with ``classification.fnc_score``."""
    for row in rows(folder / part / "pairs.jsonl.gz"):
        yield StancePair(row["headline"], row["doc_id"], row["stance"])
