"""The doctor finds every harm that is done here, names a mend, and the mend mends it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index import Article, Finding, LocalCollection, doctor, open_collection, rebuild
from index.exceptions import CollectionDamaged, CollectionLocked, CollectionNotFound, EncoderError
from index.store import database
from index.store.lock import WriterLock

Make = Callable[..., Article]


@pytest.fixture
def filled(local: LocalCollection, folder: Path, make: Make) -> Path:
    local.add([make(n) for n in range(6)])
    local.close()
    return folder


def change(folder: Path, sql: str, *values: object) -> None:
    connection = sqlite3.connect(folder / database.FILE)
    with connection:
        connection.execute(sql, values)
    connection.close()


def one(folder: Path) -> Finding:
    (finding,) = doctor(folder)
    assert finding.fix
    return finding


def mended(folder: Path, *, reembed: bool = False) -> None:
    rebuild(folder, reembed=reembed)
    assert doctor(folder) == []


def test_a_sound_collection_has_no_findings(filled: Path) -> None:
    before = sorted((p, p.stat().st_mtime_ns) for p in filled.glob("*.faiss"))
    assert doctor(filled) == []
    assert sorted((p, p.stat().st_mtime_ns) for p in filled.glob("*.faiss")) == before


def test_an_empty_one_is_sound(local: LocalCollection, folder: Path) -> None:
    assert doctor(folder) == []


def test_no_collection_and_a_busy_one(tmp_path: Path, filled: Path) -> None:
    with pytest.raises(CollectionNotFound):
        doctor(tmp_path / "nothing")
    with WriterLock(filled), pytest.raises(CollectionLocked):
        doctor(filled)


@pytest.mark.parametrize("table", ["passages", "sentences"])
def test_the_vector_file(filled: Path, table: str) -> None:
    (path,) = filled.glob(f"{table}-*.faiss")
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert any("not the file that was written" in f.what for f in doctor(filled))
    mended(filled)
    next(filled.glob(f"{table}-*.faiss")).unlink()
    assert "missing or behind" in one(filled).what
    open_collection(filled).close()
    assert doctor(filled) == [], "opening it mends it"


def test_leftovers(filled: Path) -> None:
    (filled / "passages-9.faiss.77.tmp").write_text("half")
    (filled / "statements-0.faiss").write_text("old")
    (filled / "lexical" / "statements" / "0").mkdir(parents=True)
    assert {f.severity for f in doctor(filled)} == {"warning"}
    assert len(doctor(filled)) == 3
    mended(filled)


def test_the_lexical_index(filled: Path) -> None:
    words = filled / "lexical" / "passages"
    (words / "0" / "meta.json").write_text("{")
    assert one(filled).severity == "error"
    with open_collection(filled) as collection:
        assert collection.search_lexical("token3x", 3)
    assert doctor(filled) == []
    shutil.rmtree(words)
    assert "holds 0 passages" in one(filled).what
    mended(filled)


def test_a_text_that_was_changed(filled: Path, make: Make) -> None:
    change(filled, "UPDATE articles SET text = replace(text, 'coast', 'roast') WHERE seq = 2")
    finding = one(filled)
    assert "not the one that was added" in finding.what
    assert make(1).id in finding.fix
    with open_collection(filled) as collection:
        with pytest.raises(CollectionDamaged):
            collection.article(make(1).id)
        assert collection.remove([make(1).id]) == 1
        collection.add([make(1)])
    assert doctor(filled) == []


@pytest.mark.parametrize("table", ["sentences", "passages"])
def test_an_offset_outside_the_text(filled: Path, table: str) -> None:
    change(
        filled,
        f'UPDATE {table} SET "end" = 99999 WHERE id = 1',
    )
    assert any("outside" in f.what for f in doctor(filled))
    mended(filled, reembed=True)


@pytest.mark.parametrize("table", ["passage_vectors", "sentence_vectors"])
@pytest.mark.parametrize("vector", [b"", b"\x00" * 768, np.full(384, np.nan, "<f2").tobytes()])
def test_a_vector_that_is_none(filled: Path, table: str, vector: bytes) -> None:
    change(filled, f"UPDATE {table} SET vector = ? WHERE id = 3", vector)
    assert "vector" in one(filled).what
    mended(filled, reembed=True)


def test_a_missing_vector_and_an_orphan(filled: Path) -> None:
    change(filled, "DELETE FROM passage_vectors WHERE id = 2")
    change(filled, 'INSERT INTO sentences (article, start, "end") VALUES (77, 0, 5)')
    whats = " ".join(f.what for f in doctor(filled))
    assert "1 passages have no vector" in whats
    assert "1 rows belong to nothing" in whats


def test_another_encoder(filled: Path) -> None:
    change(
        filled,
        "UPDATE meta SET value = json_set(value, '$.weights_sha256', 'abc') WHERE key = 'encoder'",
    )
    assert "--re-embed" in one(filled).fix
    with open_collection(filled) as collection:
        assert collection.search_lexical("coast", 1), "words need no encoder"
        with pytest.raises(EncoderError, match="rebuild --re-embed"):
            collection.search_dense("coast", 1)
        with pytest.raises(EncoderError):
            collection.add([Article(text="More.")])
    with pytest.raises(EncoderError):
        open_collection(filled, encoder="all-MiniLM-L6-v2")
    mended(filled, reembed=True)
    open_collection(filled, encoder="all-MiniLM-L6-v2").close()


def test_a_damaged_database(filled: Path) -> None:
    path = filled / database.FILE
    data = bytearray(path.read_bytes())
    data[8192:20480] = b"\xff" * 12288
    path.write_bytes(data)
    findings = doctor(filled)
    assert findings
    assert all("restore it from a copy" in f.fix for f in findings if "damaged" in f.what)
    path.write_bytes(b"x" * 8192)
    assert "restore it from a copy" in one(filled).fix


def test_a_newer_version(filled: Path) -> None:
    change(filled, "PRAGMA user_version = 99")
    assert "upgrade" in one(filled).fix


def test_reembedding_changes_ids_of_passages_and_nothing_else(filled: Path) -> None:
    with open_collection(filled) as collection:
        dense = collection.search_dense("grain prices", 4)
        lexical = collection.search_lexical("grain prices", 4)
        log = collection.log({"question": "?"})
        generation = collection.generation
        calls: list[tuple[str, int, int]] = []
        rebuild(filled, reembed=True, progress=lambda *call: calls.append(call))
        assert ("articles", 6, 6) in calls
        assert collection.generation == generation + 1
        assert collection.search_dense("grain prices", 4) == dense
        assert collection.search_lexical("grain prices", 4) == lexical
        assert collection.logged(log) == {"question": "?"}
        rebuild(filled)
        assert collection.generation == generation + 1
        assert collection.search_dense("grain prices", 4) == dense


def test_statements_of_an_older_version(filled: Path) -> None:
    change(filled, "DELETE FROM meta WHERE key = 'statements'")
    finding = one(filled)
    assert finding.severity == "warning"
    assert finding.fix.endswith("rebuild --statements")
    rebuild(filled, statements=True)
    assert doctor(filled) == []
