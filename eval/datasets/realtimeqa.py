"""RealTime QA (Kasai et al., NeurIPS 2023): weekly news quizzes over the articles of the weeks.

Gold are the articles a quiz links to (none in the 2026 part), so retrieval is scored by article.
Answers are asked for only where the corpus is known to hold them. Every question also has the
quiz's choices, twice as in the paper: as they were offered, and with one of them replaced by "none
of the above", which is right for a quarter of the questions.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, parse_date, question_set, rows
from eval.questions import Choices, Gold, GoldQuestion
from index.types import canonical_text

NAME: Final = "realtimeqa"
NAME_2026: Final = "realtimeqa_2026"
SOURCES: Final = {"cnn.com": "CNN", "usatoday.com": "USA Today", "theweek.co": "The Week"}
REFERENCE: Final = (
    ("GPT-3 and Google search, choice", 0.721),
    ("GPT-3 and Google search, choice or none", 0.638),
    ("GPT-3 alone, choice or none", 0.365),
    ("BART and Google search, choice or none", 0.460),
    ("BM25 over whole articles, gold-article recall@10", 0.854),
    ("BM25 over whole articles, gold-article MRR@10", 0.592),
)
REFERENCE_2026: Final = (
    ("Llama 4 Maverick and Google search, choice", 0.677),
    ("Llama 4 Maverick alone, choice", 0.557),
    ("Gemini 2.5 Pro and Google search, choice", 0.667),
    ("Gemini 2.5 Pro alone, choice", 0.577),
    ("Llama 4 Maverick and Google search, choice or none", 0.612),
    ("Gemini 2.5 Pro and Google search, choice or none", 0.433),
)
"""From the predictions kept beside the questions, of the models that were asked all of them."""


def load(folder: Path, part: str = "dev") -> Dataset:
    """All articles, and the questions of one part."""
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
    questions = [_question(row, corpus) for row in rows(folder / part / "queries.jsonl")]
    first = folder.name != NAME_2026
    name, reference = (NAME, REFERENCE) if first else (NAME_2026, REFERENCE_2026)
    return Dataset(
        name,
        tuple(corpus.articles),
        question_set(questions, name, part),
        reference if part == "dev" else (),
    )


def _question(row: dict[str, Any], corpus: ArticleList) -> GoldQuestion:
    evidence = tuple(Gold(doc=corpus.doc(d)) for d in row["gold_docs"])
    answer = canonical_text(row["answer"]).strip("“”\"' ") if row["answer_in_corpus"] else ""
    return GoldQuestion(
        id=row["id"],
        type="fact",
        question=row["question"],
        answers=(answer,) if answer else (),
        choices=(_choices(row["choices"], row["answer_index"]), _with_none(row)),
        evidence=evidence,
        tags=(
            "gold article" if evidence else "no gold article",
            "answer in corpus" if answer else "answer not found in corpus",
        ),
    )


def _choices(offered: list[str], right: int) -> Choices:
    return Choices(offered=tuple(filter(None, offered)), right=offered[right])


def _with_none(row: dict[str, Any]) -> Choices:
    """The second form of the quiz; "none of the above" itself is no choice but silence."""
    *offered, _ = row["nota_choices"]
    right = "" if row["nota_is_none"] else row["nota_choices"][row["nota_answer_index"]]
    return Choices(offered=tuple(filter(None, offered)), right=right, none=True)


def _source(url: str) -> str:
    return next((name for host, name in SOURCES.items() if host in url), "")
