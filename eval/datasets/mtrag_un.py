"""MTRAG-UN (Rosenthal et al. 2026): conversations with unanswerable and underspecified turns.

The articles are the reference passages alone, a much smaller pool than the published one. A turn
that is unanswerable or underspecified wants silence; a partly answerable one wants its passages.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, question_set, rows
from eval.questions import Gold, GoldQuestion, Kind
from index.types import canonical_text

NAME: Final = "mtrag_un"
REFERENCE: Final = (
    ("BM25 over the pool, last turn, recall@5", 0.774),
    ("BM25 over the pool, all user turns, recall@5", 0.781),
)


def load(folder: Path, part: str = "dev") -> Dataset:
    """The passages as articles, and one question for each task with its conversation so far."""
    corpus = ArticleList()
    for row in rows(folder / "passages.jsonl"):
        corpus.add(
            row["passage_id"],
            row["text"],
            title=canonical_text(row["title"] or ""),
            source=row["collection"],
            language="en",
        )
    questions = [_question(row, corpus) for row in rows(folder / part / "tasks.jsonl")]
    return Dataset(
        NAME,
        tuple(corpus.articles),
        question_set(questions, NAME, part),
        REFERENCE if part == "dev" else (),
    )


def _question(row: dict[str, Any], corpus: ArticleList) -> GoldQuestion:
    # The conversation ends with the question itself, which must not be asked twice.
    history = tuple(t["text"] for t in row["conversation"] if t["speaker"] == "user")[:-1]
    silent = row["answerability"] in ("UNANSWERABLE", "UNDERSPECIFIED")
    kind: Kind = "unanswerable" if silent else "follow-up" if history else "fact"
    return GoldQuestion(
        id=row["id"],
        type=kind,
        question=row["question"],
        history=history,
        evidence=() if silent else tuple(Gold(doc=corpus.doc(p)) for p in row["gold_passages"]),
        unanswerable=silent,
        tags=(row["answerability"].lower(), row["collection"]),
    )
