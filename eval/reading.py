"""Reading questions from files: every problem is named with its file and line, all at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from eval.exceptions import QuestionSetError
from eval.questions import GoldQuestion, QuestionSet, messages

MOST: Final = 20
"""Problems of a file that are listed."""


class Reading:
    """The questions of one file as they are read, and what is wrong with it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.questions: list[GoldQuestion] = []
        self.lines: list[int] = []
        self._problems: list[str] = []
        self._first: dict[str, int] = {}

    def text(self, save_as: str = "UTF-8") -> str:
        """The file's text. Raises QuestionSetError; ``save_as`` is what a person should choose."""
        try:
            return self.file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as problem:
            raise QuestionSetError(
                f"{self.file}: not UTF-8 text ({problem.reason}); save it as {save_as}"
            ) from None
        except OSError as problem:
            raise QuestionSetError(f"{self.file}: {problem.strerror or problem}") from None

    def take(self, line: int, make: Callable[[], GoldQuestion]) -> None:
        """Make and keep the question of a line, or keep what is wrong with it."""
        try:
            question = make()
        except json.JSONDecodeError as problem:
            self.wrong(line, f"not JSON ({problem.msg}, column {problem.colno})")
        except ValidationError as problem:
            for message in messages(problem):
                self.wrong(line, message)
        except ValueError as problem:
            self.wrong(line, str(problem))
        else:
            if question.id in self._first:
                first = self._first[question.id]
                self.wrong(line, f"id {question.id!r} is already on line {first}")
            self._first.setdefault(question.id, line)
            self.questions.append(question)
            self.lines.append(line)

    def wrong(self, line: int, message: str) -> None:
        """Keep a problem of a line."""
        self._problems.append(f"{self.file}:{line}: {message}")

    def finished(self) -> QuestionSet:
        """The set. Raises QuestionSetError with every problem, or where there is no question."""
        if not self.questions and not self._problems:
            self._problems.append(f"{self.file}: no questions in it")
        if self._problems and not self.questions and len(self._problems) > 1:
            # Every line is wrong: this is something else, and a list of its lines helps nobody.
            raise QuestionSetError(
                f"{self.file}: not a question set ({self._problems[0]}); it has one question a "
                "line, see onrecord eval schema"
            )
        if self._problems:
            more = len(self._problems) - MOST
            rest = [f"and {more} more problems"] if more > 0 else []
            raise QuestionSetError(";\n".join([*self._problems[:MOST], *rest]))
        return QuestionSet(self.questions, name=str(self.file), lines=self.lines)


def load(path: str | Path) -> QuestionSet:
    """Read a question file. Raises QuestionSetError, naming file and line of every problem."""
    reading = Reading(Path(path))
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(reading.text().split("\n"), start=1):
        if line.strip():
            reading.take(number, partial(_question, line))
    return reading.finished()


def _question(line: str) -> GoldQuestion:
    return GoldQuestion.model_validate(json.loads(line))
