"""One question: ask it, search for it, score what came back."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from typing import Any, Final

from eval.finding import (
    ARTICLE_DEPTH,
    DEPTH,
    Scores,
    has_spans,
    score_diagnosis,
    score_retrieval,
)
from eval.gold import GoldFinder
from eval.metrics.ranking import distinct_articles
from eval.metrics.spans import Place
from eval.questions import GoldQuestion
from eval.saying import pick_choices, score_choices
from eval.scoring import failed, score_answer
from eval.systems import SearchesSides, System
from index.collection import Collection
from index.exceptions import ArticleNotFound, OnRecordError
from rag.retrieval.evidence import Evidence
from rag.types import Answer

Row = dict[str, Any]

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


def ask_one(
    collection: Collection, question: GoldQuestion, finder: GoldFinder, system: System, k: int
) -> tuple[Row, Row]:
    """The result of a question, and the seconds it took; exceptions become the row's error."""
    gold = finder.of(question)
    result = _blank(question)
    result["gold_missing"] = sum(not places for places in gold)
    seconds: Row = {"id": question.id}
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
        sides = question.type == "contrast" and by_article
        if sides and isinstance(system, SearchesSides):
            evidence = system.search_sides(answer.standalone, depth)
        else:
            evidence = system.search(answer.standalone, depth)
        seconds["search"] = round(time.perf_counter() - began, 6)
        shape = answer.to_dict(timings=False)
        texts = _texts(collection, shape)
        scores: Scores = score_answer(question, shape, gold, texts)
        places = [Place(e.quote.article_id, e.quote.start, e.quote.end) for e in evidence]
        if not question.unanswerable:
            scores |= score_retrieval(question, places, gold, k)
            scores |= score_diagnosis(question, shape, places, gold, k)
        if question.choices:
            found = [e.quote.text for e in evidence[:DEPTH]]
            picked = pick_choices(question, shape, texts, found)
            result["picked"] = picked
            scores |= score_choices(question, picked)
            if question.only_choices:
                scores["correct"] = (float(picked[0] == question.choices[0].right), 1)
        result["answer"] = shape
        result["articles"] = distinct_articles(places)[:DEPTH]
        result["retrieved"] = [_shape(e) for e in evidence[: max(k, DEPTH)]]
        result["scores"] = _stored(scores)
    except _FAILURES as problem:
        _fail(result, question, f"{type(problem).__name__}: {problem}", gold, k)
    return result, seconds


def without_answer(question: GoldQuestion, reason: str, k: int) -> tuple[Row, Row]:
    """The result of a question whose process died: an error, and no seconds."""
    result = _blank(question)
    _fail(result, question, reason, [()] * len(question.evidence), k)
    return result, {"id": question.id}


def _blank(question: GoldQuestion) -> Row:
    return {
        "id": question.id,
        "type": question.type,
        "tags": list(question.tags),
        "gold": question.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "gold_missing": 0,
        "answer": None,
        "retrieved": [],
        "articles": [],
        "scores": {},
        "error": "",
    }


def _fail(
    result: Row, question: GoldQuestion, reason: str, gold: list[tuple[Place, ...]], k: int
) -> None:
    scores = failed(question)
    if not question.unanswerable:
        scores |= score_retrieval(question, [], gold, k)
    result |= {"answer": None, "retrieved": [], "articles": []}
    result |= {"error": reason, "scores": _stored(scores)}


def _stored(scores: Scores) -> dict[str, list[float]]:
    return {name: list(pair) for name, pair in sorted(scores.items())}


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
        "url": evidence.source.url,
    }
