"""The SQLite file: opening it, its settings, its generation."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from index.commands import onrecord
from index.exceptions import (
    CollectionDamaged,
    CollectionError,
    CollectionNotFound,
)
from index.store import schema
from index.store.room import is_full, no_room

FILE = "onrecord.sqlite"
_WAIT = 30.0  # seconds to wait for another transaction, which lasts far less


def exists(folder: Path) -> bool:
    """Whether a folder holds a collection."""
    return (folder / FILE).is_file() and (folder / FILE).stat().st_size > 0


_REVISION = "revision"


class Database:
    """One collection's database: a connection for reading, shared by threads, and one for writing.

    Readers never wait for the writer and the writer never for readers (WAL). ``read`` is what every
    query of this package goes through.
    """

    def __init__(self, folder: Path, *, read_only: bool) -> None:
        self.path = folder / FILE
        self.read_only = read_only
        self._lock = threading.RLock()
        self._log_lock = threading.Lock()
        with guarded(self.path):
            self._reader = _reading(self.path, read_only=read_only)
            self._reader.execute("PRAGMA query_only = ON")

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._reader.close()

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query."""
        with self._lock, guarded(self.path):
            return self._reader.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first row of a query, or None."""
        with self._lock, guarded(self.path):
            return self._reader.execute(sql, parameters).fetchone()

    def meta(self, key: str) -> str | None:
        """A value of the table ``meta``."""
        row = self.one("SELECT value FROM meta WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def version(self) -> int:
        """A number that grows with whatever is committed, but for questions kept in the log."""
        return int(self.meta(_REVISION) or 0)

    @property
    def generation(self) -> int:
        """How many changes have been committed."""
        return int(self.meta("generation") or 0)

    def writer(self) -> sqlite3.Connection:
        """A new connection for writing. The caller closes it and holds the WriterLock."""
        if self.read_only:
            raise CollectionError(f"{self.path.parent} is read-only")
        with guarded(self.path):
            return _connect(self.path, read_only=False)

    def append_log(self, at: str, entry: str) -> int:
        """Keep a log entry; needs no WriterLock, as it changes nothing that is searched."""
        with self._log_lock, guarded(self.path):
            connection = self.writer()
            try:
                cursor = connection.execute(
                    "INSERT INTO log (at, generation, entry) VALUES (?, ?, ?)",
                    (at, self.generation, entry),
                )
                return int(cursor.lastrowid or 0)
            finally:
                connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, *, change: bool = True) -> Iterator[None]:
    """One transaction; with ``change`` it takes the collection to its next generation."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute(
            "INSERT INTO meta VALUES (?, '1') "
            "ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
            (_REVISION,),
        )
        if change:
            connection.execute(
                "UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'"
            )
        connection.execute("COMMIT")
    except BaseException:  # Ctrl-C in the middle of a transaction has to roll it back as well
        if connection.in_transaction:  # a full disk has rolled it back already
            connection.execute("ROLLBACK")
        raise


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours, with how to fix them."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if is_full(error, path.parent):
            raise no_room(path.parent) from error
        code = getattr(error, "sqlite_errorname", "") or ""
        if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            fix = "another process holds the database; run the command again in a moment"
        elif code.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            fix = "check the disk's free space and run the command again; nothing is lost"
        elif code.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            fix = "check the permissions of the folder and the file"
        else:
            fix = f"run `{onrecord(path.parent, 'doctor')}` to see what is wrong"
        raise CollectionError(f"{path}: {error}; {fix}") from error
    except sqlite3.DatabaseError as error:
        raise CollectionDamaged(
            f"{path} cannot be read as a database ({error}); restore it from a copy, or move the "
            f"folder away and run `{onrecord(path.parent, 'add')}` again"
        ) from error


def create(folder: Path) -> None:
    """Make an empty collection, or finish one whose making was interrupted."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CollectionError(
            f"{folder}: cannot be made a collection ({error.strerror}); "
            "name another folder with --collection"
        ) from error
    path = folder / FILE
    with guarded(path):
        connection = _connect(path, read_only=False)
        try:
            schema.check(connection, str(path))
            schema.migrate(connection)
            connection.execute("INSERT OR IGNORE INTO meta VALUES ('generation', '0')")
        finally:
            connection.close()


def check_version(folder: Path) -> int:
    """The schema version of a collection. Raises CollectionNotFound, SchemaTooNew, and so on."""
    path = folder / FILE
    if not exists(folder):
        raise CollectionNotFound(
            f"there is no collection at {folder}; "
            f"make one with `{onrecord(folder, 'add FOLDER|FILE|URL')}`"
        )
    with guarded(path):
        connection = _reading(path, read_only=True)
        try:
            return schema.check(connection, str(path))
        finally:
            connection.close()


def encode_json(value: Any) -> str:
    """JSON as it is stored: short, in UTF-8, keys in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _reading(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """A connection for reading, on a full disk as well, where readers cannot write beside it."""
    try:
        connection = _connect(path, read_only=read_only)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError as error:
        wal = path.with_name(f"{path.name}-wal")
        if not is_full(error, path.parent) or (wal.exists() and wal.stat().st_size):
            raise
    return _connect(path, read_only=True, immutable=True)


def _connect(path: Path, *, read_only: bool, immutable: bool = False) -> sqlite3.Connection:
    """Open the file in autocommit mode with the settings this format relies on."""
    if read_only:
        mode = "mode=ro"
        wal = path.with_name(f"{path.name}-wal")
        if immutable or (not os.access(path.parent, os.W_OK) and not wal.exists()):
            mode += "&immutable=1"  # readers of a WAL database write beside it; here they cannot
    else:
        mode = "mode=rwc"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?{mode}",
        uri=True,
        timeout=_WAIT,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")  # acknowledged means on the disk
            connection.execute("PRAGMA secure_delete = ON")  # removed text is overwritten
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # no text in temporary files
        connection.execute("PRAGMA trusted_schema = OFF")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
