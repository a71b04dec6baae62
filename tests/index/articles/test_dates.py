"""Dates are read exactly or not at all."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles.dates import parse_date

DAY = date(2025, 10, 28)


@pytest.mark.parametrize(
    "written",
    [
        "2025-10-28",
        "2025/10/28",
        "2025.10.28",
        "2025-10-28T17:08:04+00:00",
        "2025-10-28 17:08",
        "20251028",
        "D:20251028093000+02'00'",
        "28 October 2025",
        "28th of October 2025",
        "28 Oct. 2025",
        "28-Oct-2025",
        "October 28, 2025",
        "Oct 28 2025",
        "OCTOBER 28, 2025",
        "Tuesday, 28 October 2025",
        "Tue, 28 Oct 2025 17:08:04 GMT",
        "Tue, 28 Oct 2025 17:08:04 +0000",
        "Oct. 28, 2025, 11:16 a.m. ET",
        "11:16 a.m. ET Oct. 28, 2025",
        "October 28, 2025 at 5:08 pm",
        "28.10.2025",
        "10/28/2025",
        "2025 October 28",
    ],
)
def test_reads_the_day_as_written(written: str) -> None:
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "03/04/2025",
        "3.4.2025",
        "04-03-2025",
        "2025",
        "October 2025",
        "28 October",
        "yesterday",
        "today",
        "2025-02-30",
        "31 April 2025",
        "28/10/25",
        "13/13/2025",
        "",
        "The meeting of 28 October 2025 went well",
        "12345678901234567890",
        None,
        17,
        ["2025-10-28"],
    ],
)
def test_leaves_out_what_is_not_one_certain_day(written: object) -> None:
    assert parse_date(written) is None


def test_same_day_and_month_cannot_be_mistaken() -> None:
    assert parse_date("04/04/2025") == date(2025, 4, 4)


def test_takes_date_objects() -> None:
    assert parse_date(DAY) == DAY
    assert parse_date(datetime(2025, 10, 28, 23, 59)) == DAY


@given(st.dates(min_value=date(1400, 1, 1), max_value=date(2200, 12, 31)))
def test_every_day_survives_every_form(day: date) -> None:
    for form in ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y 10:00:00 GMT", "%Y%m%d"):
        written = day.strftime(form)
        assert parse_date(written) == day, written


@given(st.text(max_size=60))
def test_never_raises(written: str) -> None:
    parse_date(written)
