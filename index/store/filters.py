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
    for column, wanted in (("source", where.sources), ("author", where.authors)):
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
        conditions.append(f"a.seq IN (SELECT article FROM statements WHERE speaker {_IN})")
        parameters.append(encode_json(list(where.speaker_ids)))
    return " AND ".join(conditions), parameters


def passage_ids(database: Database, where: Filter | None) -> list[int] | None:
    """Ids of the passages a filter lets through, in order; None where it limits nothing.

    ``speaker_ids`` limits passages to those that overlap a statement of one of the speakers.
    """
    if where is None or not where:
        return None
    condition, parameters = article_condition(database, where)
    sql = f"SELECT p.id FROM passages p JOIN articles a ON a.seq = p.article WHERE {condition}"
    if where.speaker_ids:
        sql += (
            " AND EXISTS (SELECT 1 FROM statements s WHERE s.article = p.article"
            f' AND s.speaker {_IN} AND s.start < p."end" AND s."end" > p.start)'
        )
        parameters.append(encode_json(list(where.speaker_ids)))
    return [row[0] for row in database.read(f"{sql} ORDER BY p.id", parameters)]


def statement_ids(database: Database, where: Filter | None) -> list[int] | None:
    """Ids of the statements a filter lets through, in order; None where it limits nothing."""
    if where is None or not where:
        return None
    condition, parameters = statement_condition(database, where)
    sql = f"SELECT s.id FROM statements s JOIN articles a ON a.seq = s.article WHERE {condition}"
    return [row[0] for row in database.read(f"{sql} ORDER BY s.id", parameters)]


def statement_condition(database: Database, where: Filter | None) -> tuple[str, list[str]]:
    """An SQL condition on ``statements`` (alias ``s``) joined with ``articles`` (alias ``a``)."""
    condition, parameters = article_condition(database, where)
    if where is not None and where.speaker_ids:
        condition += f" AND s.speaker {_IN}"
        parameters.append(encode_json(list(where.speaker_ids)))
    return condition, parameters


def _spellings(database: Database, column: str, wanted: Sequence[str]) -> list[str]:
    """The values of a column that equal one of ``wanted`` without regard to case."""
    folded = {value.casefold() for value in wanted}
    rows = database.read(f"SELECT DISTINCT {column} FROM articles")
    return [row[0] for row in rows if row[0].casefold() in folded]
