"""The set of questions in the asker's own words: a small one made here, and the real one."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import unseen
from eval import DatasetError, GoldQuestion
from eval.datasets import load_dataset
from eval.datasets.base import news

TEXT = (
    "Harbour master Lena Orrin says the quay will be open by June. “I would not bet on it,” said "
    "Paul Wick, who fishes there. The quay is 340 metres long."
)
OPEN = {"doc": "quay", "quote": "the quay will be open by June", "speaker": "Lena Orrin"}
DOUBT = {"doc": "quay", "quote": "“I would not bet on it,”", "speaker": "Paul Wick"}
ORRIN = ["Lena Orrin", "Orrin", "the harbour master"]
WICK = ["Paul Wick", "Wick"]


def row(name: str, kind: str, **more: Any) -> dict[str, Any]:
    """A question with all its fields, as the set has them."""
    empty: dict[str, Any] = {"history": [], "speakers": [], "evidence": [], "answers": []}
    empty |= {"expected": "", "about": "", "reason": "", "note": "", "tags": []}
    empty |= {"unanswerable": False, "pack": "dev-1", "question": "What about the quay?"}
    return empty | {"id": name, "type": kind} | more


def gold(item: dict[str, Any], side: str) -> dict[str, Any]:
    return item | {"side": side}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A set of one article and a question of each kind."""
    article = {"doc": "quay", "title": "The quay", "date": "2026/03/01", "source": "The Gull"}
    article |= {"pack": "dev-1", "text": TEXT}
    both = [gold(OPEN, "affirm"), gold(DOUBT, "deny")]
    length = {"doc": "quay", "quote": "The quay is 340 metres long.", "speaker": "", "side": ""}
    questions = [
        row("1", "who", speakers=[ORRIN], evidence=both, tags=["role"]),
        row("2", "says", speakers=[WICK], evidence=[gold(DOUBT, "")]),
        row("3", "did_say", about="Paul Wick", expected="no", evidence=[gold(DOUBT, "deny")]),
        row("4", "contrast", speakers=[ORRIN, WICK], evidence=both),
        row("5", "fact", answers=["340 metres"], evidence=[length], pack="dev-2"),
        row("6", "followup", history=["Who is sure?"], speakers=[WICK], evidence=both[1:]),
        row("7", "unanswerable", unanswerable=True, reason="no_fact", evidence=both[:1]),
        row("8", "unanswerable", unanswerable=True, reason="false_premise"),
        row("9", "who", speakers=[WICK], evidence=[gold(DOUBT, "hedge")]),
    ]
    place = tmp_path / "natural"
    place.mkdir()
    (place / "articles.jsonl.gz").write_bytes(gzip.compress(json.dumps(article).encode()))
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    (place / "questions.jsonl").write_text(lines, encoding="utf-8")
    return place


@pytest.fixture
def questions(folder: Path) -> dict[str, GoldQuestion]:
    return {q.id: q for q in load_dataset("natural", folder).questions}


def test_articles_carry_what_a_reader_is_told(folder: Path) -> None:
    dataset = load_dataset("natural", folder.parent)
    (article,) = dataset.articles
    assert (article.path, article.title, article.source) == ("quay.txt", "The quay", "The Gull")
    assert str(article.published) == "2026-03-01"
    assert article.text == TEXT


def test_every_kind_becomes_one_of_ours(questions: dict[str, GoldQuestion]) -> None:
    kinds = [questions[name].type for name in "12345678"]
    assert kinds == [
        *("who", "says", "did_say", "contrast", "fact", "follow-up"),
        *("unanswerable", "unanswerable"),
    ]
    assert questions["6"].history == ("Who is sure?",)
    assert (questions["3"].expected, questions["3"].about) == ("no", "Paul Wick")
    assert questions["2"].expected is None
    assert questions["5"].answers == ("340 metres",)


def test_evidence_has_its_side_and_every_form_of_its_speaker(
    questions: dict[str, GoldQuestion],
) -> None:
    own, other = questions["1"].evidence
    assert (own.doc, own.quote, own.stance) == ("quay.txt", OPEN["quote"], "affirm")
    assert own.speaker == tuple(ORRIN)
    # Who is on the other side is no speaker of the question, and has the one name alone.
    assert (other.speaker, other.stance) == ("Paul Wick", "deny")
    assert questions["2"].evidence[0].stance is None
    assert questions["9"].evidence[0].stance == "conditional"


def test_silence_keeps_its_reason_and_loses_the_nearest_evidence(
    questions: dict[str, GoldQuestion],
) -> None:
    missing, false = questions["7"], questions["8"]
    assert missing.unanswerable
    assert missing.evidence == ()
    assert (missing.reason, missing.tags) == ("no_claim", ("dev-1", "no_fact"))
    # An abstention cannot say that the premise is false, so no reason is asked for.
    assert (false.reason, false.tags) == ("", ("dev-1", "false_premise"))


def test_packs_are_tags(questions: dict[str, GoldQuestion]) -> None:
    assert questions["1"].tags == ("dev-1", "role")
    assert questions["5"].tags == ("dev-2",)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"articles\.jsonl\.gz: not there"):
        load_dataset("natural", tmp_path)


def test_the_real_set_is_whole_and_its_gold_is_in_its_articles(shared: Path) -> None:
    if not (shared / "evaldata" / "natural").is_dir():
        pytest.skip(f"the question set is not at {shared / 'evaldata' / 'natural'}")
    dataset = load_dataset("natural", shared / "evaldata")
    assert (len(dataset.articles), len(dataset.questions)) == (243, 689)
    kinds = [q.type for q in dataset.questions]
    sizes = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    assert sizes == {
        **{"contrast": 72, "did_say": 84, "fact": 85, "follow-up": 59},
        **{"says": 99, "unanswerable": 104, "who": 186},
    }
    assert len({q.tags[0] for q in dataset.questions}) == 7
    texts = {article.path: article.text for article in dataset.articles}
    for question in dataset.questions:
        assert all(item.quote in texts[item.doc] for item in question.evidence)
        assert all(item.quote for item in question.evidence)
        assert question.type != "follow-up" or question.history


def test_the_unseen_questions_are_of_articles_that_nothing_is_trained_on(shared: Path) -> None:
    data = shared / "evaldata"
    if not (data / "realtimeqa_2026").is_dir() or not (data / "judge").is_dir():
        pytest.skip(f"the question sets are not at {data}")
    dataset = unseen.load(data)
    assert (len(dataset.articles), len(dataset.questions)) == (351, 385)
    trained = [*news(data / "judge" / "articles.jsonl.gz").articles]
    trained += load_dataset("natural", data).articles
    known = {"".join(article.text.split())[:300] for article in trained}
    texts = {article.path: article.text for article in dataset.articles}
    asked = {item.doc for question in dataset.questions for item in question.evidence}
    assert not [doc for doc in asked if "".join(texts[doc].split())[:300] in known]
    for question in dataset.questions:
        assert all(item.quote and item.quote in texts[item.doc] for item in question.evidence)
        assert question.unanswerable or question.evidence
