"""Collections of schema version 1, whose sentences have neither numbers nor vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sized
from contextlib import closing
from pathlib import Path

import pytest

from index import Article, Filter, LocalCollection, doctor, open_collection, rebuild
from index.exceptions import CollectionError
from index.indexing import Attribute
from index.store import database, schema

Make = Callable[..., Article]


def to_version_1(folder: Path) -> None:
    """Make a collection what version 1 would have made of the same articles."""
    path = folder / database.FILE
    newer = path.with_suffix(".newer")
    path.rename(newer)
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("PRAGMA journal_mode = WAL")
        schema.migrate(old, until=1)
        old.execute("ATTACH ? AS newer", (str(newer),))
        for (table,) in old.execute(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall():
            if table not in ("sentences", "statement_vectors"):
                columns = old.execute(f"SELECT name FROM pragma_table_info('{table}', 'main')")
                own = ", ".join(f'"{name}"' for (name,) in columns.fetchall())
                old.execute(f"INSERT INTO main.{table} SELECT {own} FROM newer.{table}")
        old.execute('INSERT INTO main.sentences SELECT article, start, "end" FROM newer.sentences')
        old.execute(
            "INSERT INTO main.statement_vectors "
            "SELECT id, (SELECT vector FROM newer.passage_vectors LIMIT 1) FROM newer.statements"
        )
        old.execute("UPDATE main.caches SET name = replace(name, 'sentences', 'statements')")
        old.execute("UPDATE main.caches SET file = replace(file, 'sentences', 'statements')")
        old.execute("INSERT INTO main.meta VALUES ('statements_in_context', '1')")
        old.execute("DETACH newer")
    newer.unlink()
    for file in folder.glob("sentences-*.faiss"):
        file.rename(file.with_name(file.name.replace("sentences", "statements")))
    (folder / "lexical" / "sentences").rename(folder / "lexical" / "statements")


@pytest.fixture
def older(folder: Path, make: Make, attribute: Attribute) -> Path:
    """A collection of version 1 with four articles."""
    with open_collection(folder, create=True) as collection:
        collection.attribute = attribute
        collection.add([make(n) for n in range(4)])
    to_version_1(folder)
    return folder


def searches(collection: LocalCollection) -> list[Callable[[], Sized]]:
    sentence = collection.sentences(collection.statements()[0].article_id)[0]
    return [
        lambda: collection.search_sentences("grain", 3),
        lambda: collection.search_statements("grain", 3),
        lambda: collection.search_statements("grain", 3, Filter(sources=("Daily",))),
        lambda: collection.sentence_vectors([sentence]),
    ]


def test_all_but_searching_sentences_works_and_that_says_what_mends_it(
    older: Path, make: Make, attribute: Attribute
) -> None:
    with pytest.raises(CollectionError, match="older format"):
        open_collection(older, read_only=True)
    with open_collection(older) as collection:
        collection.attribute = attribute
        assert collection.count() == 4
        assert len(collection.sentences(make(0).id)) == 4
        assert len(collection.statements()) == 12
        assert collection.search_dense("grain", 3)
        assert collection.search_lexical("token1x", 3)
        assert len(collection.search_sentences_lexical("token1x", 3)) == 1
        assert collection.add([make(5)]).added == (make(5).id,)
        assert len(collection.sentence_vectors(collection.sentences(make(5).id))) == 4
        for search in searches(collection):
            with pytest.raises(CollectionError, match="rebuild --re-embed"):
                search()


def test_nothing_of_the_older_search_files_stays(older: Path) -> None:
    open_collection(older).close()
    assert {p.name for p in (older / "lexical").iterdir()} == {"passages", "sentences"}
    assert list(older.glob("statements*")) == []


def test_the_doctor_says_so_and_embedding_again_mends_it(older: Path, make: Make) -> None:
    (before,) = doctor(older)
    assert before.severity == "error"
    assert before.fix.endswith("rebuild --re-embed")
    open_collection(older).close()
    (after,) = doctor(older)
    assert (after.severity, after.fix) == (before.severity, before.fix)
    assert "16 sentences have no vector" in after.what
    rebuild(older, reembed=True)
    assert doctor(older) == []
    with open_collection(older, read_only=True) as collection:
        assert all(len(search()) for search in searches(collection))
        assert {h.sentence.article_id for h in collection.search_sentences("coast", 99)} == {
            make(n).id for n in range(4)
        }
        assert collection.generation == 2


def test_without_the_articles_of_the_older_version_there_is_nothing_to_mend(
    older: Path, make: Make, attribute: Attribute
) -> None:
    with open_collection(older) as collection:
        collection.attribute = attribute
        collection.add([make(5)])
        collection.remove([make(n).id for n in range(4)])
        assert len(collection.search_sentences("grain", 9)) == 4
    assert doctor(older) == []
