"""Who the speakers of the whole collection are, recomputed from what each article says.

``statements`` keep what their own article says of the speaker; ``speakers`` and the columns
``speaker`` and ``certainty`` follow from all of them together and from the alias file.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections import defaultdict
from pathlib import Path

from index.speakers import AliasFile, Resolved, SpeakerBook
from index.store.writing import set_meta

ALIASES = "aliases.txt"
"""The file in a collection's folder in which the user merges and splits speakers."""
_STALE, _LARGEST, _SEEN = "speakers_stale", "speakers_largest", "aliases_seen"


def mark_stale(connection: sqlite3.Connection) -> None:
    """Note, in the transaction that changes statements, that speakers must be recomputed."""
    set_meta(connection, _STALE, "1")


def is_stale(connection: sqlite3.Connection, folder: Path) -> bool:
    """Whether statements or the alias file have changed since speakers were computed."""
    known = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return known.get(_STALE) == "1" or known.get(_SEEN, "") != _digest(folder)


def refresh(connection: sqlite3.Connection, folder: Path) -> None:
    """Recompute all speakers, inside a transaction that the caller opened.

    Raises AliasError where a line of the alias file cannot be used.
    """
    book = SpeakerBook(AliasFile.load(folder / ALIASES))
    rows = defaultdict(list)
    resolved: dict[str, list[Resolved]] = defaultdict(list)
    for row in connection.execute(
        "SELECT s.id, a.id, s.speaker, s.certainty, s.name, s.role, s.name_kind, s.resolution, "
        "s.form, s.local, s.gender FROM statements s JOIN articles a ON a.seq = s.article "
        "ORDER BY a.id, s.start, s.id"
    ):
        rows[row[1]].append((row[0], row[2], row[3]))
        resolved[row[1]].append(
            Resolved(
                name=row[4],
                role=row[5],
                kind=row[6],
                certainty=row[7],
                form=row[8],
                local=bool(row[9]),
                gender=row[10],
            )
        )
    for article_id, own in resolved.items():
        book.add(article_id, own)
    _restore_ids(connection, book)
    speakers = [(s.id, s.name, s.kind) for s in book.speakers()]
    connection.executemany(
        "INSERT INTO speakers (id, name, kind) VALUES (?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind",
        speakers,
    )
    changed = []
    for article_id, own_rows in rows.items():
        for (number, speaker, certainty), now in zip(
            own_rows, book.assignments(article_id), strict=True
        ):
            if (speaker, certainty) != (now.speaker_id, now.certainty):
                changed.append((now.speaker_id, now.certainty, number))
    connection.executemany("UPDATE statements SET speaker = ?, certainty = ? WHERE id = ?", changed)
    connection.execute(
        "DELETE FROM speakers WHERE NOT EXISTS "
        "(SELECT 1 FROM statements WHERE statements.speaker = speakers.id)"
    )
    set_meta(connection, _STALE, "0")
    set_meta(connection, _SEEN, _digest(folder))


def _restore_ids(connection: sqlite3.Connection, book: SpeakerBook) -> None:
    """Give names their old numbers and store those of new ones; none is used twice."""
    known = dict(connection.execute("SELECT key, id FROM names").fetchall())
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_LARGEST,)).fetchone()
    largest = book.restore_ids(known, after=int(row[0]) if row else 0)
    ids = book.ids()
    connection.executemany(
        "DELETE FROM names WHERE key = ?", ((key,) for key in known if key not in ids)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO names VALUES (?, ?)",
        ((key, number) for key, number in ids.items() if key not in known),
    )
    set_meta(connection, _LARGEST, str(largest))


def _digest(folder: Path) -> str:
    """What recognises the alias file; empty where there is none."""
    file = folder / ALIASES
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else ""
