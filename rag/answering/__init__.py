"""Turning evidence into answers. Without a language model: templates over exact quotes."""

from __future__ import annotations

from rag.answering.builtin import answer_question

__all__ = ["answer_question"]
