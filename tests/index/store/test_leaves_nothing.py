"""What is removed or replaced cannot be found in any byte of the folder."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from index import Article, LocalCollection, doctor, open_collection
from index.store import caches
from index.store.database import Database

WORDS = ("xylograph", "quokka", "zebrafinch")
TEXT = "A xylograph was sold. Marta Kovic said that a quokka saw it. The zebrafinch did not."

Make = Callable[..., Article]


def files_with(folder: Path, word: str) -> list[str]:
    return [
        str(p.relative_to(folder))
        for p in folder.rglob("*")
        if p.is_file() and word.encode() in p.read_bytes()
    ]


@pytest.fixture
def secret() -> Article:
    return Article(
        text=TEXT,
        title="A xylograph, a quokka and a zebrafinch",
        author="Quokka Zebrafinch",
        url="https://example.org/xylograph",
        path="zebrafinch.txt",
    )


def test_removed(local: LocalCollection, folder: Path, make: Make, secret: Article) -> None:
    local.add([make(n) for n in range(20)])
    local.add([secret, *(make(n) for n in range(20, 40))])
    local.log({"question": "Who sold the quokka?", "citations": [{"article_id": secret.id}]})
    assert all(files_with(folder, word) for word in WORDS)
    assert local.remove([secret.id]) == 1
    for word in (*WORDS, secret.id):
        assert files_with(folder, word) == []
    local.close()
    for word in WORDS:
        assert files_with(folder, word) == []
    assert doctor(folder) == []


def test_replaced(local: LocalCollection, folder: Path, make: Make) -> None:
    local.add([make(n) for n in range(20)])
    local.add([make(50, text=TEXT)])
    assert files_with(folder, "quokka")
    report = local.add([make(50, text="Nothing of the kind was sold.")])
    assert len(report.replaced) == 1
    for word in WORDS:
        assert files_with(folder, word) == []


def test_removed_while_another_reads(
    local: LocalCollection, folder: Path, secret: Article, make: Make
) -> None:
    """An open read transaction keeps SQLite's log; what lies in it goes with the next change."""
    local.add([secret, make(1)])
    other = Database(folder, read_only=True)
    other._reader.execute("BEGIN")
    other.one("SELECT count(*) FROM articles")
    assert local.remove([secret.id]) == 1
    assert local.search_lexical("quokka", 5) == []
    other._reader.execute("ROLLBACK")
    assert local.generation == 2
    other.close()
    local.close()
    with open_collection(folder):
        pass
    for word in WORDS:
        assert files_with(folder, word) == []
    with closing(Database(folder, read_only=True)) as database:
        assert database.meta(caches.SCRUB) == "0"
    assert doctor(folder) == []
