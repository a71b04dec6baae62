"""Where dossiers are kept: one small SQLite file in the collection's folder, each user's own.

A pin keeps the quotation as an answer's JSON has it, so that it can still be read where its article
has changed since. Pins of an article that is removed go with it, as everywhere else.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ui.dossiers.types import Dossier, Pin
from ui.exceptions import DossiersUnreadable, InputError, NoSuchDossier
from ui.small_database import SmallDatabase

FILE = "dossiers.sqlite"
LONGEST_NAME = 80
"""Characters of a dossier's name, or of a label."""
LONGEST_NOTE = 1000
SCHEMA = """
CREATE TABLE IF NOT EXISTS dossiers (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, name TEXT NOT NULL, changed TEXT NOT NULL,
    UNIQUE (user, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dossier TEXT NOT NULL REFERENCES dossiers (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    article TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    citation TEXT NOT NULL, digest TEXT NOT NULL, label TEXT NOT NULL, note TEXT NOT NULL,
    added TEXT NOT NULL,
    UNIQUE (dossier, article, start, "end")
);
"""


class Dossiers:
    """All dossiers of one collection. ``folder`` None keeps them in memory only.

    Every method raises DossiersUnreadable where the file cannot be read or written.
    """

    def __init__(self, folder: Path | None) -> None:
        self._database = SmallDatabase(
            folder, FILE, SCHEMA, kept="dossiers", unusable=DossiersUnreadable
        )
        self._open = self._database.open

    def listed(self, user: str) -> list[Dossier]:
        """A user's dossiers by name."""
        with self._open() as connection:
            return _every(connection, user)

    def find(self, user: str, name: str) -> Dossier:
        """A user's dossier by its name, or its id. Raises NoSuchDossier."""
        if (found := _named(self.listed(user), name)) is None:
            wanted = " ".join(name.split())
            raise NoSuchDossier(f"there is no dossier {wanted!r}; see: onrecord dossier list")
        return found

    def create(self, user: str, name: str) -> Dossier:
        """Begin a dossier. Raises InputError for a name that cannot be taken."""
        with self._open(write=True) as connection:
            return _begun(connection, user, name)

    def rename(self, user: str, dossier: str, name: str) -> None:
        """Give a dossier another name. Raises InputError for one that cannot be taken."""
        line = _line(name, "a dossier's name")
        with self._open(write=True) as connection:
            _unused(connection, user, line, but=dossier)
            connection.execute(
                "UPDATE dossiers SET name = ? WHERE id = ? AND user = ?", (line, dossier, user)
            )

    def delete(self, user: str, dossier: str) -> None:
        """Delete a dossier with all its pins."""
        with self._open(write=True) as connection:
            connection.execute("DELETE FROM dossiers WHERE id = ? AND user = ?", (dossier, user))

    def pins(self, user: str, dossier: str) -> list[Pin]:
        """The pins of a dossier in order; none where it is not this user's."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT id, citation, digest, label, note, added FROM pins WHERE dossier = "
                "(SELECT id FROM dossiers WHERE id = ? AND user = ?) ORDER BY position",
                (dossier, user),
            ).fetchall()
        return [
            Pin(number, json.loads(citation), digest, label, note, datetime.fromisoformat(added))
            for number, citation, digest, label, note, added in rows
        ]

    def pin(
        self,
        user: str,
        name: str,
        citation: Mapping[str, Any],
        digest: str,
        *,
        label: str = "",
        note: str = "",
    ) -> tuple[Dossier, bool]:
        """Pin a quotation at the end of a dossier; one that is there gets this label and note.

        The dossier is found by its name or id, and begun where there is none. Returns it, and
        whether the pin is new. Raises InputError where name, label or note cannot be taken, and
        then nothing has changed.
        """
        texts = (
            _line(label, "a label", empty=True),
            _line(note, "a note", LONGEST_NOTE, empty=True),
        )
        quote = citation["quote"]
        kept = json.dumps(citation, ensure_ascii=False)
        with self._open(write=True) as connection:
            one = _named(_every(connection, user), name) or _begun(connection, user, name)
            place = (one.id, quote["article_id"], quote["start"], quote["end"])
            changed = connection.execute(
                "UPDATE pins SET label = ?, note = ? WHERE dossier = ? AND article = ? "
                'AND start = ? AND "end" = ?',
                (*texts, *place),
            )
            new = not changed.rowcount
            if new:
                connection.execute(
                    'INSERT INTO pins (dossier, article, start, "end", position, citation, digest, '
                    "label, note, added) VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), -1) "
                    "+ 1 FROM pins WHERE dossier = ?), ?, ?, ?, ?, ?)",
                    (*place, one.id, kept, digest, *texts, _now().isoformat()),
                )
            _touch(connection, one.id)
        return one, new

    def unpin(self, user: str, dossier: str, pins: Iterable[int]) -> None:
        """Take pins away, by their ids."""
        with self._open(write=True) as connection:
            _owned(connection, user, dossier)
            connection.executemany(
                "DELETE FROM pins WHERE dossier = ? AND id = ?", [(dossier, one) for one in pins]
            )
            _touch(connection, dossier)

    def move(self, user: str, dossier: str, pin: int, place: int) -> None:
        """Put a pin at a place (0 is the first); one that is too large is the last."""
        with self._open(write=True) as connection:
            _owned(connection, user, dossier)
            found = connection.execute(
                "SELECT id FROM pins WHERE dossier = ? ORDER BY position", (dossier,)
            )
            order = [number for (number,) in found if number != pin]
            order.insert(min(max(0, place), len(order)), pin)
            connection.executemany(
                "UPDATE pins SET position = ? WHERE dossier = ? AND id = ?",
                [(position, dossier, number) for position, number in enumerate(order)],
            )
            _touch(connection, dossier)

    def forget(self, article_ids: Iterable[str]) -> int:
        """Take away, for every user, what is pinned of these articles; returns how many pins."""
        with self._open(write=True) as connection:
            before = connection.total_changes
            connection.executemany(
                "DELETE FROM pins WHERE article = ?", [(one,) for one in article_ids]
            )
            return connection.total_changes - before

    def relink(self, old: str, new: str) -> None:
        """An article has another id now (its text is the same): pins point to that."""
        with self._open(write=True) as connection:
            connection.execute(
                "UPDATE OR REPLACE pins SET article = ?, citation = replace(citation, ?, ?) "
                "WHERE article = ?",
                (new, f'"{old}"', f'"{new}"', old),
            )


def _now() -> datetime:
    return datetime.now(UTC)


def _every(connection: sqlite3.Connection, user: str) -> list[Dossier]:
    rows = connection.execute(
        "SELECT id, name, changed, (SELECT count(*) FROM pins WHERE dossier = d.id) "
        "FROM dossiers d WHERE user = ?",
        (user,),
    ).fetchall()
    found = [Dossier(i, name, datetime.fromisoformat(at), n) for i, name, at, n in rows]
    return sorted(found, key=lambda one: (one.name.casefold(), one.name))


def _named(dossiers: Iterable[Dossier], name: str) -> Dossier | None:
    wanted = " ".join(name.split()).casefold()
    return next((d for d in dossiers if d.id == name or d.name.casefold() == wanted), None)


def _begun(connection: sqlite3.Connection, user: str, name: str) -> Dossier:
    made = Dossier(secrets.token_hex(8), _line(name, "a dossier's name"), _now(), 0)
    _unused(connection, user, made.name)
    connection.execute(
        "INSERT INTO dossiers VALUES (?, ?, ?, ?)",
        (made.id, user, made.name, made.changed.isoformat()),
    )
    return made


def _touch(connection: sqlite3.Connection, dossier: str) -> None:
    connection.execute(
        "UPDATE dossiers SET changed = ? WHERE id = ?", (_now().isoformat(), dossier)
    )


def _owned(connection: sqlite3.Connection, user: str, dossier: str) -> None:
    """Raises NoSuchDossier where it is not this user's, or has been deleted in another tab."""
    found = connection.execute(
        "SELECT 1 FROM dossiers WHERE id = ? AND user = ?", (dossier, user)
    ).fetchone()
    if found is None:
        raise NoSuchDossier("this dossier is not there any more")


def _unused(connection: sqlite3.Connection, user: str, name: str, but: str = "") -> None:
    others = (one for one in _every(connection, user) if one.id != but)
    if any(other.name.casefold() == name.casefold() for other in others):
        raise InputError(f"there is a dossier {name!r} already")


def _line(text: str, what: str, most: int = LONGEST_NAME, *, empty: bool = False) -> str:
    """The text on one line. Raises InputError where it is too long or, unless ``empty``, empty."""
    line = " ".join(text.split())
    if not line and not empty:
        raise InputError(f"{what} cannot be empty")
    if len(line) > most:
        raise InputError(f"{what} is too long: {len(line):,} characters, at most {most:,}")
    return line
