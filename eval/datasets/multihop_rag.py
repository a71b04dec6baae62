"""MultiHop-RAG (Tang and Yang, COLM 2024), the part whose gold facts are to be had.

The article bodies are not: each article's text is its gold facts. Retrieval is far easier than in
the official setting and must not be compared with published tables.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, parse_date, question_set, rows
from eval.questions import Gold, GoldQuestion
from index.types import canonical_text

NAME: Final = "multihop_rag_500"
REFERENCE: Final = (("BM25 over the gold facts, recall@10", 0.849),)


def load(folder: Path, part: str = "dev") -> Dataset:
    """Articles made of the gold facts, and the questions of one part; null queries want silence."""
    corpus = ArticleList()
    for row in rows(folder / "evidence_articles.jsonl"):
        corpus.add(
            row["doc_id"],
            "\n\n".join(row["facts"]),
            title=canonical_text(row["title"] or ""),
            source=row["source"] or "",
            author=canonical_text(row["author"] or ""),
            published=parse_date(row["published_at"]),
            url=row["url"] or "",
            language="en",
        )
    questions = [_question(row, corpus) for row in rows(folder / part / "queries.jsonl")]
    return Dataset(
        NAME,
        tuple(corpus.articles),
        question_set(questions, NAME, part),
        REFERENCE if part == "dev" else (),
    )


def _question(row: dict[str, Any], corpus: ArticleList) -> GoldQuestion:
    silent = not row["answerable"]
    # Yes and No stand in nearly every text, so they cannot be matched as answers.
    named = not silent and row["answer"].casefold() not in ("yes", "no")
    return GoldQuestion(
        id=row["id"],
        type="unanswerable" if silent else "fact",
        question=row["query"],
        answers=(row["answer"],) if named else (),
        evidence=()
        if silent
        else tuple(
            Gold(doc=corpus.doc(e["doc_id"]), quote=canonical_text(e["fact"]))
            for e in row["evidence"]
        ),
        unanswerable=silent,
        tags=(row["question_type"],),
    )
