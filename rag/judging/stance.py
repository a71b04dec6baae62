"""Which side of a claim a statement takes, from its own polarity and modality."""

from __future__ import annotations

import re

from index.types import Statement
from rag.types import Stance

_NEGATION = re.compile(
    r"\b(?:not|never|no longer|no|nobody|none|hardly|scarcely|barely|unlikely|without|cannot|"
    r"impossible|refus\w+|den(?:y|ies|ied)|reject\w*|rule[sd]? out)\b|n['’]t\b",
    re.I,
)
_CONDITION = re.compile(r"\b(?:if|unless|provided that|on condition|as long as|in case)\b", re.I)


def is_negated(text: str) -> bool:
    """True where a sentence carries an odd number of negations ("cannot not" cancels out)."""
    return len(_NEGATION.findall(text)) % 2 == 1


def stance_of(claim: str, text: str, statement: Statement | None) -> Stance:
    """Affirm, deny or conditional: the statement's polarity held against the claim's own.

    Words decide, so a stance is a reading of the text and not of the world.
    """
    denied = statement.polarity == "denied" if statement else is_negated(text)
    if (statement and statement.modality == "conditional") or _CONDITION.search(text):
        return "conditional"
    return "deny" if denied != is_negated(claim) else "affirm"
