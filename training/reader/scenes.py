"""Invented news scenes with questions, every sentence of a scene labelled for each of them.

``scenes.jsonl.gz`` beside this module holds them, in packs ``s1`` and on: short invented articles
in which several people speak on one matter, in the same words with opposite meaning and in other
words with the same meaning, and questions whose answers, opposites, hedged and near sentences are
given by number. They teach what news alone has too little of: a denial in the asked words is no
answer, nor another number, year or person. Packs in ``KEPT_BACK`` are never trained on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, parse_date, question_set
from eval.datasets.natural import KINDS
from eval.questions import Gold, GoldQuestion
from training.reader.articles import sentences_of
from training.reader.examples import Example, labels_of
from training.reader.news import JUDGED, Sentence, asked, read_lines, shared

FILE: Final = Path(__file__).with_name("scenes.jsonl.gz")
KEPT_BACK: Final = ("s6", "s11")
UNLISTED: Final = 0.15
"""Share of the sentences that have nothing to do with a question that are trained on."""
NEAR: Final = 0.3
"""Share of those on the matter."""


def scenes(folder: Path, packs: Iterable[str], seed: int) -> list[Example]:
    """The examples of some packs; ``folder`` is where the collection of the scenes is or goes.

    Raises ValueError for packs that are kept back.
    """
    wanted = set(packs)
    if wanted & set(KEPT_BACK):
        raise ValueError(f"{', '.join(KEPT_BACK)} are kept back and not trained on")
    rng = random.Random(seed)
    rows = [row for row in read_lines(FILE) if row["pack"] in wanted]
    return [
        Example(question, sentence.unit, labels_of(label.split()))
        for question, sentence, label in labelled(rows, folder)
        if rng.random() <= {"unrelated": UNLISTED, "related": NEAR}.get(label, 1.0)
    ]


def labelled(
    rows: Sequence[Mapping[str, Any]], folder: Path
) -> Iterable[tuple[str, Sentence, str]]:
    """Every question of some scenes with every sentence of its scene and the label."""
    sentences, _ = sentences_of(corpus_of(rows).articles, folder)
    for row in rows:
        _, places = text_of(row["lines"])
        for question in row["questions"]:
            letters = letters_of(question)
            for number, (start, end) in enumerate(places, 1):
                letter = letters.get(number, "N")
                label = JUDGED[letter] + (" related" if letter == "H" else "")
                for sentence in sentences[row["id"]]:
                    if shared(sentence, start, end):
                        yield asked(question["question"], question["history"]), sentence, label


def letters_of(question: Mapping[str, Any]) -> dict[int, str]:
    """The letter of each sentence that has one, by the sentence's number."""
    return {n: letter for letter, numbers in question["places"].items() for n in numbers}


def text_of(lines: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """The text of a scene and the characters of its sentences. An empty line ends a paragraph."""
    text, places, gap = "", [], ""
    for line in lines:
        if not line:
            gap = "\n\n"
            continue
        text += gap
        places.append((len(text), len(text) + len(line)))
        text += line
        gap = " "
    return text, places


def corpus_of(rows: Iterable[Mapping[str, Any]]) -> ArticleList:
    """The scenes as articles."""
    corpus = ArticleList()
    for row in rows:
        corpus.add(
            row["id"],
            text_of(row["lines"])[0],
            title=row["title"],
            source=row["publication"],
            published=parse_date(row["date"]),
            language="en",
        )
    return corpus


def kept_back() -> Dataset:
    """The packs that are kept back, all their scenes as one collection."""
    rows = [row for row in read_lines(FILE) if row["pack"] in KEPT_BACK]
    questions = [
        _question(f"{row['id']}-{number}", row, question)
        for row in rows
        for number, question in enumerate(row["questions"], 1)
    ]
    articles = tuple(corpus_of(rows).articles)
    return Dataset("scenes", articles, question_set(questions, "scenes", "dev"))


def _question(name: str, row: Mapping[str, Any], question: Mapping[str, Any]) -> GoldQuestion:
    silent = question["type"] == "unanswerable"
    text, places = text_of(row["lines"])
    evidence = [
        Gold(
            doc=row["id"],
            quote=text[slice(*places[number - 1])],
            stance="deny" if letter == "D" else "affirm",
        )
        for number, letter in letters_of(question).items()
        if letter in "AD" and not silent
    ]
    return GoldQuestion(
        id=name,
        type=KINDS[question["type"]],
        question=question["question"],
        history=tuple(question["history"]),
        evidence=tuple(evidence),
        unanswerable=silent,
        tags=(row["pack"],),
    )
