"""Span F1 of a collection's statements, on spans worked out by hand and on PolNeAR."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval import EvaluationError
from eval.datasets import polnear
from eval.datasets.base import rows
from eval.extraction import Relation, extraction_scores, word_spans
from index import (
    Article,
    LocalCollection,
    Sentence,
    Statement,
    canonical_text,
    open_collection,
)
from index.store.writing import Attributed

TEXT = "Ada Brook said the mill is open. Ben Crane denied it."
GOLD = [
    Relation(((0, 9),), ((10, 14),), ((15, 31),)),
    Relation(((33, 42),), ((43, 49),), ((50, 52),)),
]


def half_right(
    articles: Sequence[Article], sentences: Sequence[Sequence[Sentence]]
) -> list[list[Attributed]]:
    """The first relation with a content that is a word too short, and nothing else."""
    return [
        [Attributed(Statement(a.id, content=((15, 26),), source=((0, 9),), cue=(10, 14)), None)]
        for a in articles
    ]


def test_spans_become_words() -> None:
    assert word_spans(TEXT, GOLD[:1]) == [("source", 0, 2), ("cue", 2, 3), ("content", 3, 7)]
    assert word_spans(TEXT, [Relation(((1, 5),)), Relation(((0, 9),))]) == [("source", 0, 2)]
    assert word_spans(TEXT, [Relation(((9, 10),))]) == []


def test_scores_are_those_of_the_spans(tmp_path: Path) -> None:
    open_collection(tmp_path / "c", create=True).close()
    with LocalCollection(tmp_path / "c", attribute=half_right) as mill:
        mill.add([Article(TEXT, path="mill.txt")])
        scores = extraction_scores(mill, {"mill": GOLD})
        assert scores["articles"] == 1
        assert scores["source"]["precision"] == 1
        assert scores["source"]["recall"] == 0.5
        assert scores["cue"]["f1"] == pytest.approx(2 / 3, abs=1e-6)
        assert scores["content"]["f1"] == 0
        assert scores["content"]["begin_f1"] == pytest.approx(2 / 3, abs=1e-6)
        with pytest.raises(EvaluationError, match="0 articles"):
            extraction_scores(mill, {"nowhere": GOLD})


def test_polnear_relations_stand_in_its_articles(shared: Path) -> None:
    folder = shared / "evaldata" / "polnear"
    gold = polnear.relations(folder)
    assert len(gold) == 84, "the official dev split"
    read = rows(folder / "dev" / "docs.jsonl")
    texts = {f"{row['doc_id']}.txt": canonical_text(row["text"]) for row in read}
    for path, relations in gold.items():
        for relation in relations:
            for start, end in (*relation.source, *relation.cue, *relation.content):
                assert 0 <= start < end <= len(texts[path])
                assert texts[path][start:end].strip()
