"""TREC's files: topics and qrels as a question set, runs of other systems to score.

A document number in the qrels names an article as any gold does (path, file name, id, …), or a
place in one as ``article:start-end``, which is how ``eval.export`` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from eval.exceptions import DatasetError
from eval.metrics import ranking
from eval.questions import Gold, GoldQuestion, QuestionSet
from eval.statistics import Interval, interval

Qrels = dict[str, dict[str, int]]
"""Grade of each judged document, by topic."""
Ranked = dict[str, list[str]]
"""Documents by topic, best first."""

_SPAN: Final = re.compile(r"(?P<doc>.+):(?P<start>\d+)-(?P<end>\d+)")
_TOPIC: Final = re.compile(
    r"<num>\s*(?:Number:)?\s*(?P<id>\S+?)\s*(?:</num>)?\s*<title>\s*(?:Topic:)?(?P<text>[^<]+)",
    re.I,
)


def read_qrels(path: Path) -> Qrels:
    """``topic 0 document grade`` lines. Raises DatasetError, naming the line."""
    found: Qrels = {}
    for where, (topic, _, document, grade) in _fields(path, 4, "topic 0 document grade"):
        try:
            found.setdefault(topic, {})[document] = int(grade)
        except ValueError:
            raise DatasetError(f"{where}: the grade {grade!r} is no whole number") from None
    return found


def read_run(path: Path) -> Ranked:
    """``topic Q0 document rank score tag`` lines, ordered as trec_eval orders them.

    That is by score, and by document number backwards among equals; ranks are not looked at.
    """
    scored: dict[str, dict[str, float]] = {}
    shape = "topic Q0 document rank score tag"
    for where, (topic, _, document, _, score, _) in _fields(path, 6, shape):
        try:
            scored.setdefault(topic, {})[document] = float(score)
        except ValueError:
            raise DatasetError(f"{where}: the score {score!r} is no number") from None
    return {
        topic: sorted(documents, key=lambda d: (documents[d], d), reverse=True)
        for topic, documents in scored.items()
    }


def score_run(run: Ranked, qrels: Qrels, k: int = 10) -> dict[str, tuple[float, Interval]]:
    """Recall, MRR, nDCG and MAP over the judged topics, with 95 % intervals.

    Grades from 1 count as relevant. A judged topic that the run lacks counts as nothing found, and
    topics without a relevant document are left out, as trec_eval -c does.
    """
    values: dict[str, list[float]] = {}
    for topic, grades in qrels.items():
        relevant = {document for document, grade in grades.items() if grade >= 1}
        if not relevant:
            continue
        found = run.get(topic, [])
        for name, value in (
            (f"recall@{k}", ranking.recall_at(found, relevant, k)),
            ("mrr", ranking.reciprocal_rank(found, relevant)),
            (f"ndcg@{k}", ranking.ndcg(found, relevant, k)),
            ("map", ranking.average_precision(found, relevant)),
        ):
            values.setdefault(name, []).append(value)
    return {name: (sum(v) / len(v), interval(v)) for name, v in values.items()}


def load(topics: Path, qrels: Path) -> QuestionSet:
    """Topics with their relevant documents as gold. Topics without one are left out."""
    judged = read_qrels(qrels)
    questions = [
        GoldQuestion(id=topic, type="fact", question=text, evidence=_evidence(judged[topic]))
        for topic, text in read_topics(topics).items()
        if any(grade >= 1 for grade in judged.get(topic, {}).values())
    ]
    if not questions:
        raise DatasetError(f"{qrels}: no relevant document for any topic of {topics}")
    return QuestionSet(questions, name=topics.name)


def read_topics(path: Path) -> Mapping[str, str]:
    """Topics as ``number<tab>text`` lines, or in TREC's ``<top>`` form (number and title)."""
    text = _text(path)
    if "<top>" in text.casefold():
        return {m["id"]: " ".join(m["text"].split()) for m in _TOPIC.finditer(text)}
    found: dict[str, str] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            topic, tab, question = line.partition("\t")
            if not tab or not question.strip():
                raise DatasetError(f"{path}:{number}: not a topic number, a tab and a text")
            found[topic.strip()] = question.strip()
    return found


def _evidence(grades: Mapping[str, int]) -> tuple[Gold, ...]:
    found = []
    for document in (d for d, grade in grades.items() if grade >= 1):
        span = _SPAN.fullmatch(document)
        if span and int(span["end"]) > int(span["start"]):
            found.append(Gold(doc=span["doc"], start=int(span["start"]), end=int(span["end"])))
        else:
            found.append(Gold(doc=document.removesuffix(":0-0")))
    return tuple(found)


def _fields(path: Path, count: int, shape: str) -> Iterator[tuple[str, Sequence[str]]]:
    for number, line in enumerate(_text(path).split("\n"), start=1):
        words = line.split()
        if words and len(words) != count:
            raise DatasetError(f"{path}:{number}: not of the form {shape!r}")
        if words:
            yield f"{path}:{number}", words


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise DatasetError(f"{path}: {problem.strerror or problem}") from None
    except UnicodeDecodeError as problem:
        raise DatasetError(f"{path}: not UTF-8 text ({problem.reason})") from None
