"""SQuAD 2.0 (Rajpurkar, Jia and Liang, ACL 2018) and files in its form.

Each title becomes one article of its paragraphs. Gold spans are the annotators' answers, any of
which will do. A question marked impossible asks for silence; it was written against one paragraph
only, so that another paragraph of a large collection may answer it after all.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from eval.datasets.base import ArticleList, Dataset, canonical_span
from eval.exceptions import DatasetError
from eval.questions import Gold, GoldQuestion, QuestionSet
from index.types import canonical_text

BETWEEN: Final = "\n\n"


def load(path: Path) -> Dataset:
    """Articles and questions of one file. Raises DatasetError where it is of another form."""
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))["data"]
        return _dataset(data, path)
    except OSError as problem:
        raise DatasetError(f"{path}: {problem.strerror or problem}") from None
    except (ValueError, KeyError, TypeError):
        raise DatasetError(
            f"{path}: not a file in SQuAD's form, an object with data, paragraphs and qas"
        ) from None


def _dataset(data: list[dict[str, Any]], path: Path) -> Dataset:
    corpus = ArticleList()
    questions: list[GoldQuestion] = []
    for position, entry in enumerate(data):
        title = str(entry.get("title") or "").replace("_", " ")
        name = f"{position:04d}-{'-'.join(title.split())}" if title else f"{position:04d}"
        contexts = [canonical_text(p["context"]) for p in entry["paragraphs"]]
        corpus.add(name, BETWEEN.join(contexts), title=canonical_text(title), language="en")
        start = 0
        for paragraph, context in zip(entry["paragraphs"], contexts, strict=True):
            for qa in paragraph["qas"]:
                questions.append(_question(qa, paragraph["context"], corpus.doc(name), start))
            start += len(context) + len(BETWEEN)
    return Dataset(path.stem, tuple(corpus.articles), QuestionSet(questions, name=path.name))


def _question(qa: dict[str, Any], context: str, doc: str, offset: int) -> GoldQuestion:
    silent = bool(qa.get("is_impossible")) or not qa["answers"]
    places: list[Gold] = []
    for answer in () if silent else qa["answers"]:
        begin, words = int(answer["answer_start"]), str(answer["text"])
        start, end = canonical_span(context, (begin, begin + len(words)))
        gold = Gold(doc=doc, quote=canonical_text(words), start=offset + start, end=offset + end)
        if gold not in places:
            places.append(gold)
    evidence = (places[0].model_copy(update={"alternatives": tuple(places[1:])}),) if places else ()
    return GoldQuestion(
        id=str(qa["id"]),
        type="unanswerable" if silent else "fact",
        question=str(qa["question"]).strip(),
        answers=tuple(dict.fromkeys(p.quote for p in places)),
        evidence=evidence,
        unanswerable=silent,
    )
