"""Time limits are taken from the reporting, not from the claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rag
from index import Article, Collection, Filter
from rag.dates import days_of, full_dates
from rag.time_limits import TimeLimits, is_time_alone, read_time_limits
from rag.timing import event_days, limit_by_time
from tests.rag.scripted import ANSWERS, script
from tests.rag.spoken import collect

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("question", "rest", "since", "until"),
    [
        (
            "What has Holm said about the ferry since May 2024?",
            "What has Holm said about the ferry?",
            date(2024, 5, 1),
            None,
        ),
        ("Who expects a strike (until 2024)?", "Who expects a strike?", None, date(2024, 12, 31)),
        ("since May 2024, who expects one?", "who expects one?", date(2024, 5, 1), None),
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
    limits = read_time_limits(question)
    assert (limits.rest, limits.since, limits.until) == (rest, since, until)


@pytest.mark.parametrize(
    "question",
    [
        "Which exercise was held in June 2025?",
        "Where did they meet in early October?",
        "What happened before the visit?",
        "Has he been in office since 31 February 2024?",
        "Who has been waiting since the war?",
        "Who says today's councillors are bolder?",
        "Who claims that rents have trebled since 2006?",
        "Which skipper gives the harbour until May?",
        "How large was his margin in the Lake State in 2012?",
        "What do the islanders comment on the 2016 flood?",
    ],
)
def test_dates_of_the_claim_stay(question: str) -> None:
    assert read_time_limits(question) == TimeLimits(question)


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    limits = read_time_limits(text)
    assert bool(limits.words) == bool(limits.since or limits.until or limits.latest)


@pytest.mark.parametrize(
    ("question", "rest", "since", "until"),
    [
        ("What did Holm say in January?", "What did Holm say?", (2026, 1, 1), (2026, 1, 31)),
        ("What did Holm say last week?", "What did Holm say?", (2026, 11, 16), (2026, 11, 22)),
        (
            "Who said between March and May 2025 that it rains?",
            "Who said that it rains?",
            (2025, 3, 1),
            (2025, 5, 31),
        ),
        ("As of June 2025, who opposes it?", "who opposes it?", None, (2025, 6, 30)),
        ("Who opposes it, only in 2024?", "Who opposes it?", (2024, 1, 1), (2024, 12, 31)),
        ("Who said on 3 May 2024 it rains?", "Who said it rains?", (2024, 5, 3), (2024, 5, 3)),
        ("Who said yesterday it rains?", "Who said it rains?", (2026, 11, 24), (2026, 11, 24)),
    ],
)
def test_limits_of_the_reporting(
    question: str,
    rest: str,
    since: tuple[int, int, int] | None,
    until: tuple[int, int, int] | None,
) -> None:
    limits = read_time_limits(question, today=TODAY)
    assert limits.rest == rest
    assert limits.since == (date(*since) if since else None)
    assert limits.until == (date(*until) if until else None)


@pytest.mark.parametrize(
    "question",
    [
        "Who may march in May?",
        "What was announced in June 2025?",
        "Who says the latest sanctions will fail?",
        "Who is the Speaker of the Milli Majlis?",
        "Who has been president since 2019?",
    ],
)
def test_what_only_looks_like_a_limit_stays(question: str) -> None:
    assert read_time_limits(question, today=TODAY) == TimeLimits(question)


def test_a_limit_alone_is_recognised() -> None:
    assert is_time_alone("only in January")
    assert is_time_alone("and since March 2025?")
    assert not is_time_alone("and who else?")
    assert not is_time_alone("May I ask something?")


def test_written_dates() -> None:
    assert days_of("31 February 2024") is None
    assert days_of("last 3 days", today=TODAY) == (date(2026, 11, 22), TODAY)
    assert full_dates("On 3-4 May 2024 and 2024-06-01, not in July.") == [
        (date(2024, 5, 3), date(2024, 5, 4)),
        (date(2024, 6, 1), date(2024, 6, 1)),
    ]


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    written = f"{day.day} {day:%B} {day.year}"
    assert days_of(written) == days_of(day.isoformat()) == (day, day)
    assert full_dates(f"It was on {written}.") == [(day, day)]


@pytest.fixture(scope="module")
def news_of_a_year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """What one mayor said in January and in March 2024, and an article without a date."""
    said = "Mayor Anna Kovacs said that the ferry carries {} passengers."
    articles = [
        Article(text=said.format(40), title="January", published=date(2024, 1, 10)),
        Article(
            text=said.format(60) + " The summit in Riga was held on 1-2 February 2024.",
            title="March",
            published=date(2024, 3, 10),
        ),
        Article(text=said.format(90), title="Undated"),
    ]
    with collect(tmp_path_factory.mktemp("year") / "c", articles) as collection:
        yield collection


def test_a_month_without_a_year_is_the_latest_one_there_is(news_of_a_year: Collection) -> None:
    timed = limit_by_time(news_of_a_year, "What did Kovacs say in January?", today=TODAY)
    assert timed.where == Filter(since=date(2024, 1, 1), until=date(2024, 1, 31))
    assert timed.question == "What did Kovacs say?"
    assert "2024-01-01 to 2024-01-31" in timed.note


def test_limits_reach_the_answer_and_are_disclosed(
    news_of_a_year: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {"ferry": ANSWERS})
    answer = rag.ask(news_of_a_year, "What did Kovacs say in January about the ferry?")
    assert {c.source.published for c in answer.citations} == {date(2024, 1, 10)}
    assert "without a date were left out" in answer.message
    none = rag.ask(news_of_a_year, "What did Kovacs say in May 2021 about the ferry?")
    assert none.status == "abstained"
    assert "2021-05-01 to 2021-05-31" in none.message


def test_the_latest_is_the_newest_dated_article(
    news_of_a_year: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(monkeypatch, {"ferry": ANSWERS})
    answer = rag.ask(news_of_a_year, "What is Kovacs's latest statement on the ferry?")
    assert {c.source.published for c in answer.citations} == {date(2024, 3, 10)}
    assert "2024-03-10" in answer.message


def test_an_event_limits_where_its_date_is_certain(news_of_a_year: Collection) -> None:
    asked = "What did Kovacs say before the summit in Riga?"
    timed = limit_by_time(news_of_a_year, asked)
    assert timed.where.until == date(2024, 1, 31)
    assert timed.question == "What did Kovacs say?"
    loose = limit_by_time(news_of_a_year, "What did Kovacs say before the meeting?")
    assert not loose.where
    assert "was not applied" in loose.note
    assert event_days(news_of_a_year, "the war in Spain") is None


@pytest.mark.parametrize(
    "asked",
    [
        "Did Kovacs say that the ferry closes before the Danes build their bridge?",
        "Who said the ferry closes after the election?",
    ],
)
def test_when_something_claimed_happens_is_no_limit(news_of_a_year: Collection, asked: str) -> None:
    timed = limit_by_time(news_of_a_year, asked)
    assert (timed.question, timed.where, timed.note) == (asked, Filter(), "")


def test_an_event_behind_the_topic_limits(news_of_a_year: Collection) -> None:
    asked = "What did Kovacs say about the ferry before the summit in Riga?"
    timed = limit_by_time(news_of_a_year, asked)
    assert timed.where.until == date(2024, 1, 31)
    assert timed.question == "What did Kovacs say about the ferry?"


def test_the_days_of_two_articles_limit_nothing() -> None:
    asked = (
        "Did the Courier's view change between the article published on 3 May 2025 and the one "
        "published on 9 June 2025?"
    )
    assert read_time_limits(asked) == TimeLimits(asked)
    assert read_time_limits("Who says so in the article published on 3 May 2025?").since is not None
