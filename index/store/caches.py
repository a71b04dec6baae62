"""The four caches of a collection, and keeping them in step with SQLite.

Every method with a connection is for the process that holds the WriterLock.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from index.exceptions import CollectionDamaged
from index.store.database import Database, transaction
from index.store.entries import passage_entries, sentence_entries
from index.store.lexical import LexicalIndex
from index.store.room import is_full
from index.store.shard import Texts
from index.store.vectors import CacheRow, VectorIndex, cache_row
from index.store.writing import set_cache, set_meta

TABLES: Final = ("passages", "sentences")
LEXICAL_FOLDER: Final = "lexical"
SCRUB: Final = "scrub"
"""Key in ``meta``: set while removed text may still lie in SQLite's write-ahead log."""


class Caches:
    """Vector and lexical indexes over passages and over sentences."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self.vectors = {table: VectorIndex(database, folder, table) for table in TABLES}
        self.words = {table: LexicalIndex(folder / LEXICAL_FOLDER / table) for table in TABLES}
        self._texts: dict[str, Texts] = {
            "passages": lambda ids: passage_entries(database, ids),
            "sentences": lambda ids: sentence_entries(database, ids),
        }
        self._memory: dict[str, LexicalIndex] = {}
        self._seen: dict[str, int] = {}

    def lexical(self, table: str) -> LexicalIndex:
        """The lexical index to search: the one on disk, else one made in memory from SQLite.

        A writer commits articles before their words. What is read in between is of the generation
        before, and looked at again the next time.
        """
        generation = self._database.generation
        if self._seen.get(table) != generation:
            index = self.words[table]
            row = cache_row(self._database, lexical_name(table))
            index.refresh()
            seen = row.generation if row else generation
            if (row is None and self._ids(table)) or (row is not None and not index.readable()):
                index = LexicalIndex(None)
                index.update(self._texts[table](self._ids(table)), (), self._texts[table])
                seen = generation
            self._memory[table] = index
            self._seen[table] = seen
        return self._memory[table]

    def behind(self) -> bool:
        """Whether a cache is not what its entry says, or its entry is not of this generation.

        Cheap: it opens no cache. A vector file may be older than the collection, as what is newer
        is read from SQLite, until writing it pays.
        """
        generation = self._database.generation
        if generation and self._database.meta(SCRUB) == "1":
            return True
        for table in TABLES:
            row = cache_row(self._database, lexical_name(table))
            if generation and (row is None or row.generation != generation):
                return True
            if row is not None and row.stamp != self.words[table].stamp:
                return True
            if self.vectors[table].due():
                return True
        return False

    def settle(self, connection: sqlite3.Connection) -> None:
        """Bring caches that a killed process left behind up to date, without encoding anything."""
        generation = self._database.generation
        mended = False
        for table in TABLES:
            row = cache_row(self._database, lexical_name(table))
            index = self.words[table]
            if row is None or (row.generation, row.stamp) != (generation, index.stamp):
                self._reconcile(table)
                mended = True
        if mended:
            self._note_words(connection)
        self.write_vectors(connection)
        if self._database.meta(SCRUB) == "1":
            self.scrub(connection)

    def update_words(
        self, connection: sqlite3.Connection, removed: dict[str, list[int]] | None = None
    ) -> None:
        """Index what is new since the last entry and drop ``removed`` (ids by table)."""
        for table in TABLES:
            row = cache_row(self._database, lexical_name(table))
            new = [
                r[0]
                for r in self._database.read(
                    f"SELECT id FROM {table} WHERE id > ?", (row.high if row else 0,)
                )
            ]
            gone = (removed or {}).get(table, [])
            if new or gone:
                texts = self._texts[table]
                self.words[table].update(texts(new), gone, texts)
        self._note_words(connection)

    def write_vectors(self, connection: sqlite3.Connection, *, force: bool = False) -> None:
        """Write the vector files for which it pays, all of them with ``force``."""
        for table in TABLES:
            index = self.vectors[table]
            if force or index.due():
                row = index.write()
                with transaction(connection, change=False):
                    set_cache(connection, table, row)
                index.forget()
        self._sweep()

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Rebuild all caches from SQLite, without encoding anything."""
        for table in TABLES:
            self._refill(table)
        self._note_words(connection)
        self.write_vectors(connection, force=True)
        self.scrub(connection)

    def scrub(self, connection: sqlite3.Connection) -> bool:
        """Empty SQLite's write-ahead log, in which removed text may lie. False while others read.

        What could not be done is noted and done by the next writer.
        """
        connection.execute("PRAGMA busy_timeout = 3000")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        connection.execute("PRAGMA busy_timeout = 30000")
        if not busy and self._database.meta(SCRUB) == "1":
            with transaction(connection, change=False):
                set_meta(connection, SCRUB, "0")
        return not busy

    def _reconcile(self, table: str) -> None:
        """Compare a lexical index with SQLite document by document and repair the difference."""
        index, texts = self.words[table], self._texts[table]
        wanted = self._ids(table)
        try:
            held = index.ids()
            if index.has_leftovers() or len(set(held)) != len(held):
                raise CollectionDamaged(f"{index.folder}: holds removed or doubled documents")
            new, gone = sorted(set(wanted) - set(held)), sorted(set(held) - set(wanted))
            if new or gone:
                index.update(texts(new), gone, texts)
        except (CollectionDamaged, ValueError, OSError) as error:
            if is_full(error, self._folder):
                raise  # what is there is better than an index that cannot be written again
            self._refill(table)

    def _refill(self, table: str) -> None:
        index, texts = self.words[table], self._texts[table]
        index.clear()
        wanted = self._ids(table)
        if wanted:
            index.update(texts(wanted), (), texts)

    def _note_words(self, connection: sqlite3.Connection) -> None:
        """Commit what the lexical indexes hold. Losing this to a power cut costs a comparison."""
        connection.execute("PRAGMA synchronous = NORMAL")
        with transaction(connection, change=False):
            for table in TABLES:
                count, high = connection.execute(
                    f"SELECT count(*), coalesce(max(id), 0) FROM {table}"
                ).fetchone()
                place, stamp = f"{LEXICAL_FOLDER}/{table}", self.words[table].stamp
                row = CacheRow(self._database.generation, count, high, place, stamp)
                set_cache(connection, lexical_name(table), row)
        connection.execute("PRAGMA synchronous = FULL")

    def _ids(self, table: str) -> Sequence[int]:
        return [row[0] for row in self._database.read(f"SELECT id FROM {table} ORDER BY id")]

    def _sweep(self) -> None:
        """Remove what killed processes and older versions left."""
        for path in self._folder.glob("*.tmp"):
            path.unlink(missing_ok=True)
        rows = [cache_row(self._database, table) for table in TABLES]
        current = {row.file for row in rows if row is not None}
        for path in self._folder.glob("*.faiss"):
            if path.name not in current:
                path.unlink(missing_ok=True)
        for path in unknown_words(self._folder):
            shutil.rmtree(path, ignore_errors=True)


def lexical_name(table: str) -> str:
    """The name of a lexical index in the table ``caches``."""
    return f"{LEXICAL_FOLDER}/{table}"


def unknown_words(folder: Path) -> list[Path]:
    """Lexical indexes of what is no longer searched, as an older version made them."""
    return sorted(p for p in (folder / LEXICAL_FOLDER).glob("*") if p.name not in TABLES)
