"""Asking every question of a set and keeping what came back.

A run can be stopped at any moment and taken up again with the same call: questions already
answered are not asked twice, and the finished files are the same to the byte.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, Protocol

from eval.gold import GoldFinder
from eval.metrics.ranking import distinct_articles
from eval.metrics.spans import Place
from eval.provenance import git_commit, versions
from eval.questions import GoldQuestion, QuestionSet, load
from eval.result import FORMAT, RunResult, encode, pretty, read_info, read_lines
from eval.resume import check_same_run
from eval.scoring import (
    ARTICLE_DEPTH,
    DEPTH,
    Scores,
    failed,
    has_spans,
    score_answer,
    score_retrieval,
)
from index.collection import Collection
from index.exceptions import ArticleNotFound, OnRecordError
from index.types import Filter
from rag.types import Answer, Evidence

Progress = Callable[[str, int, int], None]

_FAILURES: Final = (
    # Whatever a question brings up is that question's result; it must not cost the hours before.
    OnRecordError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    sqlite3.Error,
)


class System(Protocol):
    """What is being evaluated: something that answers and something that retrieves."""

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Answer a question after the answers before it in the conversation."""
        ...

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        """The best ``k`` pieces of evidence, best first."""
        ...

    def settings(self) -> Mapping[str, Any]:
        """What has to be known to repeat it (JSON-serialisable)."""
        ...


class BuiltIn:
    """The program as it comes: ``rag.ask`` and ``rag.search`` over a collection."""

    def __init__(self, collection: Collection, *, limit: int = 5, where: Filter = Filter()) -> None:
        self._collection = collection
        self._limit = limit
        self._where = where

    def ask(self, question: str, history: Sequence[Answer]) -> Answer:
        """Answer with the built-in answerer."""
        from rag import ask

        return ask(
            self._collection, question, history=history, where=self._where, limit=self._limit
        )

    def search(self, query: str, k: int) -> Sequence[Evidence]:
        """Retrieve with the hybrid search."""
        from rag import search

        return search(self._collection, query, k=k, where=self._where)

    def settings(self) -> Mapping[str, Any]:
        """Name of the answerer and its options."""
        shape: dict[str, Any] = {"answerer": "builtin", "limit": self._limit}
        if self._where:
            shape["where"] = repr(self._where)
        return shape


def run_file(
    collection: Collection,
    path: str | Path,
    k: int = 5,
    progress: Progress | None = None,
    *,
    out: str | Path | None = None,
    system: System | None = None,
    label: str = "",
    seed: int = 0,
) -> RunResult:
    """Read a question file and run it; see ``run``. Raises QuestionSetError besides."""
    questions = load(path)
    return run(
        collection,
        questions,
        k=k,
        progress=progress,
        out=out,
        system=system,
        label=label,
        seed=seed,
    )


def run(
    collection: Collection,
    questions: QuestionSet,
    *,
    k: int = 5,
    progress: Progress | None = None,
    out: str | Path | None = None,
    system: System | None = None,
    label: str = "",
    seed: int = 0,
) -> RunResult:
    """Ask every question, score the answers, and give back (and keep in ``out``) the run.

    ``progress`` is called as ``progress("ask", done, total)``. ``seed`` only feeds the bootstrap.
    With ``out`` each result is written as it comes, and a run that was stopped is taken up where
    it stood. Raises RunError where ``out`` holds a run of other settings.
    """
    asked = system or BuiltIn(collection)
    finder = GoldFinder(collection)
    info = describe(collection, questions, asked, k=k, label=label, seed=seed)
    folder = Path(out) if out else None
    results: list[dict[str, Any]] = []
    timings: list[dict[str, Any]] = []
    if folder:
        results, timings = _take_up(folder, info)
    writers = _open(folder, results, timings)
    try:
        for question in questions[len(results) :]:
            if progress:
                progress("ask", len(results), len(questions))
            result, seconds = _one(collection, question, finder, asked, k)
            results.append(result)
            timings.append(seconds)
            for writer, row in zip(writers, (result, seconds), strict=False):
                writer.write(encode(row))
                writer.flush()
    finally:
        for writer in writers:
            writer.close()
    if progress:
        progress("ask", len(questions), len(questions))
    finished = RunResult(info, results, timings)
    if folder:
        (folder / "summary.json").write_text(pretty(finished.summary()), encoding="utf-8")
    return finished


