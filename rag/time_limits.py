"""Publication-date limits that a question states: since, until, before, after, between.

Only limits that are said of the reporting are taken ("since March 2025", "published before
2025-06-01"); a date inside the claim ("the exercise in June 2025") is part of the claim.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}\s+(?:{_MONTH})\.?\s+\d{{4}}"
    rf"|(?:{_MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}}|(?:{_MONTH})\.?\s+\d{{4}}|\d{{4}})"
)
_SINCE = re.compile(rf"[,(]?\s*\b(?:only\s+)?since\s+({_DATE})\)?", re.I)
_UNTIL = re.compile(rf"[,(]?\s*\b(?:only\s+)?(?:until|up to)\s+({_DATE})\)?", re.I)
_PUBLISHED = re.compile(
    r"[,(]?\s*\b(?:published|reported|in articles|articles)\s+"
    rf"(from|after|since|before|until|in|on)\s+({_DATE})\)?",
    re.I,
)


def _bounds(text: str) -> tuple[date, date] | None:
    """First and last day of a written date; None where there is no such day."""
    text = text.strip().rstrip(".")
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = date.fromisoformat(text)
            return day, day
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        month = next(_MONTHS[w] for w in re.findall(r"[a-z]+", text.casefold()) if w in _MONTHS)
        numbers = [int(n) for n in re.findall(r"\d+", text)]
        year = next(n for n in numbers if n > 31)
        days = [n for n in numbers if n <= 31]
        if days:
            day = date(year, month, days[0])
            return day, day
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    except (ValueError, StopIteration):
        return None


def split_time_limits(question: str) -> tuple[str, date | None, date | None]:
    """Take the stated limits out of a question: (what is left, since, until), both inclusive.

    >>> split_time_limits("Who says prices will fall since March 2025?")
    ('Who says prices will fall?', datetime.date(2025, 3, 1), None)
    """
    since: date | None = None
    until: date | None = None
    rest = question
    for pattern in (_PUBLISHED, _SINCE, _UNTIL):
        match = pattern.search(rest)
        if not match:
            continue
        bounds = _bounds(match.group(match.lastindex or 1))
        if bounds is None:
            continue
        first, last = bounds
        word = match.group(1).casefold() if pattern is _PUBLISHED else ""
        if pattern is _SINCE or word in ("from", "since"):
            since = first
        elif pattern is _UNTIL or word == "until":
            until = last
        elif word == "after":
            since = last + timedelta(days=1)
        elif word == "before":
            until = first - timedelta(days=1)
        else:
            since, until = first, last
        rest = (rest[: match.start()] + rest[match.end() :]).strip()
    return rest, since, until
