"""What the lexical index and the encoder are given of each passage and statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress

from index.exceptions import CollectionDamaged
from index.passages import context_header
from index.store.database import Database, encode_json
from index.store.records import ARTICLE_COLUMNS, article_of, statement_of
from index.store.records import STATEMENT_COLUMNS as _STATEMENT
from index.store.shard import Entry
from index.types import Article, Statement

_CHUNK = 2000


def passage_entries(database: Database, ids: Sequence[int]) -> Iterator[Entry]:
    """The contextual texts of the passages with these ids that are still there.

    Each is ``index.passages.contextual_text``; its header is made once an article.
    """
    for part in _chunks(ids):
        rows = database.read(
            'SELECT p.id, p.article, p.start, p."end" FROM json_each(?) j '
            "JOIN passages p ON p.id = j.value ORDER BY p.article, p.start",
            (encode_json(part),),
        )
        articles = _Articles(database)
        for i, seq, start, end in rows:
            article = articles.get(seq)
            if article is not None:
                yield Entry(i, seq, articles.header + article.text[start:end])


def statement_entries(database: Database, ids: Sequence[int]) -> Iterator[Entry]:
    """The contents of the statements with these ids that are still there."""
    for part in _chunks(ids):
        rows = database.read(
            f"SELECT {_STATEMENT}, s.article FROM json_each(?) j "
            "JOIN statements s ON s.id = j.value JOIN articles a ON a.seq = s.article "
            "ORDER BY s.article, s.start",
            (encode_json(part),),
        )
        articles = _Articles(database)
        for row in rows:
            article = articles.get(row[-1])
            if article is not None:
                yield Entry(row[0], row[-1], content_text(article, statement_of(row)))


def content_text(article: Article, statement: Statement) -> str:
    """The words of a statement's content, on one line; parts that stand apart are joined."""
    parts = (article.text[start:end] for start, end in statement.content)
    return " ".join(" ".join(parts).split())


class _Articles:
    """The article read last, as rows come ordered by article."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seq = -1
        self._article: Article | None = None
        self.header = ""

    def get(self, seq: int) -> Article | None:
        if seq != self._seq:
            row = self._database.one(
                f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.seq = ?", (seq,)
            )
            self._seq, self._article, self.header = seq, None, ""
            if row is not None:
                # a damaged article is not indexed, so that the others can be; doctor names it
                with suppress(CollectionDamaged):
                    self._article = article_of(row)
                    self.header = context_header(self._article)
        return self._article


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])
