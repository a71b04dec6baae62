"""Proposing questions from what a collection holds, for a person to accept, edit or reject."""

from __future__ import annotations

from eval.drafting.book import DraftBook
from eval.drafting.from_log import from_log
from eval.drafting.propose import KINDS, draft
from eval.drafting.types import Proposal

__all__ = ["KINDS", "DraftBook", "Proposal", "draft", "from_log"]
