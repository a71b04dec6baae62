"""Questions that nothing is trained on, tuned on or chosen by: ``benchmarks.natural --unseen``.

225 questions over 60 articles of ``realtimeqa_2026`` (packs ``u1`` to ``u3``) and 160 over 48 of
``realtimeqa`` (``v1`` to ``v4``), written like those of ``natural`` by large language models that
read whole articles without sight of the program. None of the articles is in ``natural`` or
``judge``. The files beside this module have the fields of ``natural``, with the places that answer
as characters of the articles' canonical texts, which stay in the folder of the data sets. Articles
of ``natural`` lie beside them in the collection, as others that are searched; further articles of
the two sets may answer as well and are left out. Of ``v1`` to ``v4`` 30 questions, tagged ``same``,
are put in the article's own words.

The answers to ``u1`` have been read, and a slip of the keyboard was mended by one; those to ``u2``
and ``u3`` have not; figures over all three were looked at when a bound was set. Whoever reads
answers to single ones of these and changes something because of them has to write others.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from eval.datasets import Dataset, natural
from eval.datasets.base import ArticleList, news, parse_date, question_set, rows
from index.types import canonical_text

NAME: Final = "unseen"
FILES: Final = {"realtimeqa_2026": "unseen.jsonl.gz", "realtimeqa": "unseen-2022.jsonl.gz"}
"""The questions over articles of each of these sets."""


def load(data: Path) -> Dataset:
    """The questions with their articles and those of ``natural``; ``data`` is the folder of the
    sets. Raises DatasetError where one is missing."""
    corpus = news(data / natural.NAME / "articles.jsonl.gz")
    asked: list[Mapping[str, Any]] = []
    for folder, name in FILES.items():
        found = list(rows(Path(__file__).with_name(name)))
        named = {doc for row in found for doc, *_ in row["places"]}
        for row in rows(data / folder / "corpus.jsonl.gz"):
            if row["doc_id"] in named:
                corpus.add(
                    row["doc_id"],
                    row["text"],
                    title=canonical_text(row["title"] or ""),
                    source=row["url"].split("/")[2].removeprefix("www."),
                    published=parse_date(row["date"]),
                    language="en",
                )
        asked += found
    questions = [natural.question_of(_quoted(row, corpus), corpus) for row in asked]
    return Dataset(NAME, tuple(corpus.articles), question_set(questions, NAME, "dev"))


def _quoted(row: Mapping[str, Any], corpus: ArticleList) -> dict[str, Any]:
    """A row as ``natural`` has it, with the words at its places."""
    evidence = [
        {"doc": doc, "quote": corpus.names[doc].text[start:end], "speaker": who, "side": side}
        for doc, start, end, who, side in row["places"]
    ]
    return {**row, "evidence": evidence, "note": ""}
