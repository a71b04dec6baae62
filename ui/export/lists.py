"""Lists of statements, speakers, articles and positions as tables for a spreadsheet.

Statements have the columns of an exported answer where they mean the same, so that
``onrecord verify`` can check them later. Cells are guarded as in ``ui.export.table``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from index.quoting import kind_of
from index.types import Article, Speaker, Statement
from rag.comparing.held import Positions
from rag.voices import voice_in
from ui.exceptions import ExportError
from ui.export.table import BYTE_ORDER_MARK, citation_of, guard, unguard

STATEMENTS = (
    *("statement", "speaker", "perhaps", "role", "speaker_words", "kind", "polarity"),
    *("modality", "quote", "content", "start", "end", "article_id", "sha256"),
    *("title", "source", "author", "published", "url", "path", "id"),
)
"""``quote`` is one slice of the article, ``content`` the parts of it that are what was said.

``kind`` says whether the article quotes these words (direct), reports them, or both (mixed).
``id`` is the number by which ``onrecord fix`` takes the statement.
"""
SPEAKERS = ("speaker", "kind", "role", "statements", "articles", "roles", "forms", "id")
ARTICLES = (
    *("title", "source", "author", "published", "characters", "url", "path", "language"),
    *("article_id", "sha256"),
)
SIDES = (
    *("statement", "stance", "speaker", "perhaps", "role", "kind", "quote", "start", "end"),
    *("article_id", "sha256", "title", "source", "author", "published", "url", "path"),
)
ENDINGS = (".csv", ".tsv")
Row = dict[str, str]


def statement_rows(
    items: Iterable[tuple[Statement, Article, Speaker | None]],
) -> list[Row]:
    """One row for each statement, numbered from 1."""
    rows = []
    for number, (statement, article, speaker) in enumerate(items, 1):
        voice = voice_in(article.text, statement, speaker)
        start, end = statement.content[0][0], statement.content[-1][1]
        rows.append(
            {
                "statement": str(number),
                **_speaker(voice.name, voice.described, voice.certainty),
                "role": voice.role,
                "speaker_words": _words(article, statement.source),
                "kind": kind_of(article.text, statement.content),
                "polarity": statement.polarity,
                "modality": statement.modality,
                "content": _words(article, statement.content),
                **_place(article, start, end),
                "id": str(statement.id),
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
            "roles": "; ".join(s.roles),
            "forms": "; ".join(s.forms),
            "id": str(s.id),
        }
        for s in speakers
    ]


def article_rows(articles: Iterable[Article]) -> list[Row]:
    """One row for each article, without its text."""
    return [
        {**_source(article), "characters": str(len(article.text)), "language": article.language}
        for article in articles
    ]


def position_rows(found: Positions, articles: dict[str, Article]) -> list[Row]:
    """One row for each quotation, by side; those of removed articles are left out."""
    said = [
        (stance, said.citation)
        for stance in ("affirm", "conditional", "deny", "report")
        for held in found.side(stance)
        for said in held.quotes
        if said.citation.quote.article_id in articles
    ]
    return [
        {
            "statement": str(number),
            "stance": stance,
            **_speaker(one.voice.name, one.voice.described, one.voice.certainty),
            "role": one.voice.role,
            "kind": one.kind or "",
            **_place(articles[one.quote.article_id], one.quote.start, one.quote.end),
        }
        for number, (stance, one) in enumerate(said, 1)
    ]


def _speaker(name: str, described: str, certainty: str) -> Row:
    unsure = certainty == "uncertain"
    return {"speaker": "" if unsure else name or described, "perhaps": name if unsure else ""}


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


def written(columns: Sequence[str], rows: Iterable[Row], ending: str = ".csv") -> str:
    """The table as CSV for spreadsheets, or tab-separated with every cell on one line."""
    if ending == ".tsv":
        lines = [columns, *([" ".join(row[c].split()) for c in columns] for row in rows)]
        return "".join("\t".join(line) + "\n" for line in lines)
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard(row[column]) for column in columns])
    return BYTE_ORDER_MARK + out.getvalue()


def ending_of(file: str) -> str:
    """``.csv`` or ``.tsv``. Raises ExportError where the name ends in neither."""
    for ending in ENDINGS:
        if file.casefold().endswith(ending):
            return ending
    raise ExportError(f"{file}: a list is written as a table; name a file in .csv or .tsv")


def read(text: str) -> list[dict[str, Any]]:
    """A table of quotations as one answer without a question, to be verified.

    Raises ExportError where a row cannot be read.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    rows = csv.DictReader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline=""), strict=True)
    citations = []
    try:
        for raw in rows:
            row = {name: unguard(value) for name, value in raw.items()}
            citations.append(citation_of({**row, "citation": row["statement"]}))
    except (csv.Error, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ExportError(f"line {rows.line_num}: not a row as it was written") from error
    return [{"question": "", "citations": citations}]
