"""The collection on this machine: one folder, SQLite with FAISS and Tantivy beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType

from index.collection import Progress
from index.contents import Contents
from index.corrections import Correction
from index.encoder import Encoder
from index.exceptions import (
    CollectionError,
    CollectionLocked,
    CorrectionError,
    DiskFull,
)
from index.identity import IDENTITY, encoder_of, remember_encoder
from index.indexing import BATCH_ARTICLES, BATCH_CHARACTERS, Attribute, Indexer, ids_to_delete
from index.pair_readings import Pair, PairReadings
from index.store import correcting, speaking, writing
from index.store import database as databases
from index.store.caches import SCRUB, TABLES, Caches
from index.store.database import Database, transaction
from index.store.lock import WriterLock
from index.store.room import room_needed
from index.types import AddReport, Article, Failure

_PATIENCE = 2.0  # seconds a writer waits for one that is about to finish


class LocalCollection(Contents):
    """A ``Collection`` in a folder. Make one with ``index.open_collection``.

    Safe to use from several threads and processes: any number read while one writes. A writer that
    finds another one at work raises CollectionLocked at once.
    """

    def __init__(
        self,
        folder: Path,
        *,
        encoder: str | None = None,
        read_only: bool = False,
        attribute: Attribute | None = None,
        batch_articles: int = BATCH_ARTICLES,
        batch_characters: int = BATCH_CHARACTERS,
    ) -> None:
        self.folder = folder
        self.read_only = read_only
        self.attribute = attribute
        self._batch = (batch_articles, batch_characters)
        self._wanted = encoder
        database = Database(folder, read_only=read_only)
        caches = Caches(database, folder)
        self._pairs = PairReadings(folder)
        super().__init__(database, caches, lambda: self.encoder)
        if encoder is not None:
            _ = self.encoder  # refuse another encoder now, not at the first question
        if not read_only:
            self._settle()

    def __enter__(self) -> LocalCollection:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release files. Idempotent."""
        self._database.close()

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.resolve().name

    @property
    def generation(self) -> int:
        """How many changes have been committed."""
        return self._database.generation

    @cached_property
    def encoder(self) -> Encoder:
        """The collection's encoder. Raises EncoderError where it is another than was asked for."""
        return encoder_of(self._database, self.folder, self._wanted)

    def add(
        self, articles: Iterable[Article | Failure], *, progress: Progress | None = None
    ) -> AddReport:
        """Index articles; see ``Collection.add``. What a reader could not read is passed through.

        Raises CollectionLocked while another process writes. Batches committed before an error
        stay.
        """
        with (
            room_needed(self.folder),
            WriterLock(self.folder, wait=_PATIENCE),
            closing(self._database.writer()) as connection,
        ):
            encoder = self.encoder
            self._remember_encoder(connection, encoder)
            self._caches.settle(connection)
            indexer = Indexer(
                self._database,
                connection,
                self._caches,
                encoder,
                attribute=self.attribute,
                progress=progress,
                batch_articles=self._batch[0],
                batch_characters=self._batch[1],
            )
            report = indexer.run(articles)
            if report.replaced:
                self._pairs.forget_others(self._ids())
            return report

    def remove(self, article_ids: Iterable[str]) -> int:
        """Remove articles from every store, and the kept answers that cite them.

        Ids that are not there are passed over; returns how many articles were there.
        """
        wanted = sorted(set(article_ids))
        with (
            room_needed(self.folder),
            WriterLock(self.folder, wait=_PATIENCE),
            closing(self._database.writer()) as connection,
        ):
            self._caches.settle(connection)
            found = connection.execute(
                "SELECT seq, id FROM articles WHERE id IN (SELECT value FROM json_each(?))",
                (databases.encode_json(wanted),),
            ).fetchall()
            if not found:
                return 0
            seqs = [seq for seq, _ in found]
            self._pairs.forget_others(self._ids() - {article_id for _, article_id in found})
            with transaction(connection):
                removed = {t: ids_to_delete(connection, t, seqs) for t in TABLES}
                writing.delete(connection, seqs)
                writing.delete_log(connection, [article_id for _, article_id in found])
                speaking.refresh(connection)
                writing.set_meta(connection, SCRUB, "1")
            self._caches.update_words(connection, removed)
            self._caches.write_vectors(connection)
            self._caches.scrub(connection)
            return len(found)

    def pair_readings(self, reader: str) -> dict[Pair, float]:
        """What a reader has found of pairs of sentences; see ``Collection.pair_readings``."""
        return self._pairs.load(reader)

    def keep_pair_readings(self, reader: str, found: Mapping[Pair, float]) -> None:
        """Keep what a reader has found; without effect on a full disk, or opened read-only."""
        if self.read_only or not found:
            return
        with suppress(DiskFull), room_needed(self.folder):
            self._pairs.keep(reader, found, self._ids())

    def _ids(self) -> set[str]:
        """The ids of all articles."""
        return {row[0] for row in self._database.read("SELECT id FROM articles")}

    def corrections(self) -> list[Correction]:
        """What has been corrected, in the order in which it was."""
        rows = self._database.read("SELECT number, correction FROM corrections ORDER BY number")
        return [Correction.from_dict(json.loads(shape), number) for number, shape in rows]

    def correct(self, correction: Correction, *, keep: bool = False) -> Correction | None:
        """Correct something, at once; None where that changes nothing, and then it is not kept
        unless ``keep`` says so.

        Raises AliasError where a correction of names contradicts another one.
        """
        with self._changing() as connection:
            before = correcting.seen(connection)
            number = correcting.insert(connection, correction)
            speaking.refresh(connection)
            changes = correcting.seen(connection) != before
            if not changes and not keep:
                correcting.delete(connection, number)
                speaking.refresh(connection)
        return replace(correction, number=number) if changes else None

    def undo(self, number: int) -> None:
        """Take a correction back. Raises CorrectionError where there is none of this number."""
        with self._changing() as connection:
            if not correcting.delete(connection, number):
                raise CorrectionError(
                    f"there is no correction {number}; list them with: onrecord fix"
                )
            speaking.refresh(connection)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that changes nothing that the caches hold."""
        with (
            room_needed(self.folder),
            WriterLock(self.folder, wait=_PATIENCE),
            closing(self._database.writer()) as connection,
            transaction(connection, change=False),
        ):
            yield connection

    def log(self, entry: Mapping[str, object]) -> int:
        """Keep a question and its answer; returns its number, from 1.

        On a full disk it returns 0: an answer is not held back because it cannot be kept. Raises
        CollectionError where the entry is not JSON or the collection was opened read-only.
        """
        try:
            text = databases.encode_json(dict(entry))
        except (TypeError, ValueError) as error:
            raise CollectionError(
                f"the log keeps JSON only: {error}; pass strings, numbers, lists and mappings"
            ) from error
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            return self._database.append_log(now, text)
        except DiskFull:
            return 0

    def logged(self, number: int) -> Mapping[str, object] | None:
        """A kept question and answer, or None."""
        row = self._database.one("SELECT entry FROM log WHERE number = ?", (number,))
        return None if row is None else json.loads(row[0])

    def log_numbers(self) -> list[int]:
        """The numbers of all kept questions and answers, oldest first."""
        return [row[0] for row in self._database.read("SELECT number FROM log ORDER BY number")]

    def _remember_encoder(self, connection: sqlite3.Connection, encoder: Encoder) -> None:
        if self._database.meta(IDENTITY) is None:
            with transaction(connection, change=False):
                remember_encoder(connection, encoder, self._wanted)

    def _settle(self) -> None:
        """Mend caches and speakers after a kill, and take in an alias file, unless a writer is at
        work, who keeps them himself."""
        try:
            with room_needed(self.folder):
                self._repair()
        except DiskFull:
            return  # what is stored can be read without

    def _repair(self) -> None:
        aliases = self.folder / correcting.ALIASES
        named = aliases.exists()
        with closing(self._database.writer()) as connection:
            stale = named or speaking.is_stale(connection)
        if not stale and not self._caches.behind():
            return
        try:
            with WriterLock(self.folder), closing(self._database.writer()) as connection:
                if stale:
                    with transaction(connection, change=False):
                        correcting.take_in(connection, self.folder)
                        speaking.refresh(connection)
                if named:
                    aliases.replace(aliases.with_name(f"{aliases.name}.taken-in"))
                self._caches.settle(connection)
        except CollectionLocked:
            return
