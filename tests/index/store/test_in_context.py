"""Statements' vectors, made of their words as the encoder read them within their passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import Article, LocalCollection, open_collection, rebuild
from index.encoder import load_encoder
from index.identity import IN_CONTEXT
from index.indexing import Attribute
from index.preparing import Units, embed, split_article

TEXT = (
    "Marta Kovic spoke about the harbour of Riga. "
    "Selma Orhan said that it will never open. Ivan Dral claimed that grain is dear."
)


def vectors_of(folder: Path) -> list[np.ndarray]:
    """The stored vectors of all statements, in the order of their ids."""
    with closing(sqlite3.connect(folder / "onrecord.sqlite")) as connection:
        rows = connection.execute("SELECT vector FROM statement_vectors ORDER BY id").fetchall()
    return [np.frombuffer(row[0], "<f2").astype(np.float32) for row in rows]


def forget(folder: Path) -> None:
    """Make a collection one that was begun before vectors were made in context."""
    with closing(sqlite3.connect(folder / "onrecord.sqlite")) as connection, connection:
        connection.execute("DELETE FROM meta WHERE key = ?", (IN_CONTEXT,))


def test_what_it_refers_to_is_part_of_a_statements_vector(
    folder: Path, attribute: Attribute
) -> None:
    article = Article(text=TEXT, title="One", path="one.txt")
    with open_collection(folder, create=True) as collection:
        collection.attribute = attribute
        collection.add([article])
        statement = collection.statements()[0]
        content = article.text[slice(*statement.content[0])]
    assert content.startswith("it will never open")
    [stored, other] = vectors_of(folder)
    encoder = load_encoder()
    alone, harbour = encoder.encode_short([content, "Will the harbour of Riga open?"])
    assert float(stored @ harbour) > float(alone @ harbour) + 0.1
    assert float(stored @ harbour) > float(other @ harbour)


def test_a_collection_begun_before_keeps_to_its_way_until_it_is_embedded_again(
    folder: Path, attribute: Attribute
) -> None:
    encoder = load_encoder()
    with open_collection(folder, create=True) as collection:
        collection.attribute = attribute
        collection.add([Article(text="Ivan Dral said that all is well.", path="zero.txt")])
    forget(folder)
    with open_collection(folder) as collection:
        collection.attribute = attribute
        collection.add([Article(text=TEXT, title="One", path="one.txt")])
        contents = [
            collection.article(s.article_id).text[slice(*s.content[0])]
            for s in sorted(collection.statements(), key=lambda s: s.id)
        ]
    alone = encoder.encode_short(contents)
    for vector, expected in zip(vectors_of(folder)[1:], alone[1:], strict=True):
        assert float(vector @ expected) > 0.999
    rebuild(folder, reembed=True)
    for vector, expected in zip(vectors_of(folder)[1:], alone[1:], strict=True):
        assert float(vector @ expected) < 0.95


def test_one_by_one_or_all_at_once_gives_the_same_vectors(
    make: Callable[..., Article], attribute: Attribute, tmp_path: Path
) -> None:
    articles = [make(i, said=6) for i in range(70)]
    for name, batches in (("whole", [articles]), ("parts", [articles[:3], articles[3:]])):
        with open_collection(tmp_path / name, create=True) as collection:
            collection.attribute = attribute
            for batch in batches:
                collection.add(batch)
    whole, parts = vectors_of(tmp_path / "whole"), vectors_of(tmp_path / "parts")
    assert len(whole) == 420
    for one, other in zip(whole, parts, strict=True):
        assert float(one @ other) > 0.999


def test_words_in_no_passage_are_read_alone(local: LocalCollection, attribute: Attribute) -> None:
    encoder = load_encoder()
    text = "All is quiet. Ivan Dral said that grain is dear."
    article = Article(text=text, boilerplate=((14, len(text)),), path="one.txt")
    _, passages = split_article(article, encoder)
    [found] = attribute([article], [[]])
    [(vectors, spoken)] = embed(
        encoder, [Units(article, passages, [s.statement for s in found])], in_context=True
    )
    assert vectors.shape == (1, 384)
    assert float(spoken[0] @ encoder.encode_question("grain is dear")) > 0.999


def test_what_is_read_in_parts_is_the_same_as_read_at_once(
    make: Callable[..., Article], attribute: Attribute, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = load_encoder()
    articles = [make(i, said=30) for i in range(3)]
    found = attribute(articles, [[] for _ in articles])
    units = [
        Units(a, split_article(a, encoder)[1], [s.statement for s in said])
        for a, said in zip(articles, found, strict=True)
    ]
    assert sum(len(u.passages) for u in units) > 9
    told: list[tuple[int, int]] = []
    whole = embed(encoder, units, in_context=True)
    monkeypatch.setattr("index.preparing.AT_ONCE", 2)
    parts = embed(encoder, units, in_context=True, progress=lambda *at: told.append(at))
    for (a, b), (c, d) in zip(whole, parts, strict=True):
        assert np.abs(a - c).max() < 1e-5
        assert np.abs(b - d).max() < 1e-3
