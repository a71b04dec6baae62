"""What the lexical index is given of each passage and sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter

from index.exceptions import CollectionDamaged
from index.passages import context_header
from index.store.database import Database, encode_json
from index.store.records import ARTICLE_COLUMNS, article_of
from index.store.shard import Entry
from index.types import Article

_CHUNK = 2000


def passage_entries(database: Database, ids: Sequence[int]) -> Iterator[Entry]:
    """The contextual texts of the passages with these ids that are still there.

    Each is ``index.passages.contextual_text``; its header is made once an article.
    """
    return _entries(database, "passages", ids, context_header)


def sentence_entries(database: Database, ids: Sequence[int]) -> Iterator[Entry]:
    """The sentences with these ids that are still there, each under its article's title, so that
    words of the article's topic find them too."""
    return _entries(database, "sentences", ids, lambda article: f"{article.title}\n")


def _entries(
    database: Database, table: str, ids: Sequence[int], head: Callable[[Article], str]
) -> Iterator[Entry]:
    for part in _chunks(ids):
        rows = database.read(
            'SELECT t.id, t.article, t.start, t."end" FROM json_each(?) j '
            f"JOIN {table} t ON t.id = j.value ORDER BY t.article, t.start",
            (encode_json(part),),
        )
        for seq, own in groupby(rows, key=itemgetter(1)):
            article = _article(database, seq)
            if article is not None:
                header = head(article)
                for i, _, start, end in own:
                    yield Entry(i, seq, header + article.text[start:end])


def _article(database: Database, seq: int) -> Article | None:
    row = database.one(f"SELECT {ARTICLE_COLUMNS} FROM articles a WHERE a.seq = ?", (seq,))
    if row is not None:
        # a damaged article is not indexed, so that the others can be; doctor names it
        with suppress(CollectionDamaged):
            return article_of(row)
    return None


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield list(ids[start : start + _CHUNK])
