"""The JSON shapes of docs/json.md that are not the answer's own."""

from __future__ import annotations

from typing import Any

from index.quoting import kind_of
from index.types import Article, Filter, Span, Speaker
from rag.retrieval.evidence import Evidence
from rag.types import SourceLine
from rag.voices import voice_in
from ui.render.said import Said, sentences_of


def article_shape(article: Article) -> dict[str, Any]:
    """An article without its text."""
    return {
        "id": article.id,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        "url": article.url,
        "path": article.path,
        "language": article.language,
        "characters": len(article.text),
        "digest": article.digest,
    }


def evidence_shape(evidence: Evidence) -> dict[str, Any]:
    """A search result."""
    return {
        "quote": evidence.quote.to_dict(),
        "context": list(evidence.context),
        "voice": evidence.voice.to_dict(),
        "source": evidence.source.to_dict(),
        "score": round(float(evidence.score), 6),
    }


def speaker_shape(speaker: Speaker) -> dict[str, Any]:
    """A speaker."""
    return {
        "id": speaker.id,
        "name": speaker.name,
        "kind": speaker.kind,
        "roles": list(speaker.roles),
        "forms": list(speaker.forms),
        "statements": speaker.statements,
        "articles": speaker.articles,
    }


def spans_shape(article: Article, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
    """Spans with the words that stand there."""
    return [{"start": a, "end": b, "text": article.text[a:b]} for a, b in spans]


def statement_shape(said: Said) -> dict[str, Any]:
    """A statement with its words, its sentences, its speaker and its article."""
    statement, article, speaker, sentences = said
    cue = spans_shape(article, (statement.cue,))[0] if statement.cue else None
    return {
        "id": statement.id,
        "kind": kind_of(article.text, statement.content, statement.told),
        "polarity": statement.polarity,
        "modality": statement.modality,
        "confidence": round(float(statement.confidence), 6),
        "voice": voice_in(article.text, statement, speaker).to_dict(),
        "content": spans_shape(article, statement.content),
        "speaker_words": spans_shape(article, statement.source),
        "cue": cue,
        "sentences": spans_shape(article, sentences_of(statement.content, sentences)),
        "source": SourceLine.of(article).to_dict(),
    }


def filter_shape(where: Filter) -> dict[str, Any]:
    """The limits of a search."""
    return {
        "sources": list(where.sources),
        "authors": list(where.authors),
        "since": where.since.isoformat() if where.since else None,
        "until": where.until.isoformat() if where.until else None,
        "article_ids": list(where.article_ids),
        "speaker_ids": list(where.speaker_ids),
        "direct": where.direct,
        "reported": where.reported,
        "languages": list(where.languages),
    }
