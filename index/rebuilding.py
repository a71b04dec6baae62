"""Making the caches anew, and embedding a collection again with another encoder."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from index.collection import Progress
from index.encoder import Encoder, load_encoder
from index.exceptions import OnRecordError
from index.identity import SOURCE, encoder_of, remember_encoder
from index.indexing import Indexer
from index.opening import open_collection
from index.preparing import Units, embed, split_article
from index.store import records
from index.store.caches import Caches
from index.store.database import Database, encode_json, transaction
from index.store.lock import WriterLock
from index.store.vectors import to_bytes
from index.types import Article

_BATCH = 64  # articles, and hundreds of statements, between two calls of the encoder
_PATIENCE = 2.0


def rebuild(
    path: str | Path,
    *,
    reembed: bool = False,
    encoder: str | None = None,
    statements: bool = False,
    progress: Progress | None = None,
) -> None:
    """Make all caches of a collection anew from SQLite, without encoding anything.

    With ``reembed`` the articles are also split and embedded again, with ``encoder`` (name or
    path) or the collection's own; until that is done and committed in one transaction, the
    collection stays as it is. With ``statements`` all articles are read again as if they were
    added now, with the encoder they have, for who says what as this version finds it: batch by
    batch, each whole or not there, and ids of articles stay. Interrupted, it can be run again.
    Raises CollectionLocked while another process writes.
    """
    with open_collection(path):
        pass  # migrates, and raises what there is to raise
    folder = Path(path).expanduser()
    with (
        WriterLock(folder, wait=_PATIENCE),
        closing(Database(folder, read_only=False)) as database,
        closing(database.writer()) as connection,
    ):
        if statements:
            _read_again(database, connection, progress)
        if reembed:
            source = encoder or database.meta(SOURCE) or None
            _reembed(database, connection, load_encoder(source), source, progress)
        if progress:
            progress("caches", 0, 1)
        Caches(database, folder).rebuild(connection)
        if progress:
            progress("caches", 1, 1)


def _read_again(
    database: Database, connection: sqlite3.Connection, progress: Progress | None
) -> None:
    from index.attributing import attribute

    source = database.meta(SOURCE) or None
    encoder = encoder_of(database, database.path.parent, None)
    with transaction(connection, change=False):
        remember_encoder(connection, encoder, source)
    caches = Caches(database, database.path.parent)
    caches.settle(connection)
    indexer = Indexer(
        database,
        connection,
        caches,
        encoder,
        attribute=attribute,
        progress=progress,
        again=True,
    )
    report = indexer.run(_Stored(database))
    if report.failures:
        raise OnRecordError("; ".join(f"{f.origin}: {f.reason}" for f in report.failures))


class _Stored:
    """The stored articles by their ids; they are read one by one, as there may be many."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ids = [row[0] for row in database.read("SELECT id FROM articles ORDER BY seq")]

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Article]:
        return (records.article(self._database, i) for i in self._ids)


def _reembed(
    database: Database,
    connection: sqlite3.Connection,
    encoder: Encoder,
    source: str | None,
    progress: Progress | None,
) -> None:
    connection.execute("ATTACH '' AS staging")  # a temporary database that SQLite deletes itself
    connection.execute('CREATE TABLE staging.sentences (article, start, "end")')
    connection.execute('CREATE TABLE staging.passages (article, start, "end", vector)')
    connection.execute("CREATE TABLE staging.statements (id INTEGER PRIMARY KEY, vector)")
    seqs = [row[0] for row in database.read("SELECT seq FROM articles ORDER BY seq")]
    for start in range(0, len(seqs), _BATCH):
        part = seqs[start : start + _BATCH]
        if progress:
            progress("articles", start, len(seqs))
        _stage(database, connection, encoder, part)
    with transaction(connection):
        connection.execute("DELETE FROM sentences")
        connection.execute("INSERT INTO sentences SELECT * FROM staging.sentences")
        connection.execute("DELETE FROM passages")
        before = connection.execute(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'passages'"
        ).fetchone()[0]
        connection.execute(
            'INSERT INTO passages (id, article, start, "end") '
            'SELECT rowid + ?, article, start, "end" FROM staging.passages ORDER BY rowid',
            (before,),
        )
        connection.execute(
            "INSERT INTO passage_vectors SELECT rowid + ?, vector FROM staging.passages", (before,)
        )
        connection.execute("DELETE FROM statement_vectors")
        connection.execute(
            "INSERT INTO statement_vectors SELECT id, vector FROM staging.statements"
        )
        remember_encoder(connection, encoder, source)
        # a statement's id stays though its vector is another, so its file must not be kept
        connection.execute("DELETE FROM caches WHERE name = 'statements'")
    connection.execute("DETACH staging")
    if progress:
        progress("articles", len(seqs), len(seqs))


def _stage(
    database: Database, connection: sqlite3.Connection, encoder: Encoder, seqs: list[int]
) -> None:
    units: list[Units] = []
    owners: list[int] = []
    for seq, article in _articles(database, seqs):
        sentences, passages = split_article(article, encoder)
        connection.executemany(
            "INSERT INTO staging.sentences VALUES (?, ?, ?)", ((seq, a, b) for a, b in sentences)
        )
        statements = records.statements(database, None, article.id)
        units.append(Units(article, passages, statements))
        owners.append(seq)
    embedded = embed(encoder, units, in_context=encoder.shows_states)
    for seq, unit, (vectors, spoken) in zip(owners, units, embedded, strict=True):
        connection.executemany(
            "INSERT INTO staging.passages VALUES (?, ?, ?, ?)",
            (
                (seq, a, b, to_bytes(vector))
                for (a, b), vector in zip(unit.passages, vectors, strict=True)
            ),
        )
        connection.executemany(
            "INSERT INTO staging.statements VALUES (?, ?)",
            (
                (statement.id, to_bytes(vector))
                for statement, vector in zip(unit.statements, spoken, strict=True)
            ),
        )


def _articles(database: Database, seqs: list[int]) -> list[tuple[int, Article]]:
    rows = database.read(
        f"SELECT {records.ARTICLE_COLUMNS}, a.seq FROM articles a "
        "WHERE a.seq IN (SELECT value FROM json_each(?)) ORDER BY a.seq",
        (encode_json(seqs),),
    )
    return [(row[-1], records.article_of(row)) for row in rows]
