"""The JSON objects that verbs print and the HTTP API answers with, as docs/json.md has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from index.collection import Collection
from index.types import Article, Filter, Speaker
from rag.comparing.clashes import Contradictions
from rag.comparing.held import Positions
from rag.counting import Count
from rag.retrieval.evidence import Evidence
from ui.outlets import outlet_tally
from ui.render.said import Said
from ui.render.shapes import (
    article_shape,
    evidence_shape,
    filter_shape,
    speaker_shape,
    statement_shape,
)

Reply = dict[str, Any]


def search_reply(query: str, where: Filter, results: Sequence[Evidence]) -> Reply:
    """Of ``search``."""
    found = [evidence_shape(one) for one in results]
    return {"query": query, "where": filter_shape(where), "results": found}


def positions_reply(found: Positions) -> Reply:
    """Of ``positions``."""
    return {**found.to_dict(), "where": filter_shape(found.where)}


def contradictions_reply(found: Contradictions, where: Filter) -> Reply:
    """Of ``contradictions``."""
    return {**found.to_dict(), "where": filter_shape(where)}


def statements_reply(
    where: Filter, about: str | None, kind: str | None, total: int, shown: Sequence[Said]
) -> Reply:
    """Of ``statements``."""
    return {
        "where": filter_shape(where),
        "about": about,
        "kind": kind,
        "total": total,
        "statements": _statements(shown),
    }


def speaker_reply(speaker: Speaker, total: int, shown: Sequence[Said]) -> Reply:
    """Of ``speaker``."""
    return {"speaker": speaker_shape(speaker), "total": total, "statements": _statements(shown)}


def speakers_reply(
    where: Filter,
    kind: str | None,
    by: str | None,
    total: int,
    shown: Sequence[Speaker],
    counts: Sequence[Count],
) -> Reply:
    """Of ``speakers``."""
    return {
        "where": filter_shape(where),
        "kind": kind,
        "by": by,
        "total": total,
        "speakers": [speaker_shape(one) for one in shown],
        "counts": [one.to_dict() for one in counts],
    }


def list_reply(total: int, shown: Sequence[Article]) -> Reply:
    """Of ``list``."""
    return {"total": total, "articles": [article_shape(one) for one in shown]}


def info_reply(collection: Collection, name: str, sizes: dict[str, int]) -> Reply:
    """Of ``info``: what can be said of any collection, and the ``sizes`` of its files in bytes."""
    sources: list[str] = []
    characters = undated = 0
    days = []
    for article in collection.articles():
        sources.append(article.source)
        characters += len(article.text)
        if article.published is None:
            undated += 1
        else:
            days.append(article.published)
    return {
        "collection": name,
        "generation": collection.generation,
        "articles": collection.count(),
        "passages": collection.passage_count(),
        "statements": len(collection.statements()),
        "speakers": len(collection.speakers()),
        "characters": characters,
        "published": {
            "first": min(days).isoformat() if days else None,
            "last": max(days).isoformat() if days else None,
            "undated": undated,
        },
        "sources": dict(outlet_tally(sources).most_common()),
        "languages": dict(Counter(collection.languages()).most_common()),
        "bytes": sizes,
    }


def _statements(shown: Sequence[Said]) -> list[Reply]:
    return [statement_shape(one) for one in shown]
