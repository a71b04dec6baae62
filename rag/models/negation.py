"""Whether a clause negates, for comparing two wordings of one thing."""

from __future__ import annotations

import re

_NEGATION = re.compile(
    r"\b(?!(?:no|nothing|never|not)\s+(?:better|greater|finer|doubt|wonder|only|just)\b)"
    r"(?:not|never|no longer|no|nobody|none|hardly|scarcely|barely|unlikely|without|cannot|"
    r"impossible|refus\w+|den(?:y|ies|ied)|reject\w*|rule[sd]? out|far from|ceas(?:e|es|ed|ing)|"
    r"stop(?:s|ped)? being|come to an end|is over)\b|n['’]t\b",
    re.I,
)


def is_negated(text: str) -> bool:
    """True where a clause carries an odd number of negations ("cannot not" cancels out)."""
    return len(_NEGATION.findall(text)) % 2 == 1
