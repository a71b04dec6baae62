"""Looking for everything that could be wrong with a collection."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from index.commands import onrecord
from index.encoder import EncoderIdentity, load_encoder
from index.exceptions import (
    ArticleError,
    CollectionDamaged,
    CollectionError,
    EncoderError,
    SchemaTooNew,
)
from index.identity import IDENTITY, SOURCE, has_old_statements
from index.store import database as databases
from index.store import files, records, schema
from index.store.caches import LEXICAL_FOLDER, SCRUB, TABLES, lexical_name, unknown_words
from index.store.database import FILE, Database
from index.store.lexical import LexicalIndex
from index.store.lock import LOCK_FILE, WriterLock
from index.store.vectors import CacheRow, VectorIndex, cache_row
from index.types import Article

_CHUNK = 4096
_NORM = 0.01  # float16 rounding moves a unit vector's length by less than this


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``error``: answers may be wrong or missing; ``warning``: slower,
    larger or untidy. ``fix`` is the command or action that puts it right."""

    severity: Literal["error", "warning"]
    what: str
    fix: str

    def to_dict(self) -> dict[str, str]:
        """The JSON shape."""
        return asdict(self)


def doctor(path: str | Path) -> list[Finding]:
    """Check a collection; an empty list means that nothing is wrong.

    Checks the database's integrity, that every offset lies inside its text and every text is the
    one that was added, that each passage and sentence has a sound vector, that the caches hold
    exactly what the database holds and are the very files that were written, and that the encoder
    is the collection's own and undamaged. Changes nothing. Raises CollectionNotFound, and
    CollectionLocked while another process writes.
    """
    folder = Path(path).expanduser()
    try:
        version = databases.check_version(folder)
    except SchemaTooNew as error:
        return [Finding("error", str(error), "pip install --upgrade onrecord")]
    except CollectionDamaged as error:
        return [_broken(folder, error)]
    if version == 0:
        return [
            Finding("error", f"{folder}: nothing was ever added", f"{onrecord(folder)} add FOLDER")
        ]
    if version < schema.current_version():
        what = f"{folder} is in the format of an older version (schema {version})"
        return [Finding("error", what, f"{onrecord(folder)} rebuild --re-embed")]
    with ExitStack() as stack:
        try:
            stack.enter_context(WriterLock(folder, wait=2.0))
        except CollectionError as error:
            if isinstance(error.__cause__, OSError):
                pass  # a folder that cannot be written to has no writer
            else:
                raise
        database = stack.enter_context(closing(Database(folder, read_only=True)))
        try:
            return [*_check_database(database, folder), *_check_caches(database, folder)]
        except CollectionDamaged as error:
            return [_broken(folder, error)]


def _check_database(database: Database, folder: Path) -> Iterator[Finding]:
    broken = [row[0] for row in database.read("PRAGMA integrity_check(5)") if row[0] != "ok"]
    if broken:
        yield _broken(folder, "; ".join(broken))
        return
    orphans = len(database.read("PRAGMA foreign_key_check"))
    if orphans:
        yield _broken(folder, f"{orphans} rows belong to nothing")
    yield from _check_articles(database, folder)
    yield from _check_spans(database, folder)
    yield from _check_encoder(database, folder)
    yield from _check_vectors(database, folder)
    if has_old_statements(database):
        yield Finding(
            "warning",
            "an older version found the statements; this one puts fewer under a wrong name",
            f"{onrecord(folder)} rebuild --statements",
        )
    if database.meta(SCRUB) == "1":
        yield Finding(
            "warning",
            f"{folder / FILE}-wal may still hold text that was removed, as others were reading",
            f"close what reads the collection, then {onrecord(folder)} rebuild",
        )


def _check_articles(database: Database, folder: Path) -> Iterator[Finding]:
    for (seq,) in database.read("SELECT seq FROM articles ORDER BY seq"):
        row = database.one(
            f"SELECT {records.ARTICLE_COLUMNS} FROM articles a WHERE seq = ?", (seq,)
        )
        try:
            article = records.article_of(row)
        except (CollectionDamaged, ArticleError, ValueError) as error:
            yield Finding(
                "error", str(error), f"{onrecord(folder)} remove {row[0]}, then add it again"
            )
            continue
        yield from _check_quotes(database, folder, article, seq)


def _check_quotes(
    database: Database, folder: Path, article: Article, seq: int
) -> Iterator[Finding]:
    text = article.text
    rows = database.read('SELECT start, "end" FROM sentences WHERE article = ?', (seq,))
    if any(text[a:b] != text[a:b].strip() for a, b in rows):
        yield Finding(
            "warning",
            f"article {article.id}: a sentence begins or ends with white space",
            f"{onrecord(folder)} rebuild --re-embed",
        )
    for start, end in article.boilerplate:
        if not 0 <= start < end <= len(text):
            yield Finding(
                "error",
                f"article {article.id}: boilerplate {start}:{end} lies outside the text",
                f"{onrecord(folder)} remove {article.id}, then add it again",
            )
    for statement in records.statements(database, None, article.id):
        spans = statement.content + statement.source + ((statement.cue,) if statement.cue else ())
        if not statement.content or any(not 0 <= a < b <= len(text) for a, b in spans):
            yield Finding(
                "error",
                f"article {article.id}: statement {statement.id} lies outside the text",
                f"{onrecord(folder)} remove {article.id}, then add it again",
            )


