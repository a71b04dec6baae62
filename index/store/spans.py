"""Reading passages and sentences with their vectors: what searching needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from index.store.database import Database, encode_json
from index.types import Sentence


class SpanRow(NamedTuple):
    """A passage or sentence, and its vector where that was asked for."""

    id: int
    article_id: str
    start: int
    end: int
    vector: bytes = b""


def span_rows(
    database: Database, table: str, ids: Iterable[int], *, vectors: bool = False
) -> list[SpanRow]:
    """The passages or sentences with these ids that are still there, in any order."""
    column, join = "", ""
    if vectors:
        column, join = ", v.vector", f"JOIN {table[:-1]}_vectors v ON v.id = t.id"
    rows = database.read(
        f'SELECT t.id, a.id, t.start, t."end"{column} FROM json_each(?) j '
        f"JOIN {table} t ON t.id = j.value JOIN articles a ON a.seq = t.article {join}",
        (encode_json(list(ids)),),
    )
    return [SpanRow(*row) for row in rows]


def passage_texts(database: Database, ids: Sequence[int]) -> dict[int, str]:
    """The words of the passages with these ids, as they stand in their articles."""
    rows = database.read(
        'SELECT t.id, substr(a.text, t.start + 1, t."end" - t.start) FROM json_each(?) j '
        "JOIN passages t ON t.id = j.value JOIN articles a ON a.seq = t.article",
        (encode_json(list(ids)),),
    )
    return dict(rows)


def passage_ids(database: Database) -> list[int]:
    """Ids of all passages, in order."""
    return [row[0] for row in database.read("SELECT id FROM passages ORDER BY id")]


def sentence_vectors(database: Database, sentences: Sequence[Sentence]) -> list[bytes]:
    """The stored vectors of some sentences, in order; empty where there is none (any more)."""
    wanted = encode_json([[s.article_id, s.start, s.end] for s in sentences])
    rows = database.read(
        "SELECT j.key, v.vector FROM json_each(?) j "
        "JOIN articles a ON a.id = json_extract(j.value, '$[0]') "
        "JOIN sentences t ON t.article = a.seq AND t.start = json_extract(j.value, '$[1]') "
        """AND t."end" = json_extract(j.value, '$[2]') """
        "JOIN sentence_vectors v ON v.id = t.id",
        (wanted,),
    )
    found = dict(rows)
    return [found.get(i, b"") for i in range(len(sentences))]