def describe(
    collection: Collection,
    questions: QuestionSet,
    system: System,
    *,
    k: int,
    label: str = "",
    seed: int = 0,
) -> dict[str, Any]:
    """What is needed to repeat a run; the content of ``run.json``."""
    ids = "\n".join(sorted(article.id for article in collection.articles()))
    return {
        "format": FORMAT,
        "label": label,
        "questions": {
            "name": Path(questions.name).name,
            "count": len(questions),
            "sha256": questions.digest,
        },
        "collection": {
            "name": collection.name,
            "generation": collection.generation,
            "articles": collection.count(),
            "sha256": hashlib.sha256(ids.encode()).hexdigest(),
        },
        "settings": {"k": k, "seed": seed} | dict(system.settings()),
        "versions": versions(),
        "git": git_commit(),
    }


def _one(
    collection: Collection, question: GoldQuestion, finder: GoldFinder, system: System, k: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    gold = finder.of(question)
    result: dict[str, Any] = {
        "id": question.id,
        "type": question.type,
        "tags": list(question.tags),
        "gold": question.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "gold_missing": sum(not places for places in gold),
        "answer": None,
        "retrieved": [],
        "articles": [],
        "scores": {},
        "error": "",
    }
    seconds: dict[str, Any] = {"id": question.id}
    try:
        began = time.perf_counter()
        history: list[Answer] = []
        for earlier in question.history:
            history.append(system.ask(earlier, history))
        answer = system.ask(question.question, history)
        seconds["ask"] = round(time.perf_counter() - began, 6)
        began = time.perf_counter()
        by_article = bool(question.evidence) and not has_spans(question)
        depth = ARTICLE_DEPTH if by_article else max(k, DEPTH)
        evidence = system.search(answer.standalone, depth)
        seconds["search"] = round(time.perf_counter() - began, 6)
        shape = answer.to_dict(timings=False)
        scores: Scores = score_answer(question, shape, gold, _texts(collection, shape))
        places = [Place(e.quote.article_id, e.quote.start, e.quote.end) for e in evidence]
        if not question.unanswerable:
            scores |= score_retrieval(question, places, gold, k)
        result["answer"] = shape
        result["articles"] = distinct_articles(places)[:DEPTH]
        result["retrieved"] = [_shape(e) for e in evidence[: max(k, DEPTH)]]
    except _FAILURES as problem:
        result["error"] = f"{type(problem).__name__}: {problem}"
        scores = failed(question)
        if not question.unanswerable:
            scores |= score_retrieval(question, [], gold, k)
    result["scores"] = {name: list(pair) for name, pair in sorted(scores.items())}
    return result, seconds


def _texts(collection: Collection, answer: Mapping[str, Any]) -> dict[str, str]:
    texts = {}
    for citation in (*answer["citations"], *answer["nearest"]):
        article_id = citation["quote"]["article_id"]
        try:
            texts[article_id] = collection.article(article_id).text
        except ArticleNotFound:
            # Left out: a quotation from nowhere counts as inexact.
            continue
    return texts


def _shape(evidence: Evidence) -> dict[str, Any]:
    return evidence.quote.to_dict() | {
        "score": round(evidence.score, 6),
        "voice": evidence.voice.name,
        "title": evidence.source.title,
    }


def _take_up(
    folder: Path, info: Mapping[str, Any]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What a stopped run has already done; an empty folder is started on."""
    if not (folder / "run.json").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "run.json").write_text(pretty(info), encoding="utf-8")
        return [], []
    check_same_run(folder, read_info(folder), info)
    results = read_lines(folder / "results.jsonl")
    timings = read_lines(folder / "timings.jsonl")
    done = min(len(results), len(timings))
    return results[:done], timings[:done]


def _open(
    folder: Path | None, results: Sequence[dict[str, Any]], timings: Sequence[dict[str, Any]]
) -> list[IO[str]]:
    if folder is None:
        return []
    writers: list[IO[str]] = []
    for name, rows in (("results.jsonl", results), ("timings.jsonl", timings)):
        # Rewritten beside and renamed: being killed here must not lose what was done before.
        kept = folder / f"{name}.part"
        kept.write_text("".join(encode(row) for row in rows), encoding="utf-8")
        kept.replace(folder / name)
        writers.append((folder / name).open("a", encoding="utf-8"))
    return writers
