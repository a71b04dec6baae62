"""Rebuilding the caches, and embedding a collection again with another encoder."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from index.collection import Progress
from index.encoder import Encoder, load_encoder
from index.identity import SOURCE, remember_encoder, remember_statements
from index.opening import open_collection
from index.preparing import Units, embed, split_article
from index.store import records, speaking
from index.store.caches import TABLES, Caches
from index.store.database import Database, encode_json, transaction
from index.store.lock import WriterLock
from index.store.room import room_needed
from index.store.vectors import to_bytes
from index.store.writing import highest_id, insert_statements
from index.types import Article

_BATCH = 64  # articles that are read together
_PATIENCE = 2.0


def rebuild(
    path: str | Path,
    *,
    reembed: bool = False,
    encoder: str | None = None,
    statements: bool = False,
    progress: Progress | None = None,
) -> None:
    """Rebuild all caches of a collection from SQLite, without encoding anything.

    With ``reembed`` the articles are also split and embedded again, with ``encoder`` (name or
    path) or the collection's own; until that is done and committed in one transaction, the
    collection stays as it is. With ``statements`` all articles are read again for who says what as
    this version finds it, without encoding anything: batch by batch, each whole or not there.
    Interrupted, it can be run again.
    Raises CollectionLocked while another process writes.
    """
    with open_collection(path):
        pass  # migrates, and raises what there is to raise
    folder = Path(path).expanduser()
    with (
        room_needed(folder),
        WriterLock(folder, wait=_PATIENCE),
        closing(Database(folder, read_only=False)) as database,
        closing(database.writer()) as connection,
    ):
        if reembed:
            source = encoder or database.meta(SOURCE) or None
            _reembed(database, connection, load_encoder(source), source, progress)
        if statements:
            _find_statements(database, connection, progress)
        if progress:
            progress("caches", 0, 1)
        Caches(database, folder).rebuild(connection)
        if progress:
            progress("caches", 1, 1)


def _find_statements(
    database: Database, connection: sqlite3.Connection, progress: Progress | None
) -> None:
    from index.attributing import attribute

    seqs = _seqs(database)
    for start in range(0, len(seqs), _BATCH):
        if progress:
            progress("articles", start, len(seqs))
        batch = _articles(database, seqs[start : start + _BATCH])
        articles = [article for _, article in batch]
        found = attribute(articles, [records.sentences(database, a.id) for a in articles])
        with transaction(connection):
            for (seq, _), own in zip(batch, found, strict=True):
                connection.execute("DELETE FROM statements WHERE article = ?", (seq,))
                insert_statements(connection, seq, own)
            speaking.mark_stale(connection)
    if progress:
        progress("articles", len(seqs), len(seqs))
        progress("speakers", 0, 0)
    with transaction(connection, change=False):
        speaking.refresh(connection)
        remember_statements(connection)


def _reembed(
    database: Database,
    connection: sqlite3.Connection,
    encoder: Encoder,
    source: str | None,
    progress: Progress | None,
) -> None:
    connection.execute("ATTACH '' AS staging")  # a temporary database that SQLite deletes itself
    for table in TABLES:
        connection.execute(f'CREATE TABLE staging.{table} (article, start, "end", vector)')
    seqs = _seqs(database)
    for start in range(0, len(seqs), _BATCH):
        part = seqs[start : start + _BATCH]
        if progress:
            progress("articles", start, len(seqs))
        _stage(database, connection, encoder, part)
    with transaction(connection):
        for table in TABLES:
            before = highest_id(connection, table)
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(
                f'INSERT INTO main.{table} (id, article, start, "end") '
                f'SELECT rowid + ?, article, start, "end" FROM staging.{table} ORDER BY rowid',
                (before,),
            )
            connection.execute(
                f"INSERT INTO {table[:-1]}_vectors "
                f"SELECT rowid + ?, vector FROM staging.{table} ORDER BY rowid",
                (before,),
            )
        remember_encoder(connection, encoder, source)
    connection.execute("DETACH staging")
    if progress:
        progress("articles", len(seqs), len(seqs))


def _stage(
    database: Database, connection: sqlite3.Connection, encoder: Encoder, seqs: list[int]
) -> None:
    batch = _articles(database, seqs)
    units = []
    for _, article in batch:
        sentences, passages = split_article(article, encoder)
        units.append(Units(article, passages, sentences))
    embedded = embed(encoder, units)
    for (seq, _), unit, (vectors, of_sentences) in zip(batch, units, embedded, strict=True):
        for table, spans, rows in (
            ("passages", unit.passages, vectors),
            ("sentences", unit.sentences, of_sentences),
        ):
            connection.executemany(
                f"INSERT INTO staging.{table} VALUES (?, ?, ?, ?)",
                ((seq, *span, to_bytes(row)) for span, row in zip(spans, rows, strict=True)),
            )


def _seqs(database: Database) -> list[int]:
    return [row[0] for row in database.read("SELECT seq FROM articles ORDER BY seq")]


def _articles(database: Database, seqs: list[int]) -> list[tuple[int, Article]]:
    rows = database.read(
        f"SELECT {records.ARTICLE_COLUMNS}, a.seq FROM articles a "
        "WHERE a.seq IN (SELECT value FROM json_each(?)) ORDER BY a.seq",
        (encode_json(seqs),),
    )
    return [(row[-1], records.article_of(row)) for row in rows]
