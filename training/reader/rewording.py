"""Questions for who holds a claim, put in other forms: whichever verb asks, the claim is the same.

What is read must not hang on whether somebody *says* or *claims* it, nor on whether the claim is
asked about or stated, so some questions of the training data are put in another form.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from training.reader.examples import Example

_ASKS: Final = re.compile(
    r"(?:who|which people)\s+(?:(?:says?|thinks?|believes?|claims?|argues?|maintains?|insists?|"
    r"reckons?|contends?|(?:is|are) (?:sure|certain|convinced))\s+)(?:that\s+)?"
    r"(?P<claim>\S+(?:\s\S+){3,})",
    re.I,
)
FRAMES: Final = (
    "Who says that {}?",
    "who says {}",
    "Who claims {}?",
    "who claims that {}?",
    "Who thinks {}?",
    "Who believes that {}?",
    "Who argues that {}?",
    "Who maintains {}?",
    "Which people are convinced that {}?",
    "Has anybody said that {}?",
)
STATED: Final = 0.35
"""Share of such questions that are put as the bare claim,"""
ASKED: Final = 0.35
"""and that are asked with one of the frames; the others stay as they are."""


def claim_of(question: str) -> str:
    """The claim that a question asks the holders of, where its form tells; else nothing.

    >>> claim_of("Who thinks that the ferry will be sold?")
    'the ferry will be sold'
    """
    found = _ASKS.fullmatch(question.strip().rstrip("?. "))
    return found["claim"] if found else ""


def reworded(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """The examples, those of one question all in the same form."""
    forms: dict[str, str] = {}
    for question in dict.fromkeys(example.question for example in examples):
        claim, drawn = claim_of(question), rng.random()
        if claim and drawn < STATED:
            forms[question] = f"{claim[0].upper()}{claim[1:]}."
        elif claim and drawn < STATED + ASKED:
            forms[question] = rng.choice(FRAMES).format(claim)
    return [replace(one, question=forms.get(one.question, one.question)) for one in examples]
