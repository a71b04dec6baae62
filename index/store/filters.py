"""From a Filter to the rows it lets through."""

from __future__ import annotations

from collections.abc import Sequence

from index.store.database import Database, encode_json
from index.types import Filter

_IN = "IN (SELECT value FROM json_each(?))"


def article_condition(database: Database, where: Filter | None) -> tuple[str, list[str]]:
    """An SQL condition on the table ``articles`` (alias ``a``) and its parameters.

    ``speaker_ids`` limits articles to those in which one of the speakers says something.
    """
    conditions = ["1"]
    parameters: list[str] = []
    if where is None or not where:
        return "1", parameters
    named = (
        ("source", where.sources), ("author", where.authors), ("language", where.languages),
    )  # fmt: skip
    for column, wanted in named:
        if wanted:
            conditions.append(f"a.{column} {_IN}")
            parameters.append(encode_json(_spellings(database, column, wanted)))
    if where.since:
        conditions.append("a.published >= ?")
        parameters.append(where.since.isoformat())
    if where.until:
        conditions.append("a.published <= ?")
        parameters.append(where.until.isoformat())
    if where.article_ids:
        conditions.append(f"a.id {_IN}")
        parameters.append(encode_json(list(where.article_ids)))
    if where.speaker_ids:
        conditions.append(f"a.seq IN (SELECT article FROM said WHERE speaker {_IN})")
        parameters.append(encode_json(list(where.speaker_ids)))
    return " AND ".join(conditions), parameters


def article_seqs(database: Database, where: Filter | None) -> list[int]:
    """Row numbers of the articles a filter lets through, in order."""
    condition, parameters = article_condition(database, where)
    rows = database.read(
        f"SELECT a.seq FROM articles a WHERE {condition} ORDER BY a.seq", parameters
    )
    return [row[0] for row in rows]


def allowed(
    database: Database, table: str, where: Filter | None
) -> tuple[set[int] | None, list[int] | None]:
    """Ids of the rows that a filter lets through, and of their articles; None for no limit."""
    ids = span_ids(database, table, where)
    return (None, None) if ids is None else (set(ids), article_seqs(database, where))


_OVERLAPPING = (
    "EXISTS (SELECT 1 FROM said s WHERE s.article = t.article"
    ' AND {said} AND s.start < t."end" AND s."end" > t.start)'
)
_SPOKEN = """
WITH own AS MATERIALIZED (
    SELECT article, content, source, cue FROM said s WHERE {said}
),
parts AS (
    SELECT own.article, p.value AS span FROM own, json_each(own.content) p
    UNION ALL SELECT own.article, p.value FROM own, json_each(own.source) p
    UNION ALL SELECT own.article, own.cue FROM own WHERE own.cue IS NOT NULL
),
spans AS MATERIALIZED (
    SELECT article, json_extract(span, '$[0]') AS start, json_extract(span, '$[1]') AS "end"
    FROM parts
)
SELECT x.id FROM spans JOIN sentences x
ON x.article = spans.article AND x.start < spans."end" AND x."end" > spans.start
"""
"""Ids of the sentences in which a part of a statement of some speakers stands."""


def span_ids(database: Database, table: str, where: Filter | None) -> list[int] | None:
    """Ids of the ``passages`` or ``sentences`` a filter lets through, in order; None where it
    limits nothing.

    ``speaker_ids`` limits passages to those that overlap a statement of one of the speakers, and
    sentences to those in which characters of content, source or cue of one stand; with ``direct``
    the statement has quoted words.
    """
    if where is None or not where:
        return None
    condition, parameters = article_condition(database, where)
    sql = f"SELECT t.id FROM {table} t JOIN articles a ON a.seq = t.article WHERE {condition}"
    said: list[str] = []
    if where.speaker_ids:
        said.append(f"s.speaker {_IN}")
        parameters.append(encode_json(list(where.speaker_ids)))
    if where.direct:
        said.append("s.kind <> 'reported'")
    if where.reported:
        said.append("s.kind <> 'direct'")
    if said:
        speaks = _OVERLAPPING if table == "passages" else f"t.id IN ({_SPOKEN})"
        sql += " AND " + speaks.format(said=" AND ".join(said))
    return [row[0] for row in database.read(f"{sql} ORDER BY t.id", parameters)]


def statement_condition(database: Database, where: Filter | None) -> tuple[str, list[str]]:
    """An SQL condition on ``statements`` (alias ``s``) joined with ``articles`` (alias ``a``)."""
    condition, parameters = article_condition(database, where)
    if where is not None and where.direct:
        condition += " AND s.kind = 'direct'"
    if where is not None and where.reported:
        condition += " AND s.kind = 'reported'"
    if where is not None and where.speaker_ids:
        condition += f" AND s.speaker {_IN}"
        parameters.append(encode_json(list(where.speaker_ids)))
    return condition, parameters


def _spellings(database: Database, column: str, wanted: Sequence[str]) -> list[str]:
    """The values of a column that equal one of ``wanted`` without regard to case."""
    folded = {value.casefold() for value in wanted}
    rows = database.read(f"SELECT DISTINCT {column} FROM articles")
    return [row[0] for row in rows if row[0].casefold() in folded]
