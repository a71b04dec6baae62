"""The questions written for training: whole, about places that there are, and read as labelled."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from index.types import canonical_text
from rag.reader.form import LABELS
from training.reader.news import read_lines
from training.reader.written import FILE, written

TEXT = "Mayor Ada Lind said the quay would be closed. Ben Moss said it would stay open. It rained."
SHARED = Path(__file__).resolve().parents[4] / "shared" / "evaldata"


@pytest.fixture(scope="module")
def rows() -> Sequence[dict[str, Any]]:
    return read_lines(FILE)


def test_every_question_is_one_of_its_kind_with_places(rows: Sequence[dict[str, Any]]) -> None:
    assert len({row["id"] for row in rows}) == len(rows) > 2000
    for row in rows:
        assert row["question"].strip() == row["question"] != "", row["id"]
        assert {letters for *_, letters in row["places"]} <= {"A", "D", "AD", "H", "T", "N"}
        assert bool(row["history"]) or row["type"] != "followup", row["id"]
        if row["type"] not in ("unanswerable", "did_say"):
            # Of a claim turned round only the contrary may be there.
            assert any({*letters} & {"A", "D"} for *_, letters in row["places"]), row["id"]


def test_places_stand_in_articles_that_natural_has_not(rows: Sequence[dict[str, Any]]) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no data sets at {SHARED}")
    articles = read_lines(SHARED / "judge" / "articles.jsonl.gz")
    sizes = {row["doc"]: len(canonical_text(row["text"])) for row in articles}
    known = {row["doc"] for row in read_lines(SHARED / "natural" / "articles.jsonl.gz")}
    for row in rows:
        for doc, start, end, _ in row["places"]:
            assert 0 <= start < end <= sizes[doc], row["id"]
            assert doc not in known, row["id"]


def test_questions_are_no_sentences_of_articles(rows: Sequence[dict[str, Any]]) -> None:
    if not SHARED.is_dir():
        pytest.skip(f"no data sets at {SHARED}")
    articles = read_lines(SHARED / "judge" / "articles.jsonl.gz")
    asked = {part + "?" for row in articles for part in re.split(r"[?.!”\"\n]\s*", row["text"])}
    assert [
        row["id"] for row in rows if row["question"] in asked and len(row["question"]) > 20
    ] == []


def test_letters_become_labels_of_the_sentences_they_stand_at(tmp_path: Path) -> None:
    article = {"doc": "quay.txt", "title": "", "source": "", "date": None, "text": TEXT}
    with gzip.open(tmp_path / "articles.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps(article))
    ends = [i + 1 for i, c in enumerate(TEXT) if c == "."]
    places = [
        ["quay.txt", start, end, letter]
        for start, end, letter in zip([0, ends[0] + 1, ends[1] + 1], ends, "ADH", strict=True)
    ]
    asked = {"id": "1", "pack": "w1", "type": "who", "history": [], "places": places}
    contrast = {"id": "2", "pack": "w1", "type": "contrast", "history": ["And?"], "places": places}
    other = {"id": "3", "pack": "w2", "type": "who", "history": [], "places": places}
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        "\n".join(json.dumps(r | {"question": "Who shuts it?"}) for r in (asked, contrast, other)),
        encoding="utf-8",
    )
    found = written(tmp_path, tmp_path / "collection", ["w1"], 1, questions)
    got = [
        (
            e.question,
            e.unit.unit.split()[0],
            [n for n, on in zip(LABELS, e.labels, strict=True) if on],
        )
        for e in found
    ]
    assert got == [
        ("Who shuts it?", "Mayor", ["answers"]),
        ("Who shuts it?", "Ben", ["opposite"]),
        ("Who shuts it?", "It", ["hedged", "related"]),
        ("And? Who shuts it?", "Mayor", ["answers", "opposite"]),
        ("And? Who shuts it?", "Ben", ["answers", "opposite"]),
        ("And? Who shuts it?", "It", ["hedged", "related"]),
    ]
    assert found[0].unit.speaker.startswith("Ada Lind")
