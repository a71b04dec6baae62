"""Questions in the articles' own words, made from annotated relations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.reader.examples import Example, labels_of
from training.reader.polnear import questions

TEXTS = {
    "d1": "The old ferry sank. Ada Lind said that the new ferry to Brennick would pay for itself "
    "within four years. It was late. Ada Lind said the crew should be paid in full by April. Ben "
    "Moss denied that the council had taken money from the bank in Torvik last year.",
    "d2": "Cora Berg said that wages at the mill in Torvik would rise by a tenth in spring. The "
    "bank is closed. Cora Berg said the owners had promised as much to everybody there.",
}
SAID = {
    "d1": [
        "that the new ferry to Brennick would pay for itself within four years",
        "that the council had taken money from the bank in Torvik last year",
    ],
    "d2": ["that wages at the mill in Torvik would rise by a tenth in spring"],
}
ANSWERS, NOT = labels_of(["answers"]), labels_of(["hedged", "related", "unrelated"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[Example]]:
    folder = tmp_path_factory.mktemp("polnear")
    (folder / "dev").mkdir()
    docs = [
        {"doc_id": name, "text": text, "author": "", "title": name, "publisher": "nyt"}
        | {"date": "2016-03-01", "split": "train"}
        for name, text in TEXTS.items()
    ]
    relations = [
        {"doc_id": doc, "primary": True, "source": None, "cue": None}
        | {"content": {"spans": [[TEXTS[doc].index(words), TEXTS[doc].index(words) + len(words)]]}}
        for doc, every in SAID.items()
        for words in every
    ]
    write(folder / "dev" / "docs.jsonl", docs)
    write(folder / "dev" / "attributions.jsonl.gz", relations)
    write(folder / "dev" / "questions.jsonl", [])
    return {half: questions(folder, folder / "index", half, 7) for half in (0, 1)}


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    text = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".gz":
        import gzip

        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")


def test_what_is_asked_for_in_its_own_words_answers(made: dict[int, list[Example]]) -> None:
    ferry = [e for e in made[0] if "pay for itself" in e.question or "itself" in e.question]
    assert any(e.labels == ANSWERS for e in ferry)
    for one in made[0]:
        if one.labels == ANSWERS:
            words = one.question.rstrip("?.").split()
            assert any(word.strip(",") in one.unit.unit for word in words if len(word) > 3)


def test_a_half_has_nothing_of_the_other(made: dict[int, list[Example]]) -> None:
    for half, examples in made.items():
        assert examples
        own = TEXTS[f"d{half + 1}"]
        assert {e.unit.title for e in examples} == {f"d{half + 1}"}
        assert all(e.unit.unit in own for e in examples if e.labels == NOT)


def test_what_the_reporting_words_deny_is_nobodys_claim(made: dict[int, list[Example]]) -> None:
    taken = [e for e in made[0] if e.labels == ANSWERS and "council had taken" in e.question]
    assert not taken


def test_what_somebody_says_without_the_topic_is_no_answer(made: dict[int, list[Example]]) -> None:
    asked = [e for e in made[0] if "Ada Lind" in e.question and "about Brennick" in e.question]
    asked += [e for e in made[0] if "Ada Lind" in e.question and "on Brennick" in e.question]
    found = {e.unit.unit: e.labels for e in asked}
    assert {labels for unit, labels in found.items() if "Brennick" in unit} <= {ANSWERS}
    assert {labels for unit, labels in found.items() if "Brennick" not in unit} <= {NOT}
    assert asked
