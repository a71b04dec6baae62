"""Answers, one module for each kind of question: composition only, the reader has judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rag.answers.contrast import answer_contrast
from rag.answers.did_say import answer_did_say
from rag.answers.draft import Draft
from rag.answers.fact import answer_fact
from rag.answers.says import answer_says
from rag.answers.summary import answer_summary
from rag.answers.who import answer_who
from rag.types import Answer, QuestionType

KINDS: Final[Mapping[QuestionType, Callable[[Draft], Answer]]] = {
    "who": answer_who,
    "says": answer_says,
    "did_say": answer_did_say,
    "contrast": answer_contrast,
    "fact": answer_fact,
    "summary": answer_summary,
}

__all__ = ["KINDS", "Draft"]
