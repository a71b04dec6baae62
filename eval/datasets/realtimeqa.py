"""RealTime QA (Kasai et al., NeurIPS 2023): weekly news quizzes over the articles of the weeks.

Gold are the articles a quiz links to (none in the 2026 part), so retrieval is scored by article.
Answers are asked for only where the corpus is known to hold them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, parse_date, question_set, rows
from eval.questions import Gold, GoldQuestion
from index.types import canonical_text

NAME: Final = "realtimeqa"
NAME_2026: Final = "realtimeqa_2026"
SOURCES: Final = {"cnn.com": "CNN", "usatoday.com": "USA Today", "theweek.co": "The Week"}
REFERENCE: Final = (
    ("BM25 over whole articles, gold-article recall@10", 0.854),
    ("BM25 over whole articles, gold-article MRR@10", 0.592),
)


def load(folder: Path, part: str = "dev") -> Dataset:
    """All articles, and the questions of one part that have a gold article or an answer there."""
    corpus = ArticleList()
    for row in rows(folder / "corpus.jsonl.gz"):
        corpus.add(
            row["doc_id"],
            row["text"],
            title=canonical_text(row["title"] or ""),
            source=_source(row["url"]),
            author=canonical_text(", ".join(row["authors"])),
            published=parse_date(row["date"]),
            url=row["url"],
            language="en",
        )
    found = [_question(row, corpus) for row in rows(folder / part / "queries.jsonl")]
    questions = [question for question in found if question is not None]
    first = folder.name != NAME_2026
    name = NAME if first else NAME_2026
    return Dataset(
        name,
        tuple(corpus.articles),
        question_set(questions, name, part),
        REFERENCE if first and part == "dev" else (),
    )


def _question(row: dict[str, Any], corpus: ArticleList) -> GoldQuestion | None:
    evidence = tuple(Gold(doc=corpus.doc(d)) for d in row["gold_docs"])
    answer = canonical_text(row["answer"]).strip("“”\"' ") if row["answer_in_corpus"] else ""
    if not evidence and not answer:
        return None
    return GoldQuestion(
        id=row["id"],
        type="fact",
        question=row["question"],
        answers=(answer,) if answer else (),
        evidence=evidence,
        tags=(
            "gold article" if evidence else "no gold article",
            "answer in corpus" if answer else "answer not found in corpus",
        ),
    )


def _source(url: str) -> str:
    return next((name for host, name in SOURCES.items() if host in url), "")
