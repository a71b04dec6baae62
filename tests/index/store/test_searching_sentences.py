"""Sentences on this machine: their numbers, their vectors, their search files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index import Article, Filter, LocalCollection, Sentence, doctor, open_collection, rebuild
from index.exceptions import ArticleNotFound, CollectionError
from index.store import database

Make = Callable[..., Article]


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / database.FILE)) as connection:
        return connection.execute(sql).fetchall()


def shown(collection: LocalCollection, sentence: Sentence) -> str:
    return collection.article(sentence.article_id).text[sentence.start : sentence.end]


def test_every_sentence_has_a_number_and_a_vector_of_its_own(
    local: LocalCollection, folder: Path, make: Make
) -> None:
    local.add([make(n) for n in range(3)])
    ids = [row[0] for row in rows(folder, "SELECT id FROM sentences ORDER BY article, start")]
    assert ids == list(range(1, 13))
    vectors = rows(folder, "SELECT id, length(vector) FROM sentence_vectors ORDER BY id")
    assert vectors == [(i, 768) for i in ids]
    local.remove([make(2).id])
    local.add([make(5)])
    ids = [row[0] for row in rows(folder, "SELECT id FROM sentences ORDER BY id")]
    assert ids == [*range(1, 9), *range(13, 17)], "no number is used twice"


def test_scores_are_cosines_with_the_stored_vectors(local: LocalCollection, make: Make) -> None:
    local.add([make(n) for n in range(6)])
    question = "Did grain prices rise?"
    asked = local.encoder.encode_question(question)
    hits = local.search_sentences(question, 100)
    assert len(hits) == 24
    stored = local.sentence_vectors([h.sentence for h in hits]).astype(np.float64)
    assert [h.score for h in hits] == [round(float(s), 7) for s in (stored * asked).sum(axis=1)]
    order = [(-h.score, h.sentence.article_id, h.sentence.start) for h in hits]
    assert order == sorted(order)


def test_the_title_helps_to_find_a_sentence_by_its_words(local: LocalCollection) -> None:
    text = "The minister was brief. It rained."
    ferry = Article(text=text, title="The ferry disaster", path="a.txt")
    local.add([ferry, Article(text=text, title="Taxes", path="b.txt")])
    hits = local.search_sentences_lexical("What did the minister say about the ferry?", 9)
    assert [(h.sentence.article_id, shown(local, h.sentence)) for h in hits[:1]] == [
        (ferry.id, "The minister was brief.")
    ]
    assert len(hits) == 3, "each sentence that has a word of the question, or its title"


def test_what_words_find_is_as_near_as_it_is(local: LocalCollection) -> None:
    local.add([Article(text="Grain is dear. The coast is calm. Prices fall.", path="a.txt")])
    nearest = {h.sentence: h.cosine for h in local.search_sentences("grain prices", 9)}
    worded = local.search_sentences_lexical("grain prices", 9)
    assert [h.cosine for h in worded] == [nearest[h.sentence] for h in worded]
    assert len(worded) == 2


def test_a_speakers_sentences_are_those_with_a_part_of_what_they_state(
    local: LocalCollection,
) -> None:
    text = (
        "It was cold. Marta Kovic said that the harbour will open. Nobody came. "
        "Ivan Dral denied that grain is dear. It was late."
    )
    local.add([Article(text=text, path="a.txt")])
    for speaker in local.speakers():
        where = Filter(speaker_ids=(speaker.id,))
        for search in (local.search_sentences, local.search_sentences_lexical):
            hits = search("the harbour and grain", 9, where)
            assert [shown(local, h.sentence).split(" ")[0] for h in hits] == [
                speaker.name.split()[0]
            ]
    both = Filter(speaker_ids=tuple(s.id for s in local.speakers()))
    assert len(local.search_sentences("harbour", 9, both)) == 2


def test_source_and_cue_in_other_sentences_count_too(folder: Path) -> None:
    from index import Statement
    from index.store.writing import Attributed, Mention

    text = "“The harbour will open. It will be large.” Nobody came. So said Marta Kovic. It rained."
    source = text.index("Marta"), text.index(". It rained")
    cue = text.index("said"), text.index(" Marta")
    parts = (1, text.index(" It will")), (text.index("It will"), text.index("”"))
    article = Article(text=text, path="a.txt")
    statement = Statement(article.id, content=parts, source=(source,), cue=cue, kind="direct")
    said = Attributed(statement, Mention("Marta Kovic", "person", "Marta Kovic"))
    with open_collection(folder, create=True) as collection:
        collection.attribute = lambda articles, sentences: [[said]]
        collection.add([article])
        (kovic,) = collection.speakers()
        hits = collection.search_sentences("harbour", 9, Filter(speaker_ids=(kovic.id,)))
        found = {shown(collection, h.sentence) for h in hits}
    assert any("harbour" in text for text in found)
    assert any(text.startswith("So said") for text in found)
    assert not any("Nobody" in text or "rained" in text for text in found)


def test_search_files_are_kept_and_a_lost_one_is_passed_over(
    local: LocalCollection, folder: Path, make: Make
) -> None:
    local.add([make(n) for n in range(6)])
    dense = local.search_sentences("grain prices", 9)
    lexical = local.search_sentences_lexical("grain prices", 9)
    assert {p.name for p in folder.glob("*.faiss")} == {"passages-1.faiss", "sentences-1.faiss"}
    assert {p.name for p in (folder / "lexical").iterdir()} == {"passages", "sentences"}
    (folder / "sentences-1.faiss").unlink()
    with open_collection(folder, read_only=True) as reader:
        assert reader.search_sentences("grain prices", 9) == dense
    rebuild(folder)
    with open_collection(folder, read_only=True) as reader:
        assert reader.search_sentences("grain prices", 9) == dense
        assert reader.search_sentences_lexical("grain prices", 9) == lexical
    assert doctor(folder) == []


def test_an_open_reader_sees_new_sentences_and_misses_removed_ones(
    local: LocalCollection, folder: Path, make: Make
) -> None:
    local.add([make(0)])
    with open_collection(folder, read_only=True) as reader:
        assert len(reader.search_sentences("coast", 99)) == 4
        local.add([make(n) for n in range(1, 4)])
        assert len(reader.search_sentences("coast", 99)) == 16
        assert len(reader.search_sentences_lexical("coast", 99)) == 4
        local.remove([make(1).id])
        for search in (reader.search_sentences, reader.search_sentences_lexical):
            assert make(1).id not in {h.sentence.article_id for h in search("token1x coast", 99)}


def test_stored_vectors_come_in_the_order_asked_for(local: LocalCollection, make: Make) -> None:
    articles = [make(n) for n in range(3)]
    local.add(articles)
    sentences = [s for a in articles for s in local.sentences(a.id)]
    vectors = local.sentence_vectors(sentences)
    assert vectors.shape == (12, 384)
    assert vectors.dtype == np.float32
    assert (local.sentence_vectors(sentences[::-1]) == vectors[::-1]).all()
    assert (local.sentence_vectors([sentences[3]] * 2) == vectors[[3, 3]]).all()
    assert local.sentence_vectors([]).shape == (0, 384)
    with pytest.raises(CollectionError, match="has no sentence 0:3"):
        local.sentence_vectors([Sentence(articles[0].id, 0, 3)])
    with pytest.raises(ArticleNotFound):
        local.sentence_vectors([Sentence("0123456789abcdef", 0, 3)])
