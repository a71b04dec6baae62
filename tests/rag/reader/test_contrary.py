"""Copies of claims that a negation turns round, for training the reader."""

import random
import re

import pytest

from rag.reader.form import UnitText
from training.reader.contrary import contrary
from training.reader.examples import Example, labels_of
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


CLAIM = "the ferry will pay for itself"
UNIT = UnitText(f"Ruth Calloway said that {CLAIM}.", "Ruth Calloway, harbour master")
NOT_IT = labels_of(("opposite", "hedged", "related", "unrelated"))


def copies(claim: str, unit: UnitText, other: str = "it rained") -> list[Example]:
    question = f"Who says that {claim}?"
    return [
        one
        for seed in range(400)
        for one in contrary(claim, unit, random.Random(seed), question, [other])
    ]


def test_copies_are_on_the_side_of_their_words() -> None:
    seen = set()
    for one in copies(CLAIM, UNIT):
        said = one.unit.unit
        if not said.startswith("Ruth Calloway said that the ") or re.search(
            "may|might|could", said
        ):
            continue  # told in other verbs, or as no more than possible
        turns = said != UNIT.unit, CLAIM not in one.question, _against(one.question)
        assert one.labels == (OPPOSITE if sum(turns) % 2 else ANSWERS), one
        seen.add(turns)
    assert len(seen) == 5


def test_what_is_doubted_is_the_opposite_and_what_may_be_is_hedged() -> None:
    told = {one.unit.unit: one.labels for one in copies(CLAIM, UNIT)}
    assert told[f"Ruth Calloway doubts that {CLAIM}."] == OPPOSITE
    assert told[f"Ruth Calloway has no doubt that {CLAIM}."] == ANSWERS
    assert told[f"Ruth Calloway thinks that perhaps {CLAIM}."] == labels_of(("hedged",))
    assert told[UNIT.unit.replace("will", "might")] == labels_of(("hedged",))


def test_a_word_or_two_changed_is_no_answer() -> None:
    claim = "the council sued Arno Brandt before Ruth Calloway won 40 votes"
    unit = UnitText(f"Lena Okafor said {claim}.", "Lena Okafor")
    told = {
        one.unit.unit: one.labels for one in copies(claim, unit, "the mayor met Ida Moss 7 times")
    }
    assert told[f"Lena Okafor said {claim.replace('40', '7')}."] == NOT_IT
    assert told[f"Lena Okafor said {claim.replace('council', 'mayor')}."] == NOT_IT
    assert told[f"Lena Okafor said {claim.replace('Arno Brandt', 'Ida Moss')}."] == NOT_IT
    swapped = "the council sued Ruth Calloway before Arno Brandt won 40 votes"
    assert told[f"Lena Okafor said {swapped}."] == NOT_IT
    one_word = UnitText("Lena Okafor said the prices fell.", "Lena Okafor")
    told = {one.unit.unit: one.labels for one in copies("the prices rising fast", one_word)}
    assert OPPOSITE in told.values()


def _against(question: str) -> bool:
    return question.lower().startswith(("who denies", "who disputes", "who rejects", "who doesn"))
