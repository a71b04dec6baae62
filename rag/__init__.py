"""Question to evidence to answer."""

from __future__ import annotations

from rag.citations import Check, verify
from rag.comparing.clashes import Contradiction, Contradictions
from rag.comparing.contradictions import contradictions
from rag.comparing.held import Positions
from rag.comparing.positions import positions
from rag.conversation import Conversation
from rag.events import Finished, Remark, SentenceReady, StreamEvent, Understood, Waiting
from rag.exceptions import EmptyQuestion, ModelError, QuestionError
from rag.models import ModelSettings
from rag.pipeline import ask, stream
from rag.question import Question, understand
from rag.retrieval import search, search_sides
from rag.types import (
    Answer,
    AnswerSentence,
    Citation,
    Coverage,
    Evidence,
    ModelUse,
    Rejection,
    Segment,
    SourceLine,
    Usage,
    Voice,
)

__all__ = [
    "Answer",
    "AnswerSentence",
    "Check",
    "Citation",
    "Contradiction",
    "Contradictions",
    "Conversation",
    "Coverage",
    "EmptyQuestion",
    "Evidence",
    "Finished",
    "ModelError",
    "ModelSettings",
    "ModelUse",
    "Positions",
    "Question",
    "QuestionError",
    "Rejection",
    "Remark",
    "Segment",
    "SentenceReady",
    "SourceLine",
    "StreamEvent",
    "Understood",
    "Usage",
    "Voice",
    "Waiting",
    "ask",
    "contradictions",
    "positions",
    "search",
    "search_sides",
    "stream",
    "understand",
    "verify",
]
