"""Which words of a sentence are quotations."""

from __future__ import annotations

import pytest

from rag.models.marks import cleaned, quotations


@pytest.mark.parametrize(
    ("text", "listed", "quoted", "left_over"),
    [
        ("Ana Cruz says: “no toll”.", [], ["no toll"], False),
        ("Ana Cruz says: “no toll.", [], [], True),
        ("The allies' aim is the mayor's.", [], [], False),
        ("She says “a” and “b”.", ["a", "b"], ["a", "b"], False),
        # Marks inside of what is quoted, as the model lists it.
        ("““No toll,” she said.”", ["“No toll,” she said."], ["“No toll,” she said."], False),
        ('"He said "no" twice"', ['He said "no" twice'], ['He said "no" twice'], False),
        (
            "“one “two” three” and “two”",
            ["two", "one “two” three"],
            ["one “two” three", "two"],
            False,
        ),
        # Listing words does not make a quotation of what stands without marks around it.
        ("He said “no” twice.", ["said “no” twice"], ["no"], False),
        ("He said it's so.", ["it's"], [], False),
    ],
)
def test_quotations(text: str, listed: list[str], quoted: list[str], left_over: bool) -> None:
    found, left = quotations(text, listed)
    assert [one.words for one in found] == quoted
    assert left == left_over


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("- **Ana Cruz** says “no”. [1]", "Ana Cruz says “no”."),
        ("He said “go f***”.", "He said “go f***”."),
    ],
)
def test_what_surrounds_a_sentence_is_taken_off(text: str, plain: str) -> None:
    assert cleaned(text)[0] == plain
