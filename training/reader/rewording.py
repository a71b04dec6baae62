"""Questions for who holds a claim, put in other forms: whichever verb asks, the claim is the same.

What is read must not hang on whether somebody *says* or *claims* it, nor on whether the claim is
asked about or stated, so some questions of the training data are put in another form. Some are
asked from the other side ("who denies that …"), where what answered them is the opposite; some ask
of one speaker whether they said, admitted or denied it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rag.reader.form import LABELS
from training.reader.examples import Example, labels_of
from training.reader.negation import turned
from training.reader.public import AGAINST, opposed

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
STATED: Final = 0.3
"""Share of such questions that are put as the bare claim,"""
ASKED: Final = 0.3
"""that are asked with one of the frames,"""
DENIED: Final = 0.15
"""and that are asked from the other side;"""
NEGATED: Final = 0.1
"""and whose claim is negated, where its form tells how; the rest stays as it is."""
TOLD: Final = (
    "Did {} say that {}?",
    "did {} say {}",
    "Does {} think that {}?",
    "Has {} claimed that {}?",
    "Did {} admit that {}?",
    "Did {} concede that {}?",
    "Has {} acknowledged that {}?",
    "Did {} confirm that {}?",
    "Does {} argue that {}?",
)
UNTOLD: Final = ("Did {} deny that {}?", "Does {} dispute that {}?", "Has {} rejected that {}?")
"""Questions whether somebody said so, or the contrary."""
OF_SOMEBODY: Final = 0.5
"""Share of the questions with the claim of which one of the speakers is asked after besides,"""
FROM_THE_OTHER_SIDE: Final = 0.25
"""and of these, those that ask for the contrary."""


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
    against: set[str] = set()
    for question in dict.fromkeys(example.question for example in examples):
        claim, drawn = claim_of(question), rng.random()
        if claim and drawn < STATED:
            forms[question] = f"{claim[0].upper()}{claim[1:]}."
        elif claim and drawn < STATED + ASKED:
            forms[question] = rng.choice(FRAMES).format(claim)
        elif claim and drawn < STATED + ASKED + DENIED:
            forms[question] = rng.choice(AGAINST).format(claim)
            against.add(question)
        elif claim and drawn < STATED + ASKED + DENIED + NEGATED and (no := turned(claim, rng)):
            forms[question] = rng.choice(FRAMES).format(no)
            against.add(question)
    return [
        replace(
            one,
            question=forms.get(one.question, one.question),
            labels=_opposed(one.labels) if one.question in against else one.labels,
        )
        for one in examples
    ]


def asked_of_somebody(examples: Sequence[Example], rng: random.Random) -> list[Example]:
    """More examples: whether one speaker, who answers a question or takes the opposite side, said
    the claim of it, admitted or denied it. Who says so the program knows: the reader tells what
    becomes of the claim in a sentence, whoever speaks in it."""
    asked: dict[str, list[Example]] = {}
    for one in examples:
        if claim_of(one.question):
            asked.setdefault(one.question, []).append(one)
    found: list[Example] = []
    for question, group in asked.items():
        drawn = rng.random()
        speaking = sorted({e.unit.speaker for e in group if _takes_a_side(e) and e.unit.speaker})
        if not speaking or drawn >= OF_SOMEBODY:
            continue
        speaker = rng.choice(speaking)
        contrary = drawn < OF_SOMEBODY * FROM_THE_OTHER_SIDE
        name = speaker.split(",")[0]
        put = rng.choice(UNTOLD if contrary else TOLD).format(name, claim_of(question))
        found += [
            replace(one, question=put, labels=_opposed(one.labels) if contrary else one.labels)
            for one in group
        ]
    return found


def _takes_a_side(example: Example) -> bool:
    return sum(example.labels) == 1 and any(example.labels[:2])


def _opposed(labels: Sequence[bool]) -> tuple[bool, ...]:
    return labels_of(opposed([name for name, there in zip(LABELS, labels, strict=True) if there]))
