"""Copies of claims that a negation turns round, for training the reader."""

import random

import pytest

from rag.reader.form import UnitText
from training.reader.contrary import contrary
from training.reader.examples import labels_of
from training.reader.negation import turned

ANSWERS, OPPOSITE = labels_of(("answers",)), labels_of(("opposite",))


@pytest.mark.parametrize(
    "claim",
    [
        "the ferry will pay for itself",
        "the mayor is a friend of the port",
        "prices have risen in every village",
        "they do know the way to the mine",
        "the school can take forty more children",
    ],
)
def test_a_claim_turned_twice_is_the_same(claim: str) -> None:
    for seed in range(12):
        once = turned(claim, random.Random(seed))
        assert once not in ("", claim)
        assert turned(once, random.Random(seed)) == claim


@pytest.mark.parametrize(
    "claim",
    [
        "voters trust the council",  # no auxiliary verb
        "the man who was ill will never come back and cannot",  # negated twice
        "the pilot who was drunk went home",  # the verb is of a clause within
        "nobody knows the way",  # negated elsewhere
    ],
)
def test_a_claim_that_form_cannot_turn_is_left(claim: str) -> None:
    assert turned(claim, random.Random(0)) == ""


def test_copies_are_on_the_side_of_their_words() -> None:
    claim = "the ferry will pay for itself"
    unit = UnitText(f"Ruth Calloway said that {claim}.", "Ruth Calloway, harbour master")
    question = f"Who says that {claim}?"
    for seed in range(20):
        for one in contrary(claim, unit, random.Random(seed), question):
            if not one.unit.unit.startswith("Ruth Calloway said that"):
                continue  # told in other verbs
            kept = one.unit.unit == unit.unit
            negated = turned(claim, random.Random(0)) and claim not in one.question
            against = one.question.startswith(("who denies", "Who disputes", "Who rejects"))
            against = against or "doesn't believe" in one.question
            sides = [not kept, bool(negated), against]
            assert one.labels == (OPPOSITE if sum(sides) % 2 else ANSWERS), one
