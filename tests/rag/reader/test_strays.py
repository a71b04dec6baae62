"""Sentences of other topics that a question is put to in training."""

from __future__ import annotations

import random
from pathlib import Path

from index import open_collection
from index.types import Article
from training.reader.examples import labels_of
from training.reader.strays import NEAREST, strays

TEXTS = {
    "ferry": "Ada Lind said the ferry would pay for itself. The quay is wet. Ben Moss rows home.",
    "wages": "Cora Berg said pay would rise in spring. The bank is closed. Dan Holt wants less.",
    "bees": "Eve Roth said the hives would recover. Honey is dear. Fay Hill keeps forty of them.",
}
DOCS = {topic: [topic] for topic in TEXTS}


def test_a_question_is_put_to_articles_of_another_pack_and_nothing_there_answers(
    tmp_path: Path,
) -> None:
    with open_collection(tmp_path, create=True) as collection:
        collection.add(Article(text=text, path=f"{name}.txt") for name, text in TEXTS.items())
    asked = [("Who says that pay will rise?", "wages"), ("Who keeps bees?", "bees")]
    seen = set()
    for seed in range(8):
        found = strays(asked, DOCS, tmp_path, random.Random(seed))
        assert len(found) == NEAREST * len(asked)
        for one in found:
            pack = dict(asked)[one.question]
            assert one.unit.unit.rstrip(".") not in TEXTS[pack]
            assert one.labels == labels_of(["related", "unrelated"])
            seen.add((pack, next(t for t in TEXTS if one.unit.unit.rstrip(".") in TEXTS[t])))
    assert seen == {("wages", "ferry"), ("wages", "bees"), ("bees", "ferry"), ("bees", "wages")}
    # A question of no pack may be put to any.
    assert strays([("Who rows?", "")], DOCS, tmp_path, random.Random(0))


def test_the_nearest_sentences_are_taken(tmp_path: Path) -> None:
    text = " ".join(f"Number {n} is a number." for n in range(20))
    with open_collection(tmp_path, create=True) as collection:
        collection.add([Article(text=f"{text} Ada Lind said wages would rise.", path="all.txt")])
    found = strays(
        [("Who says that pay will rise?", "")], {"p": ["all"]}, tmp_path, random.Random(0)
    )
    assert "Ada Lind said wages would rise." in {one.unit.unit for one in found}
