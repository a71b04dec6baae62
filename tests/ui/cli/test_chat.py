"""``chat``: follow-ups, commands and the end of the input."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TALK = "who says the bridge will open in May?\nwho disagrees with this?\n"


def test_a_follow_up_shows_what_was_really_searched(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "chat", stdin=TALK)
    assert ran.code == 0
    first, second = ran.out.split("searched for: ")
    assert "Sources" in first
    assert "bridge" in second.splitlines()[0]


def test_json_is_one_object_a_line(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "chat", "--json", stdin=TALK + "\n  \n")
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert [a["question"] for a in answers] == TALK.splitlines()
    assert [a["rewritten"] for a in answers] == [False, True]


def test_new_forgets_the_conversation(onrecord: Run, town: Path) -> None:
    first, second = TALK.splitlines()
    ran = onrecord("-c", town, "chat", "--json", stdin=f"{first}\n/new\n{second}\n")
    assert [json.loads(line)["rewritten"] for line in ran.out.splitlines()] == [False, False]


def test_commands_and_unaskable_lines_do_not_end_it(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "chat", stdin="/sources\n/nonsense\n???\n" + TALK + "/sources\n")
    assert ran.code == 0
    assert "nothing has been asked yet" in ran.err
    assert "/nonsense is not a command" in ran.err
    assert "error: the question is empty" in ran.err
    assert "⟦" in ran.out


def test_quit_stops_before_the_rest(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "chat", "--json", stdin="/quit\n" + TALK)
    assert (ran.code, ran.out) == (0, "")


@pytest.mark.parametrize("word", ["quit", "exit", "Exit", "/exit"])
def test_the_words_that_other_programs_are_left_with_leave(
    onrecord: Run, town: Path, word: str
) -> None:
    ran = onrecord("-c", town, "chat", "--json", stdin=f"{word}\n{TALK}")
    assert (ran.code, ran.out) == (0, "")


def test_help_is_given_and_not_asked(onrecord: Run, town: Path) -> None:
    ran = onrecord("-c", town, "chat", "--json", stdin="help\n")
    assert (ran.code, ran.out) == (0, "")
    assert "/sources" in ran.err
    assert "is not a command" not in ran.err


def test_ctrl_d_ends_it_in_a_terminal(terminal: Run, town: Path) -> None:
    ran = terminal("-c", town, "chat", typed=[TALK.splitlines()[0] + "\n", "\x04"])
    assert ran.code == 0
    assert "/help for help" in ran.out
    assert "will open in May" in ran.out
