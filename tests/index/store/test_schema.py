"""Schema versions: every migration by its number, and what is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Article, LocalCollection, open_collection
from index.exceptions import (
    CollectionDamaged,
    CollectionError,
    CollectionNotFound,
    SchemaTooNew,
)
from index.store import database, schema


def tables(connection: sqlite3.Connection) -> set[str]:
    return {r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_versions_count_without_gaps() -> None:
    numbers = [number for number, _ in schema.migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
    assert schema.current_version() == len(numbers)


def test_migration_1_makes_the_tables(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    assert schema.migrate(connection, until=1) == 1
    assert schema.stored_version(connection) == 1
    expected = {"articles", "sentences", "passages", "statements", "speakers", "names", "log"}
    assert expected <= tables(connection)
    assert schema.migrate(connection, until=1) == 1, "applied once only"
    connection.close()


def test_migration_2_gives_sentences_numbers_and_takes_the_statements_vectors(
    tmp_path: Path,
) -> None:
    connection = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    schema.migrate(connection, until=1)
    for seq in (1, 2):
        connection.execute(
            "INSERT INTO articles VALUES "
            "(?, ?, '', '', '', '', '', NULL, '', '', '', '{}', '[]', 0, 'One. Two.')",
            (seq, f"article {seq}"),
        )
    spans = [(1, 0, 4), (1, 5, 9), (2, 0, 4)]
    connection.executemany("INSERT INTO sentences VALUES (?, ?, ?)", spans)
    names = ("passages", "lexical/passages", "statements", "lexical/statements")
    connection.executemany("INSERT INTO caches VALUES (?, 1, 1, 1, '', '')", zip(names))
    connection.execute("INSERT INTO meta VALUES ('statements_in_context', '1')")
    assert schema.migrate(connection, until=2) == 2
    rows = connection.execute("SELECT * FROM sentences ORDER BY id").fetchall()
    assert rows == [(i, *span) for i, span in enumerate(spans, 1)]
    assert {"sentences_before", "statement_vectors"}.isdisjoint(tables(connection))
    assert connection.execute("SELECT * FROM sentence_vectors").fetchall() == []
    assert {row[0] for row in connection.execute("SELECT name FROM caches")} == set(names[:2])
    assert connection.execute("SELECT key FROM meta").fetchall() == []
    connection.execute("INSERT INTO sentence_vectors VALUES (3, x'00')")
    connection.execute("DELETE FROM articles WHERE seq = 2")
    assert connection.execute("SELECT count(*) FROM sentences").fetchone() == (2,)
    assert connection.execute("SELECT count(*) FROM sentence_vectors").fetchone() == (0,)
    connection.execute('INSERT INTO sentences (article, start, "end") VALUES (1, 10, 11)')
    assert connection.execute("SELECT max(id) FROM sentences").fetchone() == (4,), "never twice"
    connection.close()


def _with_article(folder: Path, text: str, *, until: int) -> sqlite3.Connection:
    """A database of an older version with one article."""
    connection = sqlite3.connect(folder / "x.sqlite", isolation_level=None)
    schema.migrate(connection, until=until)
    connection.execute(
        "INSERT INTO articles VALUES (1, 'a', '', '', '', '', '', NULL, '', '', '', '{}', '[]', 0, "
        "?)",
        (text,),
    )
    return connection


def test_migration_3_reads_kinds_from_the_characters(tmp_path: Path) -> None:
    text = "“Tolls will fall,” she said. She said that tolls “will fall” soon."
    connection = _with_article(tmp_path, text, until=2)
    connection.executemany(
        'INSERT INTO statements (article, start, "end", content, source, kind, polarity, modality, '
        "certainty, confidence) VALUES (1, 0, 9, ?, '[]', 'indirect', 'asserted', 'certain', "
        "'certain', 1)",
        [(f"[[{a}, {b}]]",) for a, b in ((0, 18), (37, 65), (43, 48))],
    )
    assert schema.migrate(connection, until=3) == 3
    kinds = connection.execute("SELECT kind FROM statements ORDER BY id").fetchall()
    assert kinds == [("direct",), ("mixed",), ("reported",)]
    connection.close()


def test_migration_4_keeps_corrections_apart(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    schema.migrate(connection, until=3)
    connection.execute(
        "INSERT INTO articles VALUES (1, 'a', '', '', '', '', '', NULL, '', '', '', '{}', '[]', 0, "
        "'x')"
    )
    connection.executemany(
        'INSERT INTO statements (article, start, "end", content, source, kind, polarity, modality, '
        "certainty, confidence, form, role) VALUES (1, 0, 1, '[]', '[]', 'reported', 'asserted', "
        "'certain', 'certain', 1, ?, 'mayor')",
        [("one",), ("two",), ("three",)],
    )
    connection.execute("INSERT INTO meta VALUES ('aliases_seen', 'x')")
    assert schema.migrate(connection, until=4) == 4
    connection.execute("UPDATE statements SET hidden = 1 WHERE form = 'one'")
    connection.execute("UPDATE statements SET corrected = 1 WHERE form = 'two'")
    rows = connection.execute("SELECT form, role FROM said ORDER BY id").fetchall()
    assert rows == [("", ""), ("three", "mayor")]
    assert connection.execute("SELECT * FROM corrections").fetchall() == []
    assert connection.execute("SELECT key FROM meta").fetchall() == []
    connection.close()


def test_migration_5_reads_what_is_told_inside_a_quotation(tmp_path: Path) -> None:
    text = "“Lind says tolls will fall,” she said."
    connection = _with_article(tmp_path, text, until=4)
    connection.executemany(
        'INSERT INTO statements (article, start, "end", content, source, cue, kind, polarity, '
        "modality, certainty, confidence) VALUES (1, 0, 9, ?, ?, ?, 'direct', 'asserted', "
        "'certain', 'certain', 1)",
        [
            ("[[1, 26]]", "[[29, 32]]", "[33, 37]"),
            ("[[11, 26]]", "[[1, 5]]", "[6, 10]"),
            ("[[11, 26]]", "[]", None),
        ],
    )
    assert schema.migrate(connection, until=5) == 5
    kinds = connection.execute("SELECT kind FROM statements ORDER BY id").fetchall()
    assert kinds == [("direct",), ("reported",), ("direct",)]
    connection.close()


def test_every_migration_has_a_test() -> None:
    text = Path(__file__).read_text(encoding="utf-8")
    for number, _ in schema.migrations():
        assert f"def test_migration_{number}_" in text


def test_a_migration_that_fails_leaves_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    schema.migrate(connection)
    broken = [*schema.migrations(), (99, "CREATE TABLE half (a); CREATE TABLE articles (a);")]
    monkeypatch.setattr(schema, "migrations", lambda: broken)
    with pytest.raises(sqlite3.OperationalError):
        schema.migrate(connection)
    connection.close()
    again = sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)
    assert schema.stored_version(again) == len(broken) - 1
    assert "half" not in tables(again)
    again.close()


def test_a_newer_collection_is_refused(local: LocalCollection, folder: Path) -> None:
    local.close()
    connection = sqlite3.connect(folder / database.FILE)
    connection.execute(f"PRAGMA user_version = {schema.current_version() + 1}")
    connection.close()
    with pytest.raises(SchemaTooNew, match="pip install --upgrade onrecord"):
        open_collection(folder)
    with pytest.raises(SchemaTooNew):
        open_collection(folder, create=True)


def test_no_collection_there(tmp_path: Path) -> None:
    with pytest.raises(CollectionNotFound, match=r"onrecord -c .* add"):
        open_collection(tmp_path / "nothing")
    with pytest.raises(CollectionNotFound):
        open_collection(tmp_path, read_only=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(CollectionNotFound, match="is a file"):
        open_collection(tmp_path / "file", create=True)
    assert not (tmp_path / "nothing").exists()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / database.FILE)
    connection.execute("CREATE TABLE theirs (a)")
    connection.commit()
    connection.close()
    with pytest.raises(CollectionDamaged, match="another program"):
        open_collection(tmp_path, create=True)
    connection = sqlite3.connect(tmp_path / database.FILE)
    assert tables(connection) == {"theirs"}
    connection.close()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / database.FILE).write_bytes(b"no database at all, but long enough" * 40)
    with pytest.raises(CollectionDamaged, match="restore it from a copy"):
        open_collection(tmp_path)


def test_making_it_was_interrupted(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / database.FILE)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    with pytest.raises(CollectionNotFound, match="never finished"):
        open_collection(tmp_path)
    with open_collection(tmp_path, create=True) as collection:
        assert collection.count() == 0


def test_an_older_version_is_migrated_when_opened(
    local: LocalCollection, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    local.close()
    newer = [*schema.migrations(), (schema.current_version() + 1, "CREATE TABLE extra (a);")]
    monkeypatch.setattr(schema, "migrations", lambda: newer)
    with pytest.raises(CollectionError, match="older format"):
        open_collection(folder, read_only=True)
    open_collection(folder).close()
    connection = sqlite3.connect(folder / database.FILE)
    assert schema.stored_version(connection) == newer[-1][0]
    assert "extra" in tables(connection)
    connection.close()


def test_read_only_reads_and_refuses_to_write(
    local: LocalCollection, folder: Path, make: Callable[..., Article]
) -> None:
    local.add([make(1)])
    local.close()
    with open_collection(folder, read_only=True) as collection:
        assert collection.search_lexical("token1x", 3)
        assert collection.search_dense("coast", 3)
        for change in (
            lambda: collection.add([make(2)]),
            lambda: collection.remove([make(1).id]),
            lambda: collection.log({"q": 1}),
        ):
            with pytest.raises(CollectionError, match="read-only"):
                change()
