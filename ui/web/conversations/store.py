"""Where conversations are kept: one small SQLite file in the collection's folder.

What cites an article that is removed goes with it, as everywhere else.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ui.small_database import SmallDatabase
from ui.web.exceptions import ConversationsUnreadable

FILE = "conversations.sqlite"
TITLE = 80
"""Characters of the first question that become the title."""
SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, title TEXT NOT NULL,
    created TEXT NOT NULL, changed TEXT NOT NULL, revision INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_user ON conversations (user, changed);
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, question TEXT NOT NULL, answer TEXT, problem TEXT NOT NULL,
    helpful INTEGER, note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation, position)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """One conversation in the list. ``changed`` is in UTC."""

    id: str
    title: str
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class KeptTurn:
    """A question and what came of it: ``answer`` as JSON, or ``problem``, or neither any more.

    Neither means that the answer cited an article that was removed since.
    """

    question: str
    answer: Mapping[str, Any] | None
    problem: str = ""
    helpful: bool | None = None
    note: str = ""


class Conversations:
    """All conversations of one collection. ``folder`` None keeps them in memory only."""

    def __init__(self, folder: Path | None) -> None:
        self._database = SmallDatabase(
            folder, FILE, SCHEMA, kept="conversations", unusable=ConversationsUnreadable
        )
        self._open = self._database.open
        self.renew: Callable[[dict[str, Any]], dict[str, Any]] = dict
        """Brings a kept answer up to date when it is read."""

    def close(self) -> None:
        """Let go of conversations that are in memory only."""
        self._database.close()

    def listed(self, user: str, words: str = "") -> list[Kept]:
        """A user's conversations, the last changed first; with ``words`` those that hold all."""
        wanted = [f"%{_plain(word)}%" for word in words.split()]
        holds = (
            " AND (c.title LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM turns t WHERE "
            "t.conversation = c.id AND (t.question LIKE ? ESCAPE '\\' "
            "OR json_extract(t.answer, '$.text') LIKE ? ESCAPE '\\')))"
        )
        with self._open() as connection:
            rows = connection.execute(
                "SELECT c.id, c.title, c.changed, "
                "(SELECT count(*) FROM turns t WHERE t.conversation = c.id) "
                f"FROM conversations c WHERE c.user = ?{holds * len(wanted)} "
                "ORDER BY c.changed DESC, c.id",
                (user, *(word for word in wanted for _ in range(3))),
            ).fetchall()
        return [Kept(i, title, datetime.fromisoformat(at), n) for i, title, at, n in rows]

    def turns(self, user: str, conversation: str) -> list[KeptTurn]:
        """The turns of a conversation in order; none where it is not this user's."""
        with self._open() as connection:
            rows = connection.execute(
                "SELECT question, answer, problem, helpful, note FROM turns "
                "WHERE conversation = (SELECT id FROM conversations WHERE id = ? AND user = ?) "
                "ORDER BY position",
                (conversation, user),
            ).fetchall()
        return [
            KeptTurn(
                question,
                self.renew(json.loads(answer)) if answer else None,
                problem,
                None if helpful is None else bool(helpful),
                note,
            )
            for question, answer, problem, helpful, note in rows
        ]

    def revision(self, user: str, conversation: str) -> int:
        """A number that grows with every change of its turns; -1 where it is not there."""
        with self._open() as connection:
            row = connection.execute(
                "SELECT revision FROM conversations WHERE id = ? AND user = ?", (conversation, user)
            ).fetchone()
        return int(row[0]) if row else -1

    def append(self, user: str, conversation: str, turn: KeptTurn) -> tuple[str, int]:
        """Add a turn; returns the conversation's id and its revision.

        A conversation that is not there (new, or deleted in another tab) is begun. An id that is
        another user's is not used: a new one is made.
        """
        now = datetime.now(UTC).isoformat(timespec="microseconds")
        with self._open(write=True) as connection:
            owner = connection.execute(
                "SELECT user FROM conversations WHERE id = ?", (conversation,)
            ).fetchone()
            if not conversation or (owner and owner[0] != user):
                conversation, owner = secrets.token_hex(8), None
            if owner is None:
                connection.execute(
                    "INSERT INTO conversations (id, user, title, created, changed) "
                    "VALUES (?, ?, ?, ?, ?)",
                    (conversation, user, _title(turn.question), now, now),
                )
            connection.execute(
                "INSERT INTO turns (conversation, position, question, answer, problem) VALUES "
                "(?, (SELECT coalesce(max(position), -1) + 1 FROM turns WHERE conversation = ?), "
                "?, ?, ?)",
                (
                    conversation,
                    conversation,
                    turn.question,
                    None if turn.answer is None else json.dumps(turn.answer, ensure_ascii=False),
                    turn.problem,
                ),
            )
            revision = _touched(connection, conversation, now)
        return conversation, revision

    def cut(self, user: str, conversation: str, turns: int) -> int:
        """Keep only the first ``turns`` turns; returns the revision, -1 where it is not there."""
        with self._open(write=True) as connection:
            if not _owned(connection, user, conversation):
                return -1
            connection.execute(
                "DELETE FROM turns WHERE conversation = ? AND position IN (SELECT position FROM "
                "turns WHERE conversation = ? ORDER BY position LIMIT -1 OFFSET ?)",
                (conversation, conversation, turns),
            )
            return _touched(connection, conversation)

    def judge(self, user: str, conversation: str, turn: int, helpful: bool, note: str) -> None:
        """Keep whether the answer of one turn helped."""
        with self._open(write=True) as connection:
            if _owned(connection, user, conversation):
                connection.execute(
                    "UPDATE turns SET helpful = ?, note = ? WHERE conversation = ? AND position = "
                    "(SELECT position FROM turns WHERE conversation = ? ORDER BY position "
                    "LIMIT 1 OFFSET ?)",
                    (int(helpful), note, conversation, conversation, turn),
                )

    def rename(self, user: str, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one is not taken."""
        if title.strip():
            with self._open(write=True) as connection:
                connection.execute(
                    "UPDATE conversations SET title = ? WHERE id = ? AND user = ?",
                    (_title(title), conversation, user),
                )

    def delete(self, user: str, conversation: str) -> None:
        """Delete a conversation with all its turns."""
        with self._open(write=True) as connection:
            connection.execute(
                "DELETE FROM conversations WHERE id = ? AND user = ?", (conversation, user)
            )

    def forget(self, article_ids: Iterable[str]) -> int:
        """Drop, for every user, the answers that cite these articles; their questions stay.

        Returns how many answers that were.
        """
        dropped = 0
        with self._open(write=True) as connection:
            for article_id in article_ids:
                connection.execute(
                    "UPDATE conversations SET revision = revision + 1 WHERE id IN "
                    "(SELECT conversation FROM turns WHERE instr(answer, ?))",
                    (article_id,),
                )
                dropped += connection.execute(
                    "UPDATE turns SET answer = NULL WHERE instr(answer, ?)", (article_id,)
                ).rowcount
        return dropped

    def relink(self, old: str, new: str) -> None:
        """An article has another id now (its text is the same): answers cite it under that."""
        with self._open(write=True) as connection:
            connection.execute(
                "UPDATE turns SET answer = replace(answer, ?, ?) WHERE instr(answer, ?)",
                (f'"{old}"', f'"{new}"', old),
            )


def _owned(connection: sqlite3.Connection, user: str, conversation: str) -> bool:
    found = connection.execute(
        "SELECT 1 FROM conversations WHERE id = ? AND user = ?", (conversation, user)
    ).fetchone()
    return found is not None


def _touched(connection: sqlite3.Connection, conversation: str, now: str = "") -> int:
    connection.execute(
        "UPDATE conversations SET revision = revision + 1, changed = ? WHERE id = ?",
        (now or datetime.now(UTC).isoformat(timespec="microseconds"), conversation),
    )
    row = connection.execute(
        "SELECT revision FROM conversations WHERE id = ?", (conversation,)
    ).fetchone()
    return int(row[0])


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def _plain(word: str) -> str:
    """A word for LIKE, its wildcards taken as they stand."""
    for mark in "\\%_":
        word = word.replace(mark, f"\\{mark}")
    return word
