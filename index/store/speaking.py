"""Who the speakers of the whole collection are, recomputed from what each article says.

``statements`` keep what their own article says of the speaker; ``speakers`` and the columns
``speaker`` and ``certainty`` follow from all of them together and from the corrections.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict

from index.corrections import Correction, What, aliases_of
from index.speakers import Resolved, SpeakerBook
from index.store import correcting
from index.store.writing import set_meta
from index.types import Speaker

_STALE, _LARGEST = "speakers_stale", "speakers_largest"


def mark_stale(connection: sqlite3.Connection) -> None:
    """Note, in the transaction that changes statements, that speakers must be recomputed."""
    set_meta(connection, _STALE, "1")


def is_stale(connection: sqlite3.Connection) -> bool:
    """Whether statements have changed since speakers were computed."""
    known = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    return known.get(_STALE) == "1"


def refresh(connection: sqlite3.Connection) -> None:
    """Recompute all speakers, inside a transaction that the caller opened.

    Raises AliasError where corrections of names contradict each other.
    """
    corrections = correcting.every(connection)
    before = connection.execute("SELECT id, name, kind FROM speakers ORDER BY id").fetchall()
    applied = correcting.Applied(corrections, [Speaker(*row) for row in before])
    book = SpeakerBook(aliases_of(corrections))
    rows = defaultdict(list)
    resolved: dict[str, list[Resolved]] = defaultdict(list)
    for row in connection.execute(
        "SELECT s.id, a.id, s.speaker, s.certainty, s.name, s.role, s.name_kind, s.resolution, "
        "s.form, s.local, s.gender, a.digest, s.content, s.hidden, s.corrected "
        "FROM statements s JOIN articles a ON a.seq = s.article ORDER BY a.id, s.start, s.id"
    ):
        fix = applied.about(row[11], json.loads(row[12]))
        hidden, corrected = _is(fix, "no statement"), _is(fix, "speaker")
        found = Resolved(
            name=row[4],
            role=row[5],
            kind=row[6],
            certainty=row[7],
            form=row[8],
            local=bool(row[9]),
            gender=row[10],
        )
        rows[row[1]].append((row[0], (row[2], row[3], row[13], row[14]), (hidden, corrected)))
        # What is no statement says nothing of anybody.
        resolved[row[1]].append(Resolved() if hidden else applied.resolved(row[11], found, fix))
    for article_id, own in resolved.items():
        book.add(article_id, own)
    _restore_ids(connection, book)
    speakers = [(s.id, s.name, s.kind, applied.role((s.name, *s.forms))) for s in book.speakers()]
    connection.executemany(
        "INSERT INTO speakers (id, name, kind, role) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO "
        "UPDATE SET name = excluded.name, kind = excluded.kind, role = excluded.role",
        speakers,
    )
    changed = []
    for article_id, own_rows in rows.items():
        for (number, known, (hidden, corrected)), now in zip(
            own_rows, book.assignments(article_id), strict=True
        ):
            # Whom a user names is certain, however the name would be read in an article.
            sure = "certain" if corrected and now.speaker_id is not None else now.certainty
            values = (now.speaker_id, sure, hidden, corrected)
            if known != values:
                changed.append((*values, number))
    connection.executemany(
        "UPDATE statements SET speaker = ?, certainty = ?, hidden = ?, corrected = ? WHERE id = ?",
        changed,
    )
    connection.execute(
        "DELETE FROM speakers WHERE NOT EXISTS "
        "(SELECT 1 FROM statements WHERE statements.speaker = speakers.id)"
    )
    set_meta(connection, _STALE, "0")


def _is(correction: Correction | None, what: What) -> int:
    return int(correction is not None and correction.what == what)


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
