"""Question to evidence to answer."""

from __future__ import annotations

from rag.citations import Check, verify
from rag.comparing.clashes import Contradiction, Contradictions
from rag.comparing.contradictions import contradictions
from rag.comparing.held import Positions
from rag.comparing.positions import positions
from rag.conversation import Conversation
from rag.counting import Count, count_statements
from rag.events import Finished, Remark, SentenceReady, StreamEvent, Understood, Waiting
from rag.exceptions import EmptyQuestion, ModelError, QuestionError
from rag.model_use import ModelUse, Rejection, Usage
from rag.models import ModelSettings
from rag.pipeline import ask, stream
from rag.question import Question, understand
from rag.retrieval import search, search_sides, search_text
from rag.retrieval.evidence import Evidence
from rag.types import Answer, AnswerSentence, Citation, Coverage, Segment, SourceLine, Voice

__all__ = [
    "Answer",
    "AnswerSentence",
    "Check",
    "Citation",
    "Contradiction",
    "Contradictions",
    "Conversation",
    "Count",
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
    "count_statements",
    "positions",
    "search",
    "search_sides",
    "search_text",
    "stream",
    "understand",
    "verify",
]