def _check_spans(database: Database, folder: Path) -> Iterator[Finding]:
    for table in ("sentences", "passages", "statements"):
        count = database.one(
            f"SELECT count(*) FROM {table} t JOIN articles a ON a.seq = t.article "
            'WHERE t.start < 0 OR t.start >= t."end" OR t."end" > length(a.text)'
        )[0]
        if count:
            yield Finding(
                "error",
                f"{count} {table} lie outside their article's text",
                f"{onrecord(folder)} rebuild --re-embed",
            )


def _check_encoder(database: Database, folder: Path) -> Iterator[Finding]:
    stored = database.meta(IDENTITY)
    if stored is None:
        return
    try:
        encoder = load_encoder(database.meta(SOURCE) or None)
        encoder.verify()
        known = EncoderIdentity.from_dict(json.loads(stored))
    except EncoderError as error:
        yield Finding("error", str(error), "install the encoder again, as the message says")
        return
    if known != encoder.identity:
        yield Finding(
            "error",
            f"the collection was embedded with {known.name} ({known.weights_sha256[:12]}…), and "
            f"what is installed under that name is another one",
            f"{onrecord(folder)} rebuild --re-embed",
        )


def _check_vectors(database: Database, folder: Path) -> Iterator[Finding]:
    stored = database.meta(IDENTITY)
    dimension = int(json.loads(stored)["dimension"]) if stored else 0
    for table in TABLES:
        vectors = f"{table[:-1]}_vectors"
        missing = database.one(
            f"SELECT count(*) FROM {table} t LEFT JOIN {vectors} v ON v.id = t.id "
            "WHERE v.id IS NULL OR length(v.vector) <> ?",
            (2 * dimension,),
        )[0]
        if missing:
            yield Finding(
                "error",
                f"{missing} {table} have no vector of {dimension} numbers",
                f"{onrecord(folder)} rebuild --re-embed",
            )
            continue
        bad = sum(_unsound(blobs, dimension) for blobs in _blobs(database, vectors))
        if bad:
            yield Finding(
                "error",
                f"the vectors of {bad} {table} are not of length 1",
                f"{onrecord(folder)} rebuild --re-embed",
            )


def _blobs(database: Database, table: str) -> Iterator[list[bytes]]:
    after = 0
    while rows := database.read(
        f"SELECT id, vector FROM {table} WHERE id > ? ORDER BY id LIMIT {_CHUNK}", (after,)
    ):
        after = rows[-1][0]
        yield [row[1] for row in rows]


def _unsound(blobs: list[bytes], dimension: int) -> int:
    matrix = np.frombuffer(b"".join(blobs), "<f2").reshape(-1, dimension).astype(np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        lengths = np.sqrt((matrix * matrix).sum(axis=1))
        return int((~(np.abs(lengths - 1) < _NORM)).sum())


def _check_caches(database: Database, folder: Path) -> Iterator[Finding]:
    fix = f"{onrecord(folder)} rebuild"
    known = {FILE, f"{FILE}-wal", f"{FILE}-shm", LOCK_FILE, LEXICAL_FOLDER}
    generation = database.generation
    for table in TABLES:
        row = cache_row(database, table)
        if row is not None:
            known.add(row.file)
        index = VectorIndex(database, folder, table)
        if row is not None and not _same_file(folder, row):
            yield Finding("error", f"{folder / row.file} is not the file that was written", fix)
        if index.due():
            yield Finding("warning", f"the vector file of the {table} is missing or behind", fix)
        yield from _check_words(database, folder, table, generation)
    for path in sorted(folder.iterdir()):
        if path.name.endswith((".tmp", ".faiss")) and path.name not in known:
            yield Finding("warning", f"{path} is left over from a killed process", fix)
    for path in unknown_words(folder):
        yield Finding("warning", f"{path} is left over from an older version", fix)


def _check_words(
    database: Database, folder: Path, table: str, generation: int
) -> Iterator[Finding]:
    fix = f"{onrecord(folder)} rebuild"
    place = folder / LEXICAL_FOLDER / table
    index = LexicalIndex(place)
    wanted = {row[0] for row in database.read(f"SELECT id FROM {table}")}
    try:
        held = index.ids()
    except (CollectionDamaged, ValueError, OSError) as error:
        yield Finding("error", f"{place} cannot be read ({error})", fix)
        return
    row = cache_row(database, lexical_name(table))
    if set(held) != wanted or len(held) != len(wanted):
        yield Finding(
            "error", f"{place} holds {len(held)} {table}, the database {len(wanted)}", fix
        )
    elif index.has_leftovers():
        yield Finding("warning", f"{place} still holds words of removed articles", fix)
    elif generation and (row is None or (row.generation, row.stamp) != (generation, index.stamp)):
        yield Finding("warning", f"{place} is not marked as of generation {generation}", fix)


def _same_file(folder: Path, row: CacheRow) -> bool:
    """Whether a cache file is whole; one that is missing is another finding."""
    path = folder / row.file
    if not row.file or not path.is_file():
        return True
    return row.stamp.rpartition(":")[2] == files.digest(path)


def _broken(folder: Path, error: Any) -> Finding:
    return Finding(
        "error",
        f"{folder / FILE} is damaged: {error}",
        f"restore it from a copy, or move {folder} away and add the articles again",
    )
