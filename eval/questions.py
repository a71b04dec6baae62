"""Questions with what is known of their answers, and sets of them.

The format is published as a JSON Schema (``eval/schema.json``, ``eval.schema()``) and described in
docs/evaluation.md. Unknown fields are refused, so that a misspelled one cannot be overlooked.
Files are read by ``eval.reading``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

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
    ``or`` lists other places that would do as well. ``answer`` is the gold answer that this item
    gives, where several answers have sources of their own.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    doc: str = Field(min_length=1)
    quote: str = ""
    start: int = Field(default=0, ge=0)
    end: int = Field(default=0, ge=0)
    speaker: str | tuple[str, ...] = ""
    stance: Stance | None = None
    answer: str = ""
    alternatives: tuple[Gold, ...] = Field(default=(), alias="or")

    @model_validator(mode="after")
    def _offsets_in_order(self) -> Gold:
        if self.end < self.start:
            raise ValueError("end lies before start")
        return self


class Choices(BaseModel):
    """What a multiple choice offers, and which of it is right.

    The question is asked without them; afterwards the choice is picked that the evidence of the
    answer supports best. With ``none`` it may also be that none of them is right, as it is where
    ``right`` is empty.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    offered: tuple[str, ...] = Field(min_length=1)
    right: str = ""
    none: bool = False

    @model_validator(mode="after")
    def _right_is_offered(self) -> Choices:
        if self.right and self.right not in self.offered:
            raise ValueError(f"the right choice is not offered: {self.right!r}")
        if not self.right and not self.none:
            raise ValueError("no choice is right, and none is not allowed")
        return self


class GoldQuestion(BaseModel):
    """One question with what is known about its answer.

    ``speakers`` must all be named (each a name, or several names any of which will do); of
    ``answers`` any one suffices, of ``answers_all`` each is needed; ``wrong_answers`` are those
    that a text of the collection gives and that are false; every item of ``evidence`` is wanted.
    ``choices`` are multiple choices, each scored by itself. ``history`` are the questions asked
    before it in the same conversation. ``expected`` and ``about`` serve yes/no questions: did the
    speaker ``about`` say so?
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(min_length=1)
    type: Kind
    question: str = Field(min_length=1)
    history: tuple[str, ...] = ()
    speakers: tuple[str | tuple[str, ...], ...] = ()
    answers: tuple[str, ...] = ()
    answers_all: tuple[str, ...] = ()
    wrong_answers: tuple[str, ...] = ()
    choices: tuple[Choices, ...] = ()
    evidence: tuple[Gold, ...] = ()
    stance: Stance | None = None
    expected: Literal["yes", "no"] | None = None
    about: str = ""
    unanswerable: bool = False
    reason: Reason = ""
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def only_choices(self) -> bool:
        """Whether nothing is known of the answer but which of several choices is right."""
        others = (
            *(self.unanswerable, self.speakers, self.answers, self.answers_all),
            *(self.evidence, self.expected),
        )
        return bool(self.choices) and not any(others)

    @model_validator(mode="after")
    def _silence_has_no_gold(self) -> GoldQuestion:
        if self.unanswerable and (self.answers or self.answers_all or self.evidence):
            raise ValueError("unanswerable, yet it has answers or evidence")
        if self.expected and not self.about:
            raise ValueError("expected yes or no needs about: the speaker asked about")
        return self


class QuestionSet(Sequence[GoldQuestion]):
    """Questions in order, with where they came from and the digest of what was read.

    ``lines`` are the line numbers in the file.
    """

    def __init__(
        self, questions: Sequence[GoldQuestion], *, name: str = "", lines: Sequence[int] = ()
    ) -> None:
        self.questions = tuple(questions)
        self.name = name
        self.lines = tuple(lines) or tuple(range(1, len(self.questions) + 1))

    @property
    def digest(self) -> str:
        """SHA-256 of the questions as JSON Lines."""
        return hashlib.sha256(lines(self.questions).encode("utf-8", "surrogatepass")).hexdigest()

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
