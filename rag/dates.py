"""Written dates: what a person types ("March 2025", "last week") as a first and a last day."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[date, date]
"""First and last day, both inclusive."""
YearOf = Callable[[int], int]
"""Gives the year that is meant where only a month (1 to 12) is written."""

_MONTHS = {name.casefold(): i for i, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.casefold(): i for i, name in enumerate(calendar.month_abbr) if name}
_MONTHS["sept"] = 9
# "may" and "march" are verbs as well: months are recognised in capitals only.
_MONTH = (
    "(?-i:"
    + "|".join(sorted((m.capitalize() for m in _MONTHS), key=lambda m: (-len(m), m)))
    + r")\b\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_YEAR = r"(?:19|20)\d\d"
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10, "twelve": 12}
_UNIT = r"(?:days?|weeks?|months?|years?)"

RELATIVE = (
    rf"(?:today|yesterday|(?:this|last|past|previous)\s+(?:week|month|year)"
    rf"|(?:last|past)\s+(?:\d{{1,3}}|{'|'.join(_COUNT)})\s+{_UNIT})"
)
"""Dates that are counted from today."""
WRITTEN = (
    rf"(?:{_YEAR}-\d\d-\d\d|{_YEAR}-\d\d(?!\d)"
    rf"|{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH}\s+{_DAY}(?:,?\s+{_YEAR})?"
    rf"|{_MONTH}(?:\s+(?:of\s+)?{_YEAR})?"
    rf"|{_YEAR}(?!\d))"
)
"""Dates as they stand in a calendar; the year may be left out beside a month."""

_RANGE_IN_TEXT = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\s+(?P<a1>\d{{1,2}})(?:\s*[-–]\s*(?P<b1>\d{{1,2}}))?,?\s+(?P<y1>{_YEAR})"
    rf"|(?P<a2>\d{{1,2}})(?:\s*[-–]\s*(?P<b2>\d{{1,2}}))?\s+(?P<m2>{_MONTH}),?\s+(?P<y2>{_YEAR})"
    rf"|(?P<iso>{_YEAR}-\d\d-\d\d))(?!\d)"
)


def this_year(month: int, today: date | None = None) -> int:
    """The year of the latest such month that has begun."""
    now = today or date.today()
    return now.year if month <= now.month else now.year - 1


def days_of(text: str, *, today: date | None = None, year_of: YearOf | None = None) -> Days | None:
    """First and last day of a written date; None where there is no such day.

    >>> days_of("February 2024")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> days_of("last week", today=date(2026, 11, 25))
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 22))
    """
    text = " ".join(text.split()).rstrip(".")
    now = today or date.today()
    if re.fullmatch(RELATIVE, text, re.I):
        return _relative(text.casefold(), now)
    years = year_of or (lambda month: this_year(month, now))
    try:
        return _written(text, years)
    except ValueError:
        return None


def _written(text: str, year_of: YearOf) -> Days | None:
    """Raises ValueError where a month has no such day."""
    if re.fullmatch(rf"{_YEAR}-\d\d-\d\d", text):
        day = date.fromisoformat(text)
        return day, day
    if match := re.fullmatch(rf"({_YEAR})-(\d\d)", text):
        return _month(int(match[1]), int(match[2]))
    if re.fullmatch(_YEAR, text):
        return date(int(text), 1, 1), date(int(text), 12, 31)
    month = next((_MONTHS[w] for w in re.findall(r"[a-z]+", text.casefold()) if w in _MONTHS), 0)
    if not month:
        return None
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    year = next((n for n in numbers if n > 31), 0) or year_of(month)
    days = [n for n in numbers if n <= 31]
    if days:
        day = date(year, month, days[0])
        return day, day
    return _month(year, month)


def _month(year: int, month: int) -> Days:
    first = date(year, month, 1)
    return first, date(year, month, calendar.monthrange(year, month)[1])


def _relative(text: str, now: date) -> Days:
    if text == "today":
        return now, now
    if text == "yesterday":
        return now - timedelta(days=1), now - timedelta(days=1)
    words = text.split()
    unit = words[-1].rstrip("s")
    if len(words) == 3:
        count = _COUNT.get(words[1]) or int(words[1])
        each = {"day": 1, "week": 7, "month": 30, "year": 365}[unit]
        return now - timedelta(days=count * each), now
    this = words[0] == "this"
    if unit == "week":
        monday = now - timedelta(days=now.weekday())
        return (monday, now) if this else (monday - timedelta(days=7), monday - timedelta(days=1))
    if unit == "month":
        first = now.replace(day=1)
        before = first - timedelta(days=1)
        return (first, now) if this else (before.replace(day=1), before)
    if this:
        return date(now.year, 1, 1), now
    return date(now.year - 1, 1, 1), date(now.year - 1, 12, 31)


def full_dates(text: str) -> list[Days]:
    """Every complete date (day, month and year) or range of days that stands in a text.

    >>> full_dates("They met on January 21-22, 2026, and again in May.")
    [(datetime.date(2026, 1, 21), datetime.date(2026, 1, 22))]
    """
    found: list[Days] = []
    for match in _RANGE_IN_TEXT.finditer(text):
        part = match.groupdict()
        try:
            if part["iso"]:
                found.append((date.fromisoformat(part["iso"]),) * 2)
                continue
            side = "1" if part["m1"] else "2"
            month = _MONTHS[part[f"m{side}"].rstrip(".").casefold()]
            year, day = int(part[f"y{side}"]), int(part[f"a{side}"])
            found.append((date(year, month, day), date(year, month, int(part[f"b{side}"] or day))))
        except ValueError:  # 31 February
            continue
    return found
