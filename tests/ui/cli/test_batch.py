"""A list of questions is asked, printed and written down as one document."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
BRIDGE = "Who says the bridge will open in May?"
FERRY = "Who says the ferry has to stay?"
SILENT = "Who says that interest rates will rise?"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("questions.txt", f"# of today\n{BRIDGE}\n\n  {FERRY}\n{SILENT}\n"),
        ("questions.csv", f"id,question\n1,{BRIDGE}\n2,{FERRY}\n3,{SILENT}\n"),
        (
            "questions.jsonl",
            "".join(json.dumps({"id": "a", "question": q}) + "\n" for q in (BRIDGE, FERRY, SILENT)),
        ),
    ],
)
def test_a_list_is_asked_and_exported(
    onrecord: Run, spoken: Path, tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = onrecord("-c", spoken, "ask", "--from", name, "--export", "out.csv", "--no-log")
    assert ran.code == 0
    assert ran.err == "3 questions, 2 answered\nsaved as out.csv\n"
    for number, question in enumerate((BRIDGE, FERRY, SILENT), 1):
        assert f"{number}. {question}" in ran.out
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    asked = {(row["answer"], row["question"]) for row in rows if row["use"] == "cited"}
    assert asked == {("1", BRIDGE), ("2", FERRY)}
    assert onrecord("-c", spoken, "verify", "out.csv").code == 0


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_question_without_any_quotation_keeps_its_row(
    onrecord: Run, spoken: Path, tmp_path: Path, ending: str
) -> None:
    asked = f"Hello!\n{FERRY}\n"
    file = f"out.{ending}"
    ran = onrecord("-c", spoken, "ask", "--from", "-", "--export", file, "--no-log", stdin=asked)
    assert "2 questions, 1 answered" in ran.err
    verified = onrecord("-c", spoken, "verify", file)
    assert (verified.code, verified.out.splitlines()[-1]) == (0, "1 of 1 quotation is exact")
    if ending == "csv":
        with (tmp_path / file).open(encoding="utf-8-sig", newline="") as stream:
            first, *_ = csv.DictReader(stream)
        assert (first["question"], first["use"], first["quote"]) == ("Hello!", "no answer", "")


def test_the_list_may_come_through_a_pipe_and_go_out_as_json(onrecord: Run, spoken: Path) -> None:
    ran = onrecord("-c", spoken, "ask", "--json", "--from", "-", stdin=f"{BRIDGE}\n???\n{SILENT}\n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [(one["question"], one["status"]) for one in answers] == [
        (BRIDGE, "answered"),
        (SILENT, "abstained"),
    ]
    assert "not asked: ???" in ran.err


def test_without_any_answer_the_exit_code_says_so(onrecord: Run, spoken: Path) -> None:
    assert onrecord("-c", spoken, "ask", "--from", "-", stdin=f"{SILENT}\n").code == 3


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.txt", "\n# nothing\n", "no questions"),
        ("a.csv", "id,text\n1,Who?\n", "no questions"),
        ("a.jsonl", '{"q": 1}\n', "a.jsonl:1: not an object with a key"),
    ],
)
def test_a_file_without_questions_is_named(
    onrecord: Run, spoken: Path, tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    ran = onrecord("-c", spoken, "ask", "--from", name)
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


def test_a_question_and_a_list_do_not_go_together(onrecord: Run, spoken: Path) -> None:
    assert onrecord("-c", spoken, "ask", "--from", "x.txt", BRIDGE).code == 2
