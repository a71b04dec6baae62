"""Changing the rows of a collection, inside a transaction that the caller opened."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy.typing as npt

from index import reprints
from index.store.database import encode_json
from index.store.vectors import CacheRow, to_bytes
from index.types import Article, Certainty, Span, Statement

_IN = "IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Mention:
    """Who makes a statement, as one article gives it.

    ``name`` is the fullest name found and ``form`` the words used for this statement. ``local``
    marks a description ("a veteran diplomat") that means somebody only inside this article.
    """

    name: str
    kind: str = "unknown"
    form: str = ""
    role: str = ""
    certainty: Certainty = "certain"
    gender: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Attributed:
    """A statement with its speaker; None where the source is not resolved."""

    statement: Statement
    mention: Mention | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """All that is stored of one article. Vectors: ``(n, dimension)``, one row each."""

    article: Article
    sentences: Sequence[Span]
    passages: Sequence[Span]
    vectors: npt.NDArray[Any]
    sentence_vectors: npt.NDArray[Any]
    shingles: reprints.Hashes
    statements: Sequence[Attributed] = ()


def insert(connection: sqlite3.Connection, prepared: Prepared) -> int:
    """Store one article with everything that hangs on it; returns its row number."""
    article = prepared.article
    cursor = connection.execute(
        "INSERT INTO articles (id, digest, origin, title, source, author, published, url, path, "
        "language, origins, boilerplate, shingle_count, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id,
            article.digest,
            article.origin,
            article.title,
            article.source,
            article.author,
            article.published.isoformat() if article.published else None,
            article.url,
            article.path,
            article.language,
            encode_json(dict(article.origins)),
            encode_json([list(span) for span in article.boilerplate]),
            len(prepared.shingles),
            article.text,
        ),
    )
    seq = int(cursor.lastrowid or 0)
    insert_spans(connection, "sentences", seq, prepared.sentences, prepared.sentence_vectors)
    insert_spans(connection, "passages", seq, prepared.passages, prepared.vectors)
    insert_statements(connection, seq, prepared.statements)
    _link_reprints(connection, seq, prepared.shingles)
    return seq


def insert_spans(
    connection: sqlite3.Connection,
    table: str,
    seq: int,
    spans: Sequence[Span],
    vectors: npt.NDArray[Any],
) -> None:
    """Store the passages or sentences of one article with their vectors."""
    first = highest_id(connection, table) + 1
    connection.executemany(
        f"INSERT INTO {table} VALUES (?, ?, ?, ?)",
        ((i, seq, start, end) for i, (start, end) in enumerate(spans, first)),
    )
    connection.executemany(
        f"INSERT INTO {table[:-1]}_vectors VALUES (?, ?)",
        ((i, to_bytes(vector)) for i, vector in enumerate(vectors, first)),
    )


def highest_id(connection: sqlite3.Connection, table: str) -> int:
    """The highest id that a row of a table has ever had."""
    row = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?", (table,)
    ).fetchone()
    return int(row[0])


def insert_statements(
    connection: sqlite3.Connection, seq: int, statements: Sequence[Attributed]
) -> None:
    """Store the statements of one article; speakers are left to ``speaking.refresh``."""
    connection.executemany(
        'INSERT INTO statements (article, start, "end", content, source, cue, kind, polarity, '
        "modality, certainty, confidence, form, role, name, name_kind, gender, local, resolution) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'unresolved', ?, ?, ?, ?, ?, ?, ?, ?)",
        (_statement_row(seq, one) for one in statements),
    )


def delete(connection: sqlite3.Connection, seqs: Sequence[int]) -> None:
    """Remove articles and all that hangs on them; speakers are left to ``speaking.refresh``."""
    connection.execute(f"DELETE FROM articles WHERE seq {_IN}", (encode_json(list(seqs)),))


def delete_log(connection: sqlite3.Connection, article_ids: Sequence[str]) -> None:
    """Remove the kept answers that cite one of these articles."""
    for article_id in article_ids:
        connection.execute("DELETE FROM log WHERE instr(entry, ?)", (article_id,))


def set_cache(connection: sqlite3.Connection, name: str, row: CacheRow) -> None:
    """Note what a cache now holds."""
    connection.execute(
        "INSERT OR REPLACE INTO caches VALUES (?, ?, ?, ?, ?, ?)",
        (name, row.generation, row.count, row.high, row.file, row.stamp),
    )


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Set a value of the table ``meta``."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def _statement_row(seq: int, attributed: Attributed) -> tuple[Any, ...]:
    statement, mention = attributed.statement, attributed.mention
    who = mention or Mention("", certainty="unresolved")
    return (
        seq,
        statement.start,
        statement.end,
        encode_json([list(span) for span in statement.content]),
        encode_json([list(span) for span in statement.source]),
        encode_json(list(statement.cue)) if statement.cue else None,
        statement.kind,
        statement.polarity,
        statement.modality,
        statement.confidence,
        who.form or who.name,
        who.role,
        who.name,
        who.kind,
        who.gender,
        who.local,
        who.certainty,
    )


def _link_reprints(connection: sqlite3.Connection, seq: int, hashes: reprints.Hashes) -> None:
    sample = reprints.sample(hashes).tolist()
    if not sample:
        return
    shared = connection.execute(
        "SELECT s.article, count(*), a.shingle_count FROM shingles s "
        f"JOIN articles a ON a.seq = s.article WHERE s.hash {_IN} GROUP BY s.article",
        (encode_json(sample),),
    ).fetchall()
    for other, count, size in shared:
        if not reprints.worth_comparing(count, len(hashes), size):
            continue
        text, boilerplate = connection.execute(
            "SELECT text, boilerplate FROM articles WHERE seq = ?", (other,)
        ).fetchone()
        similarity = reprints.similarity(hashes, _shingles(text, boilerplate))
        if similarity:
            pairs = ((seq, other, similarity), (other, seq, similarity))
            connection.executemany("INSERT OR REPLACE INTO reprints VALUES (?, ?, ?)", pairs)
    connection.executemany(
        "INSERT OR IGNORE INTO shingles VALUES (?, ?)", ((value, seq) for value in sample)
    )


def _shingles(text: str, boilerplate: str) -> reprints.Hashes:
    return reprints.shingles(text, [(a, b) for a, b in json.loads(boilerplate)])
