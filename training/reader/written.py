"""Questions written for training over articles of ``judge``, none of them in ``natural``.

``questions.jsonl.gz`` beside this module holds them, in packs ``w1`` to ``w11``: what is asked (in
other words than the articles'), the question before a follow-up, and the places that were judged,
each with the article's name in ``judge``, its first and last character there, and a letter: ``A``
answers, ``D`` takes the opposite side, ``AD`` both, ``H`` only hedged, ``T`` on the matter, ``N``
not. Articles' texts are in the folder of the data sets and nowhere here. Packs in ``KEPT_BACK`` are
never trained on: readings are weighed by them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, news, question_set
from eval.datasets.natural import KINDS
from eval.questions import Gold, GoldQuestion
from training.reader.articles import sentences_of
from training.reader.examples import Example, labels_of
from training.reader.news import JUDGED, asked, read_lines, shared

FILE: Final = Path(__file__).with_name("questions.jsonl.gz")
KEPT_BACK: Final = ("w10", "w11")
KEPT: Final = {"T": 0.7, "N": 0.18}
"""Shares of the sentences with these letters that are trained on; of the others all are."""


def written(
    data: Path, folder: Path, packs: Iterable[str], seed: int, questions: Path = FILE
) -> list[Example]:
    """The examples of some packs. ``data`` is the folder of ``judge``, ``folder`` where the
    collection of the articles is or goes. Raises ValueError for packs that are kept back."""
    wanted = set(packs)
    if wanted & set(KEPT_BACK):
        raise ValueError(f"{', '.join(KEPT_BACK)} are kept back and not trained on")
    rng = random.Random(seed)
    every = training_rows(questions)
    sentences, _ = sentences_of(_articles(data, every).articles, folder)
    found: list[Example] = []
    for row in every:
        question = asked(row["question"], row["history"])
        for doc, start, end, letters in row["places"] if row["pack"] in wanted else ():
            if rng.random() > KEPT.get(letters, 1.0):
                continue
            labels = labels_of(_meaning(row, letters))
            found += [
                Example(question, sentence.unit, labels)
                for sentence in sentences[doc]
                if shared(sentence, start, end)
            ]
    return found


def training_rows(questions: Path = FILE) -> list[dict[str, Any]]:
    """The questions as they are stored, without those that are kept back."""
    return [row for row in read_lines(questions) if row["pack"] not in KEPT_BACK]


def kept_back(data: Path) -> Dataset:
    """The packs that are kept back, all their articles as one collection."""
    rows = [row for row in read_lines(FILE) if row["pack"] in KEPT_BACK]
    return _dataset("written", rows, _articles(data, rows))


def _dataset(name: str, rows: Iterable[Mapping[str, Any]], corpus: ArticleList) -> Dataset:
    questions = [_question(row, corpus) for row in rows]
    return Dataset(name, tuple(corpus.articles), question_set(questions, name, "dev"))


def _articles(data: Path, rows: Iterable[Mapping[str, Any]]) -> ArticleList:
    """The articles that these questions are about."""
    docs = {doc for row in rows for doc, *_ in row["places"]}
    return news(data / "articles.jsonl.gz", docs)


def _meaning(row: Mapping[str, Any], letters: str) -> list[str]:
    """What letters mean; which side of a contrast is the asked one, nobody says.

    Whoever wrote these questions was free with *hedged*, for sentences around an answer too.
    """
    if row["type"] == "contrast" and letters in ("A", "D"):
        letters = "AD"
    return [JUDGED[letter] for letter in letters] + (["related"] if letters == "H" else [])


def _question(row: Mapping[str, Any], corpus: ArticleList) -> GoldQuestion:
    silent = row["type"] == "unanswerable"
    evidence = [
        Gold(
            doc=corpus.doc(doc),
            quote=corpus.names[doc].text[start:end].strip(),
            stance="deny" if letters == "D" else "affirm",
        )
        for doc, start, end, letters in row["places"]
        if letters in ("A", "D", "AD") and not silent
    ]
    speakers = [(name,) for name in row["speakers"] if name and not silent]
    return GoldQuestion(
        id=row["id"],
        type=KINDS[row["type"]],
        question=row["question"],
        history=tuple(row["history"]),
        speakers=tuple(speakers),
        answers=tuple(row.get("answers", ())),
        evidence=tuple(evidence),
        expected=row.get("expected") or None,
        about=row.get("about", ""),
        unanswerable=silent,
        tags=(row["pack"],),
    )
