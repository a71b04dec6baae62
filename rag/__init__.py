"""Question to evidence to answer."""

from __future__ import annotations

from rag.citations import Check, verify
from rag.conversation import Conversation
from rag.exceptions import EmptyQuestion, QuestionError
from rag.pipeline import ask
from rag.question import Question, understand
from rag.retrieval import search
from rag.types import (
    Answer,
    AnswerSentence,
    Citation,
    Coverage,
    Evidence,
    Segment,
    SourceLine,
    Voice,
)

__all__ = [
    "Answer",
    "AnswerSentence",
    "Check",
    "Citation",
    "Conversation",
    "Coverage",
    "EmptyQuestion",
    "Evidence",
    "Question",
    "QuestionError",
    "Segment",
    "SourceLine",
    "Voice",
    "ask",
    "search",
    "understand",
    "verify",
]
