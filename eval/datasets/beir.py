"""Folders in the form of BEIR (Thakur et al., NeurIPS 2021): corpus, queries, qrels.

Relevance is by document, so retrieval is scored by article, and grades count as relevant from 1.
Queries without a relevant document are left out.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from eval.datasets.base import ArticleList, Dataset, parse_date, rows
from eval.exceptions import DatasetError
from eval.questions import Gold, GoldQuestion, QuestionSet
from index.types import canonical_text

SPLITS: Final = ("test", "dev", "train")


def is_folder(folder: Path) -> bool:
    """Say whether a folder looks like one of BEIR's."""
    return (folder / "qrels").is_dir() and _file(folder, "corpus") is not None


def load(folder: Path, split: str = "") -> Dataset:
    """Articles and questions; ``split`` is the first of test, dev, train that is there, if empty.

    Raises DatasetError where a file is missing or a judgement names an unknown document.
    """
    corpus = ArticleList()
    for row in rows(_need(folder, "corpus")):
        metadata = row.get("metadata") or {}
        corpus.add(
            str(row["_id"]),
            row.get("text") or row.get("title") or "",
            title=canonical_text(row.get("title") or ""),
            url=str(metadata.get("url") or ""),
            published=parse_date(str(metadata.get("date") or "")),
        )
    relevant = _qrels(folder, split)
    questions = [
        GoldQuestion(
            id=str(row["_id"]),
            type="fact",
            question=str(row["text"]).strip(),
            evidence=tuple(Gold(doc=corpus.doc(name)) for name in relevant[str(row["_id"])]),
        )
        for row in rows(_need(folder, "queries"))
        if relevant.get(str(row["_id"]))
    ]
    return Dataset(
        folder.name, tuple(corpus.articles), QuestionSet(questions, name=f"{folder.name}.jsonl")
    )


def _qrels(folder: Path, split: str) -> dict[str, list[str]]:
    wanted = [split] if split else SPLITS
    found = [p for name in wanted if (p := folder / "qrels" / f"{name}.tsv").exists()]
    if not found:
        raise DatasetError(f"{folder / 'qrels'}: no {' or '.join(wanted)}.tsv there")
    relevant: dict[str, list[str]] = {}
    with found[0].open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
            try:
                query, document, grade = row
                if float(grade) >= 1:
                    relevant.setdefault(query, []).append(document)
            except ValueError:
                if number > 1:  # the first line is a heading
                    raise DatasetError(
                        f"{found[0]}:{number}: not query, document and grade: {row}"
                    ) from None
    return relevant


def _file(folder: Path, name: str) -> Path | None:
    choices = (folder / f"{name}.jsonl", folder / f"{name}.jsonl.gz")
    return next((p for p in choices if p.exists()), None)


def _need(folder: Path, name: str) -> Path:
    found = _file(folder, name)
    if found is None:
        raise DatasetError(f"{folder}: no {name}.jsonl there; a BEIR folder has corpus and queries")
    return found
