"""``export``, ``ask --export`` and ``passwd``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.ui.cli.test_docs import hold

Run = Callable[..., Any]
BRIDGE = "who says the bridge will open in May?"
SUFFIXES = [".md", ".html", ".json", ".csv", ".bib", ".ris"]


@pytest.fixture
def own(town: Path, tmp_path: Path) -> Path:
    """A collection with a log of its own, empty but for what the test asks."""
    return Path(shutil.copytree(town, tmp_path / "own"))


def test_an_answer_is_written_and_verified(onrecord: Run, own: Path) -> None:
    for suffix in SUFFIXES:
        file = own.parent / f"answer{suffix}"
        asked = onrecord("-c", own, "ask", "--export", file, BRIDGE)
        assert asked.code == 0
        assert "Kovacs" in asked.out  # shown as ever
        ran = onrecord("-c", own, "verify", file)
        assert ran.code == 0, ran.out
        assert "are exact" in ran.out
    stdin = file.read_bytes().decode("utf-8")
    assert onrecord("-c", own, "verify", "-", stdin=stdin).code == 0


def test_an_unknown_ending_is_refused_before_asking(onrecord: Run, own: Path) -> None:
    ran = onrecord("-c", own, "ask", "--export", "answer.pages", BRIDGE)
    assert (ran.code, ran.out) == (1, "")
    assert ".md" in ran.err


def test_the_newest_answer_goes_to_standard_output(onrecord: Run, own: Path) -> None:
    onrecord("-c", own, "ask", "--json", BRIDGE)
    ran = onrecord("-c", own, "export")
    assert ran.out.startswith("# On Record: own\n")
    assert f"## {BRIDGE}" in ran.out
    assert onrecord("-c", own, "export", "--json").json["answers"][0]["question"] == BRIDGE
    assert onrecord("-c", own, "export", "--format", "ris").out.startswith("TY  - NEWS\r\n")


def test_several_answers_make_one_document(onrecord: Run, own: Path) -> None:
    questions = [BRIDGE, "what does Tomas Havel say about the bridge?"]
    numbers = [onrecord("-c", own, "ask", "--json", q).json["log_id"] for q in questions]
    file = own.parent / "talk.html"
    logs = [part for number in numbers for part in ("--log", number)]
    ran = onrecord("-c", own, "export", *logs, "-o", file, "--json")
    hold("export", ran.json)
    assert ran.json["answers"] == 2
    assert ran.json["format"] == "html"
    shape = onrecord("-c", own, "verify", file, "--json").json
    assert shape["answers"] == 2
    assert shape["exact"] == shape["total"] >= ran.json["citations"]
    assert {check["answer"] for check in shape["checks"]} == {1, 2}
    assert "[2-1] exact" in onrecord("-c", own, "verify", file).out


def test_what_is_not_in_the_log_is_said(onrecord: Run, tmp_path: Path) -> None:
    # A collection of its own: the town's may have been asked by other tests.
    own, story = tmp_path / "unasked", tmp_path / "story.txt"
    story.write_text("The mill is open, said Ada Brook.", encoding="utf-8")
    onrecord("add", "-c", own, story, "--no-statements")
    empty = onrecord("-c", own, "export")
    assert empty.code == 1
    assert "onrecord ask" in empty.err
    missing = onrecord("-c", own, "export", "--log", 99)
    assert missing.code == 1
    assert "99" in missing.err


def test_a_terminal_is_not_given_what_acts_on_it(onrecord: Run, terminal: Run, own: Path) -> None:
    onrecord("-c", own, "ask", "what does Paula Stein say about the wolves?")
    ran = terminal("-c", own, "export", "--format", "csv")
    assert "wolves" in ran.out
    assert "\x1b[2J" not in ran.out


def test_passwords_come_from_a_pipe_and_go_again(onrecord: Run, tmp_path: Path) -> None:
    file = tmp_path / "users"
    assert onrecord("passwd", file, "ada", stdin="correct horse\n").code == 0
    made = onrecord("passwd", file, "bob", "--json", stdin="battery staple\n")
    hold("passwd", made.json)
    assert made.json == {"file": str(file), "users": ["ada", "bob"]}
    assert "correct" not in file.read_text(encoding="utf-8")
    assert onrecord("passwd", "--remove", file, "ada", "--json").json["users"] == ["bob"]
    short = onrecord("passwd", file, "cy", stdin="short\n")
    assert short.code == 1
    assert "8" in short.err


def test_other_computers_need_a_password(onrecord: Run, own: Path) -> None:
    ran = onrecord("-c", own, "serve", "--host", "0.0.0.0", "--port", 0)
    assert ran.code == 1
    assert "onrecord passwd" in ran.err
