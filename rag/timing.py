"""Applying what a question says about time: as limits on publication dates, disclosed in words.

A month without a year is the latest such month in which the collection has an article. An event
("before the visit to Baku") limits only where the collection gives its date exactly and in one way;
otherwise it stays a part of the question, and the answer says that it was not applied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.collection import Collection
from index.types import Filter
from rag.dates import Days, full_dates, this_year
from rag.language import content_words, stem
from rag.spelling import text_keys
from rag.time_limits import EVENT, read_time_limits
from rag.types import Answer

YEARS_BACK = 30
"""How many years back a month without a year is looked for."""
PASSAGES = 20
"""How many passages are read for the date of an event."""
LEAST_WORDS = 2
"""An event named with fewer words that carry meaning ("the visit") could be any."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A question without its time limits, the filter with them, and what to tell the reader."""

    question: str
    where: Filter
    note: str = ""
    latest: bool = False


def limit_by_time(
    collection: Collection, question: str, where: Filter = Filter(), *, today: date | None = None
) -> Timed:
    """Take the time limits out of a question. Limits that ``where`` has already stay."""
    limits = read_time_limits(
        question, today=today, year_of=lambda month: _year_of(collection, month, today)
    )
    if not limits.words:
        event = EVENT.search(question)
        return _by_event(collection, event, where) if event else Timed(question, where)
    if not re.search(r"\w", limits.rest):
        return Timed(question, where)
    since, until = where.since or limits.since, where.until or limits.until
    limited = replace(where, since=since, until=until)
    note = disclosed(limited, f"“{limits.words}”") if limits.since or limits.until else ""
    return Timed(limits.rest, limited, note, limits.latest)


def disclosed(where: Filter, asked: str = "") -> str:
    """One sentence that says which publication dates were read; empty where all were."""
    if where.since and where.until:
        span = f"from {where.since} to {where.until}"
        span = f"on {where.since}" if where.since == where.until else span
    elif where.since:
        span = f"on {where.since} or later"
    elif where.until:
        span = f"on {where.until} or before"
    else:
        return ""
    why = f" ({asked})" if asked else ""
    return f"Only articles published {span} were read{why}; those without a date were left out."


def with_note(answer: Answer, note: str) -> Answer:
    """The answer with a further sentence in its message."""
    return replace(answer, message=f"{answer.message} {note}".strip())


def _year_of(collection: Collection, month: int, today: date | None) -> int:
    """The latest year in which the collection has an article of that month."""
    last = this_year(month, today)
    for year in range(last, last - YEARS_BACK, -1):
        following = date(year + (month == 12), month % 12 + 1, 1)
        limited = Filter(since=date(year, month, 1), until=following - timedelta(days=1))
        if next(iter(collection.articles(limited)), None) is not None:
            return year
    return last


def _by_event(collection: Collection, match: re.Match[str], where: Filter) -> Timed:
    """Limits by an event ("before the visit to Baku"), if its date is to be had."""
    question = match.string
    asked = f"{match['word']} {match['event']}"
    days = event_days(collection, match["event"])
    if days is None:
        note = f"“{asked}” was not applied: the collection gives no single date for it."
        return Timed(question, where, note)
    word = match["word"].casefold()
    since, until = where.since, where.until
    if word in ("after", "since"):
        since = since or days[1] + timedelta(days=word == "after")
    elif word in ("before", "until"):
        until = until or days[0] - timedelta(days=word == "before")
    else:
        since, until = since or days[0], until or days[1]
    limited = replace(where, since=since, until=until)
    rest = f"{question[: match.start('word')].rstrip()}{question[match.end() :]}"
    span = str(days[0]) if days[0] == days[1] else f"{days[0]} to {days[1]}"
    return Timed(rest, limited, disclosed(limited, f"“{asked}”: {span}"))


def event_days(collection: Collection, event: str) -> Days | None:
    """When an event was, where every sentence that names it with a full date gives the same.

    None where there is no such sentence, where two differ, or where the event is named too loosely.
    """
    terms = [stem(word) for word in content_words(event)]
    if len(terms) < LEAST_WORDS:
        return None
    found: set[Days] = set()
    for hit in collection.search_lexical(event, PASSAGES):
        article = collection.article(hit.passage.article_id)
        for sentence in collection.sentences(article.id):
            if not hit.passage.start <= sentence.start < hit.passage.end:
                continue
            text = article.text[sentence.start : sentence.end]
            if all(term in text_keys(text) for term in terms):
                dates = full_dates(text)
                found.update(dates if len(dates) == 1 else ())
    return next(iter(found)) if len(found) == 1 else None
