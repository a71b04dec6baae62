"""What is typed in a conversation: how it is made for training, and what the weights tell."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rag.kinds import follows_up, is_talk
from rag.language import STOP_WORDS, fold, words
from training.reader import scenes, written
from training.reader.news import read_lines
from training.reader.utterances import FILE, TALK, own, typed

DATA = Path("../shared/evaldata")
LEAST_RIGHT = 0.75
"""Share of the utterances kept back that are told rightly; it was .48 before there were any."""


def test_each_utterance_stands_once_and_half_of_each_sort_is_kept_back() -> None:
    rows = read_lines(FILE)
    assert all(set(row) == {"text", "follows", "sort", "part"} for row in rows)
    texts = [row["text"].casefold() for row in rows]
    assert len(texts) == len(set(texts)) >= 200
    for sort in {row["sort"] for row in rows}:
        parts = Counter(row["part"] for row in rows if row["sort"] == sort)
        assert abs(parts["trained on"] - parts["kept back"]) <= 1, sort
    assert set(TALK) < {row["sort"] for row in rows}


def test_most_utterances_that_were_kept_back_are_told_rightly() -> None:
    kept = [one for one in own() if one.source == "kept back"]
    right = sum(follows_up(one.text) == one.follows for one in kept)
    assert right >= LEAST_RIGHT * len(kept)


def test_no_question_of_those_kept_back_is_taken_for_talk() -> None:
    asked = [row["question"] for row in read_lines(written.FILE)
             if row["pack"] in written.KEPT_BACK]  # fmt: skip
    asked += [q["question"] for scene in read_lines(scenes.FILE)
              if scene["pack"] in scenes.KEPT_BACK for q in scene["questions"][:2]]  # fmt: skip
    assert [question for question in asked[::5] if is_talk(question)] == []


@pytest.mark.skipif(not DATA.is_dir(), reason="needs the data sets in ../shared/evaldata")
def test_what_is_made_of_questions_has_their_telling_words_and_is_made_again_the_same() -> None:
    lines = typed(DATA)
    assert lines == typed(DATA)
    whole = {one.group for one in lines if one.source in ("natural", "written", "scenes")}
    shortened = [one for one in lines if one.source == "keywords"]
    assert len(shortened) > 1000
    assert not any(fold(word) in STOP_WORDS for one in shortened for word in words(one.text))
    assert {one.group for one in lines if one.source == "elliptical"} <= whole
    assert {one.follows for one in lines if one.source == "elliptical"} == {True}
    assert not any(one.follows for one in lines if one.source in ("keywords", "names"))
