"""Reading ahead changes how long answers take, and nothing else."""

from __future__ import annotations

from pathlib import Path

import rag
from index import Collection, open_collection
from rag import kinds, reader
from rag.warming import read_ahead


def test_answers_stay_the_same(news: Collection) -> None:
    question = "Who claims Azerbaijan will seek NATO membership?"
    before = rag.ask(news, question).to_dict(timings=False)
    assert before["citations"]
    read_ahead(news)
    assert rag.ask(news, question).to_dict(timings=False) == before


def test_what_the_first_question_would_wait_for_is_there(
    news: Collection,
) -> None:
    reader.load.cache_clear()
    kinds._weights.cache_clear()
    read_ahead(news)
    assert reader.load.cache_info().currsize == 1
    assert kinds._weights.cache_info().currsize == 1


def test_an_empty_collection_has_nothing_to_read(tmp_path: Path) -> None:
    with open_collection(tmp_path / "c", create=True) as collection:
        read_ahead(collection)
        assert rag.ask(collection, "Who is here?").reason == "empty_collection"
