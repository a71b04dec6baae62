"""Corrections in the database: kept apart from what was extracted, applied to it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from index.corrections import Correction, from_aliases
from index.speakers import AliasFile, Resolved
from index.speakers.folding import plain
from index.store.database import encode_json
from index.types import Span, Speaker

ALIASES = "aliases.txt"
"""A file in a collection's folder whose lines are taken in as corrections of names."""


def every(connection: sqlite3.Connection) -> list[Correction]:
    """All corrections, in the order in which they were made."""
    rows = connection.execute("SELECT number, correction FROM corrections ORDER BY number")
    return [Correction.from_dict(json.loads(shape), number) for number, shape in rows.fetchall()]


def insert(connection: sqlite3.Connection, correction: Correction) -> int:
    """Keep a correction; returns its number."""
    cursor = connection.execute(
        "INSERT INTO corrections (correction) VALUES (?)", (encode_json(correction.to_dict()),)
    )
    return int(cursor.lastrowid or 0)


def delete(connection: sqlite3.Connection, number: int) -> bool:
    """Take a correction back; returns whether there was one."""
    cursor = connection.execute("DELETE FROM corrections WHERE number = ?", (number,))
    return cursor.rowcount > 0


def take_in(connection: sqlite3.Connection, folder: Path) -> None:
    """Keep the lines of an alias file that are not kept yet. Raises AliasError."""
    known = {one.plain for one in every(connection)}
    for one in from_aliases(AliasFile.load(folder / ALIASES)):
        if one not in known:
            insert(connection, one)


def seen(connection: sqlite3.Connection) -> tuple[object, ...]:
    """All that corrections can change, for telling whether one changes anything."""
    statements = connection.execute(
        "SELECT id, speaker, certainty, hidden FROM statements ORDER BY id"
    )
    speakers = connection.execute("SELECT id, name, role FROM speakers ORDER BY id")
    return (tuple(statements.fetchall()), tuple(speakers.fetchall()))


class Applied:
    """Corrections as they bear on statements and speakers; of two on one thing the later holds."""

    def __init__(self, corrections: Sequence[Correction], speakers: Sequence[Speaker]) -> None:
        self._speakers = speakers
        self._by_digest: dict[str, list[Correction]] = {}
        self._roles: dict[str, str] = {}
        for one in corrections:
            if one.digest:
                self._by_digest.setdefault(one.digest, []).append(one)
            elif one.what == "role":
                self._roles[plain(one.names[0])] = one.role

    def about(self, digest: str, content: Sequence[Span]) -> Correction | None:
        """The last correction of a statement."""
        own = [c for c in self._by_digest.get(digest, ()) if c.meets(digest, content)]
        return own[-1] if own else None

    def resolved(self, digest: str, found: Resolved, correction: Correction | None) -> Resolved:
        """Who is behind a statement, corrected."""
        if correction is not None and correction.what == "speaker":
            if not correction.names:
                return Resolved()
            return self._named(correction.names[0])
        apart = {
            plain(c.names[0]) for c in self._by_digest.get(digest, ()) if c.what == "different"
        }
        return replace(found, local=True) if plain(found.name) in apart else found

    def role(self, names: Sequence[str]) -> str | None:
        """The role that a speaker has been given, None where it is what the articles say."""
        roles = (self._roles[key] for key in map(plain, names) if key in self._roles)
        return next(roles, None)

    def _named(self, name: str) -> Resolved:
        """Somebody by name; of the kind that whoever bears it here already is."""
        known = next((s for s in self._speakers if plain(s.name) == plain(name)), None)
        kind = known.kind if known else "person"
        return Resolved(name, kind=kind, certainty="certain", form=name)
