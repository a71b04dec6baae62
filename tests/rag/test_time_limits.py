"""Time limits are taken from the reporting, not from the claim."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.time_limits import split_time_limits


@pytest.mark.parametrize(
    ("question", "rest", "since", "until"),
    [
        ("Who expects a strike since May 2024?", "Who expects a strike?", date(2024, 5, 1), None),
        ("Who expects a strike until 2024?", "Who expects a strike?", None, date(2024, 12, 31)),
        (
            "Who expects a strike, published before 3 May 2024?",
            "Who expects a strike?",
            None,
            date(2024, 5, 2),
        ),
        (
            "Who expects a strike in articles from 2024-05-03?",
            "Who expects a strike?",
            date(2024, 5, 3),
            None,
        ),
        (
            "Who expects a strike published in February 2024?",
            "Who expects a strike?",
            date(2024, 2, 1),
            date(2024, 2, 29),
        ),
        (
            "Who expects a strike reported after May 3, 2024?",
            "Who expects a strike?",
            date(2024, 5, 4),
            None,
        ),
    ],
)
def test_limits(question: str, rest: str, since: date | None, until: date | None) -> None:
    assert split_time_limits(question) == (rest, since, until)


@pytest.mark.parametrize(
    "question",
    [
        "Which exercise was held in June 2025?",
        "Where did they meet in early October?",
        "What happened before the visit?",
        "Has he been in office since 31 February 2024?",
        "Who has been waiting since the war?",
    ],
)
def test_dates_of_the_claim_stay(question: str) -> None:
    assert split_time_limits(question) == (question, None, None)


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    rest, _, _ = split_time_limits(text)
    assert len(rest) <= len(text)
