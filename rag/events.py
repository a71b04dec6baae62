"""What ``rag.stream`` gives, in the order it happens."""

from __future__ import annotations

from dataclasses import dataclass

from rag.types import Answer, AnswerSentence, Citation, QuestionType


@dataclass(frozen=True, slots=True)
class Understood:
    """The first event: what is really searched for, and whether it differs from what was asked."""

    question: str
    standalone: str
    rewritten: bool
    type: QuestionType


@dataclass(frozen=True, slots=True)
class Waiting:
    """A language model is at work; nothing to show yet. Comes about four times a second, so that
    whoever reads the stream can stop it by closing it. ``seconds`` since the question,
    ``characters`` received."""

    seconds: float
    characters: int


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell the user meanwhile, such as that the model is asked again."""

    text: str


@dataclass(frozen=True, slots=True)
class SentenceReady:
    """A sentence that is verified and final, and the citations it is the first to use."""

    sentence: AnswerSentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The whole answer, always the last event. Its sentences are those given before, in order."""

    answer: Answer


StreamEvent = Understood | Waiting | Remark | SentenceReady | Finished
"""One event of ``rag.stream``."""
