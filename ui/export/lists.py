"""Lists of statements, speakers, articles, passages and sides as tables for a spreadsheet.

Quotations have the columns of an exported answer where they mean the same, so that
``onrecord verify`` can check them later. ``ui.export.sheets`` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.quoting import kind_of
from index.types import Article, Speaker
from rag.comparing.clashes import Contradiction
from rag.comparing.held import Positions
from rag.counting import Count
from rag.retrieval.evidence import Evidence
from rag.voices import voice_in
from ui.export.kinds import FindArticle
from ui.render.said import Said, sentences_of
from ui.render.wording import roles_text

STATEMENTS = (
    *("statement", "speaker", "probably", "role", "speaker_words", "kind", "polarity"),
    *("modality", "quote", "content", "start", "end", "article_id", "sha256"),
    *("title", "source", "author", "published", "url", "path", "id", "sentence"),
)
"""``quote`` is one slice of the article, ``content`` the parts of it that are what was said, and
``sentence`` the whole sentences they stand in.

``kind`` says whether the article quotes these words (direct), reports them, or both (mixed).
``id`` is the number by which ``onrecord fix`` takes the statement.
"""
SPEAKERS = ("speaker", "kind", "role", "statements", "articles", "roles", "forms", "id")
COUNTS = ("speaker", "role", "group", "statements", "articles", "article_ids", "id")
"""``group`` is a source or a month, ``article_ids`` are the articles behind ``statements``."""
ARTICLES = (
    *("title", "source", "author", "published", "characters", "url", "path", "language"),
    *("article_id", "sha256"),
)
SIDES = (
    *("statement", "stance", "speaker", "probably", "role", "kind", "quote", "start", "end"),
    *("article_id", "sha256", "title", "source", "author", "published", "url", "path"),
)
PASSAGES = (
    *("passage", "score", "quote", "start", "end", "article_id", "sha256", "title", "source"),
    *("author", "published", "url", "path"),
)
CONTRADICTIONS = (
    *("statement", "pair", "changed", "confidence", "speaker", "probably", "role"),
    *("kind", "quote", "start", "end", "article_id", "sha256", "title", "source", "author"),
    *("published", "url", "path", "id"),
)
"""Two rows for each pair, the earlier statement first."""
Row = dict[str, str]


def statement_rows(items: Iterable[Said]) -> list[Row]:
    """One row for each statement, numbered from 1."""
    rows = []
    for number, (statement, article, speaker, sentences) in enumerate(items, 1):
        voice = voice_in(article.text, statement, speaker)
        start, end = statement.content[0][0], statement.content[-1][1]
        rows.append(
            {
                "statement": str(number),
                **_speaker(voice.name, voice.described, voice.certainty),
                "role": voice.role,
                "speaker_words": _words(article, statement.source),
                "kind": kind_of(article.text, statement.content, statement.told),
                "polarity": statement.polarity,
                "modality": statement.modality,
                "content": _words(article, statement.content),
                **_place(article, start, end),
                "id": str(statement.id),
                "sentence": _words(article, sentences_of(statement.content, sentences)),
            }
        )
    return rows


def speaker_rows(speakers: Iterable[Speaker]) -> list[Row]:
    """One row for each speaker."""
    return [
        {
            "speaker": s.name,
            "kind": s.kind,
            "role": s.role,
            "statements": str(s.statements),
            "articles": str(s.articles),
            "roles": roles_text(s.roles),
            "forms": "; ".join(s.forms),
            "id": str(s.id),
        }
        for s in speakers
    ]


def count_rows(counts: Iterable[Count]) -> list[Row]:
    """One row for each speaker and group of articles."""
    return [
        {
            "speaker": one.speaker.name,
            "role": one.speaker.role,
            "group": one.group,
            "statements": str(one.statements),
            "articles": str(len(one.articles)),
            "article_ids": " ".join(one.articles),
            "id": str(one.speaker.id),
        }
        for one in counts
    ]


def article_rows(articles: Iterable[Article]) -> list[Row]:
    """One row for each article, without its text."""
    return [
        {**_source(article), "characters": str(len(article.text)), "language": article.language}
        for article in articles
    ]


def position_rows(found: Positions, find: FindArticle) -> list[Row]:
    """One row for each quotation, by side; those of removed articles are left out."""
    said = [
        (stance, said.citation, article)
        for stance in ("affirm", "conditional", "deny", "report")
        for held in found.side(stance)
        for said in held.quotes
        if (article := find(said.citation.quote.article_id)) is not None
    ]
    return [
        {
            "statement": str(number),
            "stance": stance,
            **_speaker(one.voice.name, one.voice.described, one.voice.certainty),
            "role": one.voice.role,
            "kind": one.kind or "",
            **_place(article, one.quote.start, one.quote.end),
        }
        for number, (stance, one, article) in enumerate(said, 1)
    ]


def passage_rows(results: Iterable[Evidence], find: FindArticle) -> list[Row]:
    """One row for each passage found, best first; those of removed articles are left out."""
    there = [(one, a) for one in results if (a := find(one.quote.article_id)) is not None]
    return [
        {
            "passage": str(number),
            "score": str(round(one.score, 6)),
            **_place(article, one.quote.start, one.quote.end),
        }
        for number, (one, article) in enumerate(there, 1)
    ]


def contradiction_rows(pairs: Iterable[Contradiction], find: FindArticle) -> list[Row]:
    """Two rows for each pair; those of removed articles are left out."""
    said = [
        (number, pair, side, article)
        for number, pair in enumerate(pairs, 1)
        for side in (pair.first, pair.second)
        if (article := find(side.quote.article_id)) is not None
    ]
    return [
        {
            "statement": str(row),
            "pair": str(number),
            "changed": "yes" if pair.changed else "no",
            "confidence": str(round(pair.confidence, 6)),
            **_speaker(side.voice.name, side.voice.described, side.voice.certainty),
            "role": side.voice.role,
            "kind": side.kind or "",
            **_place(article, side.quote.start, side.quote.end),
            "id": str(side.statement_id),
        }
        for row, (number, pair, side, article) in enumerate(said, 1)
    ]


def _speaker(name: str, described: str, certainty: str) -> Row:
    unsure = certainty == "uncertain"
    return {"speaker": "" if unsure else name or described, "probably": name if unsure else ""}


def _words(article: Article, spans: Sequence[tuple[int, int]]) -> str:
    return " … ".join(article.text[start:end] for start, end in spans)


def _place(article: Article, start: int, end: int) -> Row:
    words = article.quote(start, end)
    return {"quote": words.text, "start": str(start), "end": str(end), **_source(article)}


def _source(article: Article) -> Row:
    return {
        "article_id": article.id,
        "sha256": article.digest,
        "title": article.title,
        "source": article.source,
        "author": article.author,
        "published": article.published.isoformat() if article.published else "",
        "url": article.url,
        "path": article.path,
    }
