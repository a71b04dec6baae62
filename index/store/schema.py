"""Schema versions: numbered SQL files, applied in order, each in one transaction."""

from __future__ import annotations

import json
import sqlite3
from importlib import resources

from index.exceptions import CollectionDamaged, SchemaTooNew
from index.quoting import kind_of

APPLICATION_ID = 0x4F6E5263
"""Written into the database's header, so that another program's file is never taken for ours."""


def migrations() -> list[tuple[int, str]]:
    """``(version, SQL)`` of every migration, in order; versions count from 1 without gaps."""
    folder = resources.files("index.store") / "migrations"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(int(f.name.split("_")[0]), f.read_text(encoding="utf-8")) for f in files]


def current_version() -> int:
    """The schema version this program writes."""
    return migrations()[-1][0]


def stored_version(connection: sqlite3.Connection) -> int:
    """The schema version of an open database; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: sqlite3.Connection, path: str) -> int:
    """Return the stored version. Raises SchemaTooNew, or CollectionDamaged for another's file."""
    version = stored_version(connection)
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    if mark != APPLICATION_ID and (mark or version or _has_tables(connection)):
        raise CollectionDamaged(
            f"{path} is a database of another program; name another folder with --collection"
        )
    if version > current_version():
        raise SchemaTooNew(
            f"{path} was written by a newer version of onrecord (schema {version}, this one reads "
            f"up to {current_version()}); run `pip install --upgrade onrecord`"
        )
    return version


def migrate(connection: sqlite3.Connection, *, until: int | None = None) -> int:
    """Bring an open database to version ``until`` (the newest); returns the version reached.

    The connection is in autocommit mode. Killed in between, the database keeps the last whole
    version. What a script cannot say in SQL is a function of the connection.
    """
    version = stored_version(connection)
    connection.create_function("kind_of", -1, _kind_of)
    for number, script in migrations():
        if version < number and (until is None or number <= until):
            connection.executescript(
                f"BEGIN IMMEDIATE;\n{script}\nPRAGMA application_id = {APPLICATION_ID};\n"
                f"PRAGMA user_version = {number};\nCOMMIT;"
            )
            version = number
    return version


def _kind_of(text: str, content: str, source: str = "[]", cue: str | None = None) -> str:
    """``index.quoting.kind_of`` of the columns of a statement."""
    told = [*json.loads(source), *([json.loads(cue)] if cue else [])]
    return kind_of(text, json.loads(content), told)


def _has_tables(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
