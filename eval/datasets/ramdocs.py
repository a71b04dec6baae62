"""RAMDocs (Wang et al. 2025): ambiguous questions over right, wrong and noisy documents.

All documents form one collection here, where the paper gives each question its own. Every gold
answer is wanted, each with a document that supports it. ``answers_exact`` is the paper's exact
match: every gold answer stands in the output and no wrong one does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, question_set, rows
from eval.questions import Gold, GoldQuestion

NAME: Final = "ramdocs"
REFERENCE: Final = (("best plain RAG of the paper (Llama 3.3 70B), exact match", 0.326),)


def load(folder: Path, part: str = "dev") -> Dataset:
    """Documents of all questions of one part, and the questions."""
    corpus = ArticleList()
    read = list(rows(folder / part / "queries.jsonl"))
    for row in read:
        for document in row["documents"]:
            corpus.add(document["doc_id"], document["text"], language="en")
    questions = [_question(row, corpus) for row in read]
    return Dataset(NAME, tuple(corpus.articles), question_set(questions, NAME, part), REFERENCE)


def _question(row: dict[str, Any], corpus: ArticleList) -> GoldQuestion:
    evidence = []
    for answer in row["gold_answers"]:
        docs = [
            corpus.doc(d["doc_id"])
            for d in row["documents"]
            if d["type"] == "correct" and d["answer"] == answer
        ]
        if docs:
            others = [{"doc": doc} for doc in docs[1:]]
            gold = {"doc": docs[0], "answer": answer, "or": others}
            evidence.append(Gold.model_validate(gold))
    return GoldQuestion(
        id=row["id"],
        type="fact",
        question=row["question"],
        answers_all=tuple(row["gold_answers"]),
        wrong_answers=tuple(row["wrong_answers"]),
        evidence=tuple(evidence),
        tags=("misinformation",) if row["wrong_answers"] else (),
    )
