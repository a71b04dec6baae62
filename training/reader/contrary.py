"""Sentences and questions that share all words but a "not", as examples for the reader.

Whoever learns that what repeats the question answers it must learn as well that a negation among
the same words turns it round, and that the same negation on both sides does not. Copies are made of
claims that articles hold: the sentence negated, the question negated, both negated, the question
asked from the other side, and the claim told as what somebody doubts or affirms.
"""

from __future__ import annotations

import random
from typing import Final

from rag.reader.form import UnitText
from training.reader.examples import Example, labels_of
from training.reader.negation import turned
from training.reader.public import AGAINST, uncapitalised
from training.reader.rewording import FRAMES

COPIES: Final = 2
"""How many of the four kinds of copies are made of a claim, beside the sentence negated, where it can be."""
DOUBTED: Final = (
    "{} denied that {}.",
    "{} doubts that {}.",
    "{} doubted that {}.",
    "{} disputed the claim that {}.",
    "{} rejected the idea that {}.",
    "{} is not convinced that {}.",
    "{} does not believe that {}.",
    "{} did not accept that {}.",
    "{} disagreed that {}.",
    "{} called it nonsense that {}.",
    "{} said it was not true that {}.",
    "{} said it was wrong to claim that {}.",
    "{} dismissed reports that {}.",
    "“I don't think that {},” {} said.",
)
AFFIRMED: Final = (
    "{} insisted that {}.",
    "{} is convinced that {}.",
    "{} confirmed that {}.",
    "{} has no doubt that {}.",
    "{} never doubted that {}.",
    "{} firmly believes that {}.",
    "{} accepted that {}.",
    "{} repeated the claim that {}.",
    "{} said it was true that {}.",
    "“I do think that {},” {} said.",
)


def contrary(claim: str, unit: UnitText, rng: random.Random, question: str) -> list[Example]:
    """Copies of a claim that a unit holds in these very words, for ``question`` (which affirms it)
    and for questions like it."""
    found = [_told(claim, unit, rng, question)]
    against = rng.choice(AGAINST).format(uncapitalised(claim))
    other = turned(claim, rng)
    if not other or claim not in unit.unit:
        return [*found, Example(against, unit, labels_of(("opposite",)))][rng.randrange(2) :]
    copy = unit._replace(unit=unit.unit.replace(claim, other))
    asked = rng.choice(FRAMES).format(uncapitalised(turned(claim, rng)))
    copies = [
        Example(question, copy, labels_of(("opposite",))),
        Example(asked, unit, labels_of(("opposite",))),
        Example(asked, copy, labels_of(("answers",))),
        Example(against, unit, labels_of(("opposite",))),
        Example(against, copy, labels_of(("answers",))),
    ]
    return found[: rng.randrange(2)] + copies[:1] + rng.sample(copies[1:], COPIES)


def _told(claim: str, unit: UnitText, rng: random.Random, question: str) -> Example:
    """The claim as something that somebody doubts, or affirms."""
    doubted = rng.random() < 0.6
    form = rng.choice(DOUBTED if doubted else AFFIRMED)
    name = unit.speaker.split(",")[0] or "The official"
    inner = uncapitalised(claim)
    put = form.format(inner, name) if form[0] == "“" else form.format(name, inner)
    return Example(
        question, unit._replace(unit=put), labels_of(("opposite" if doubted else "answers",))
    )
