"""Question sets: one JSON object a line, checked on reading.

The format is published as a JSON Schema (``eval/schema.json``, ``eval.schema()``) and described in
docs/evaluation.md. Unknown fields are refused, so that a misspelled one cannot be overlooked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from eval.exceptions import QuestionSetError
from rag.types import Reason, Stance

Kind = Literal[
    "who",
    "says",
    "did_say",
    "fact",
    "contrast",
    "summary",
    "follow-up",
    "noisy",
    "unanswerable",
]
"""What a question asks; reports have one line for each kind."""


class Gold(BaseModel):
    """One piece of evidence an answer should rest on.

    ``doc`` names the article by id, path, file name, title or URL, or by the beginning of its
    file name or id. Without ``quote`` and offsets the article as a whole is asked for.
    ``or`` lists other places that would do as well.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    doc: str = Field(min_length=1)
    quote: str = ""
    start: int = Field(default=0, ge=0)
    end: int = Field(default=0, ge=0)
    speaker: str | tuple[str, ...] = ""
    stance: Stance | None = None
    alternatives: tuple[Gold, ...] = Field(default=(), alias="or")

    @model_validator(mode="after")
    def _offsets_in_order(self) -> Gold:
        if self.end < self.start:
            raise ValueError("end lies before start")
        return self


class GoldQuestion(BaseModel):
    """One question with what is known about its answer.

    ``speakers`` must all be named (each a name, or several names any of which will do); of
    ``answers`` any one suffices, of ``answers_all`` each is needed; every item of ``evidence`` is
    wanted. ``history`` are the questions asked before it in the same conversation. ``expected`` and
    ``about`` serve yes/no questions: did the speaker ``about`` say so?
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    type: Kind
    question: str = Field(min_length=1)
    history: tuple[str, ...] = ()
    speakers: tuple[str | tuple[str, ...], ...] = ()
    answers: tuple[str, ...] = ()
    answers_all: tuple[str, ...] = ()
    evidence: tuple[Gold, ...] = ()
    stance: Stance | None = None
    expected: Literal["yes", "no"] | None = None
    about: str = ""
    unanswerable: bool = False
    reason: Reason = ""
    tags: tuple[str, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _silence_has_no_gold(self) -> GoldQuestion:
        if self.unanswerable and (self.answers or self.answers_all or self.evidence):
            raise ValueError("unanswerable, yet it has answers or evidence")
        if self.expected and not self.about:
            raise ValueError("expected yes or no needs about: the speaker asked about")
        return self


class QuestionSet(Sequence[GoldQuestion]):
    """Questions in order, with where they came from and the digest of what was read.

    ``lines`` are the line numbers in the file; ``digest`` is the SHA-256 of the questions' JSON.
    """

    def __init__(
        self, questions: Sequence[GoldQuestion], *, name: str = "", lines: Sequence[int] = ()
    ) -> None:
        self.questions = tuple(questions)
        self.name = name
        self.lines = tuple(lines) or tuple(range(1, len(self.questions) + 1))

    @property
    def digest(self) -> str:
        """SHA-256 over the questions as JSON, in order."""
        text = "\n".join(q.model_dump_json(by_alias=True) for q in self.questions)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def __len__(self) -> int:
        return len(self.questions)

    def __getitem__(self, index: Any) -> Any:
        return self.questions[index]

    def __iter__(self) -> Iterator[GoldQuestion]:
        return iter(self.questions)

    def spread(self, wanted: int) -> QuestionSet:
        """Every n-th question, so that each kind keeps its share; all where ``wanted`` is 0."""
        if not wanted or wanted >= len(self):
            return self
        places = [int(i * len(self) / wanted) for i in range(wanted)]
        return QuestionSet(
            [self.questions[i] for i in places],
            name=self.name,
            lines=[self.lines[i] for i in places],
        )

    def where(self, line: int) -> str:
        """``file:line`` of the question at position ``line`` (from 0), for messages."""
        return f"{self.name or 'questions'}:{self.lines[line]}"


def load(path: str | Path) -> QuestionSet:
    """Read a question file. Raises QuestionSetError, naming file and line of every problem."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise QuestionSetError(
            f"{file}: not UTF-8 text ({problem.reason}); save it as UTF-8"
        ) from None
    except OSError as problem:
        raise QuestionSetError(f"{file}: {problem.strerror or problem}") from None
    questions: list[GoldQuestion] = []
    numbers: list[int] = []
    problems: list[str] = []
    # Not splitlines(): U+2028 and its like may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            questions.append(GoldQuestion.model_validate(json.loads(line)))
            numbers.append(number)
        except json.JSONDecodeError as problem:
            problems.append(f"{file}:{number}: not JSON ({problem.msg}, column {problem.colno})")
        except ValidationError as problem:
            problems += [f"{file}:{number}: {message}" for message in messages(problem)]
    problems += _repeated(questions, numbers, file)
    if not questions and not problems:
        problems.append(f"{file}: no questions in it")
    if problems:
        raise QuestionSetError("\n".join(problems))
    return QuestionSet(questions, name=str(file), lines=numbers)


def lines(questions: Sequence[GoldQuestion]) -> str:
    """Questions as JSON Lines, fields at their default left out."""
    rows = [q.model_dump(mode="json", by_alias=True, exclude_defaults=True) for q in questions]
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def dump(questions: Sequence[GoldQuestion], path: str | Path) -> None:
    """Write questions as JSON Lines, fields at their default left out."""
    Path(path).write_text(lines(questions), encoding="utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one line of a question file."""
    made: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "On Record question",
    }
    made |= {k: v for k, v in GoldQuestion.model_json_schema().items() if k != "title"}
    return made


def messages(problem: ValidationError) -> Iterator[str]:
    """What is wrong with a question, one line for each field."""
    for error in problem.errors():
        place = ".".join(str(part) for part in error["loc"])
        yield f"{place}: {error['msg']}" if place else str(error["msg"])


def _repeated(questions: Sequence[GoldQuestion], lines: Sequence[int], file: Path) -> Iterator[str]:
    first: dict[str, int] = {}
    for question, line in zip(questions, lines, strict=True):
        if question.id in first:
            yield f"{file}:{line}: id {question.id!r} is already on line {first[question.id]}"
        else:
            first[question.id] = line
