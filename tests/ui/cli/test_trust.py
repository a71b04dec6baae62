"""``verify`` and ``eval``."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BRIDGE = "who says the bridge will open in May?"


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """Two questions over the town."""
    file = tmp_path / "questions.jsonl"
    rows = [
        {
            "id": "q1",
            "type": "who",
            "question": BRIDGE,
            "evidence": [{"doc": "bridge", "quote": "the new bridge over the Lidda will open"}],
        },
        {"id": "q2", "type": "fact", "question": "Who won the chess cup?", "unanswerable": True},
    ]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def test_a_saved_answer_stands_until_its_article_changes(
    onrecord: Run, town: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(town, tmp_path / "own"))
    saved = tmp_path / "answer.json"
    saved.write_text(onrecord("-c", own, "ask", "--json", BRIDGE).out, encoding="utf-8")
    ran = onrecord("-c", own, "verify", saved)
    assert ran.code == 0
    assert "[1] exact" in ran.out
    assert onrecord("-c", own, "verify", "-", stdin=saved.read_text(encoding="utf-8")).code == 0

    bent = json.loads(saved.read_text(encoding="utf-8"))
    bent["citations"][0]["quote"]["text"] = "The bridge will open in April"
    saved.write_text(json.dumps(bent), encoding="utf-8")
    ran = onrecord("-c", own, "verify", saved, "--json")
    assert ran.code == 1
    assert ran.json["exact"] == ran.json["total"] - 1
    assert ran.json["checks"][0]["result"] == "altered"

    onrecord("-c", own, "remove", bent["citations"][0]["quote"]["article_id"])
    assert "article gone" in onrecord("-c", own, "verify", saved).out


def test_a_kept_answer_can_be_verified_by_its_number(onrecord: Run, town: Path) -> None:
    number = onrecord("-c", town, "ask", "--json", BRIDGE).json["log_id"]
    assert onrecord("-c", town, "verify", "--log", number).code == 0
    missing = onrecord("-c", town, "verify", "--log", 999_999)
    assert missing.code == 1
    assert "999999" in missing.err


@pytest.mark.parametrize("content", ["", "no json", "[]", "{}", '{"citations": [{}]}'])
def test_what_is_no_answer_is_refused(
    onrecord: Run, town: Path, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "answer.json"
    file.write_text(content, encoding="utf-8")
    ran = onrecord("-c", town, "verify", file)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error: ")


def test_a_missing_file_names_the_command_that_makes_one(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "verify", "nothing.json")
    assert ran.code == 1
    assert "onrecord ask --json" in ran.err


def test_eval_measures_and_holds_to_a_threshold(
    onrecord: Run, town: Path, questions: Path, tmp_path: Path
) -> None:
    ran = onrecord("-c", town, "eval", questions, "-q")
    assert ran.code == 0
    assert "correct" in ran.out
    assert "recall@5" in ran.out
    shape = onrecord("-c", town, "eval", questions, "--json", "-q").json
    assert shape["passed"] is True
    value = shape["runs"][0]["summary"]["total"]["metrics"]["citation_exact"]["value"]
    assert value == 1.0
    failed = onrecord("-c", town, "eval", questions, "-q", "--fail-under", "nonsense=0.5")
    assert failed.code == 1
    assert "nonsense" in failed.err
    report = tmp_path / "report.html"
    done = onrecord(
        "-c", town, "eval", questions, "-q", "--fail-under", "citation_exact=1", "--report", report
    )
    assert done.code == 0
    assert report.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_eval_keeps_a_run_and_compares_with_it(
    onrecord: Run, town: Path, questions: Path, tmp_path: Path
) -> None:
    run = tmp_path / "run"
    assert onrecord("-c", town, "eval", questions, "-q", "--save", run).code == 0
    assert (run / "results.jsonl").exists()
    assert onrecord("-c", town, "eval", questions, "-q", "--baseline", run).code == 0
    both = onrecord("-c", town, "eval", questions, questions, "-q", "--baseline", run)
    assert both.code == 1
    assert onrecord("-c", town, "eval", "none.jsonl", "-q").code == 1
