"""Publication dates: exact or not at all.

A date is read when it is ISO 8601, carries the month's name, or can be read in one way only.
``03/04/2025`` is two different days on two sides of an ocean, so it is left out. Nothing is ever
filled in from today's date.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

# fmt: off
_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)
# fmt: on
MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
MONTHS |= {name[:3]: number for name, number in list(MONTHS.items())}
MONTHS["sept"] = 9
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_ZONE = r"(?:\s*(?:z|et|pt|ct|mt|\(?[a-z]{3,4}\)?|(?:gmt|utc)?\s*[+-]\d{1,2}:?\d{0,2}))?"
_TIME = re.compile(
    r"[\s,]*(?:\bat\b\s*|\|\s*)?\b\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?\s*(?:[ap]\.?m\.?)?"
    rf"{_ZONE}(?=$|[\s,|])[\s,]*|[\s,]*\b\d{{1,2}}\s*[ap]\.?m\.?{_ZONE}(?=$|[\s,|])[\s,]*",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^(?:" + "|".join(f"{d}|{d[:3]}" for d in DAYS) + r"|tues|thur|thurs)\b\.?,?\s*", re.IGNORECASE
)
_OTHER_DAY = re.compile(r"^[^\W\d_]{2,12}\.?,\s+(?=\d)")  # "Mo, 02 Mar 2026"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}",
        rf"{_YEAR}[\s-]+{_MONTH}[\s-]+{_DAY}",
    )
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T\s]\d{1,2}:?\d{2}.{0,24})?")
_COMPACT = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}.{0,12})?")
_ADDRESS = re.compile(r"/((?:20|19)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
# Seconds since 1970, or thousandths of them.
_SECONDS = re.compile(r"([1-4]\d{9}|[1-9]\d{8})(?:\d{3})?(?:\.\d+)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")


def _date(year: str, month: str | int, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1400 <= found.year <= 2200 else None


def parse_date(value: object) -> date | None:
    """Read a date that fills the whole of ``value`` (a time of day may follow), or return None.

    The day is taken as written, without moving it between time zones.

    >>> parse_date("Oct. 28, 2025, 11:16 a.m. ET")
    datetime.date(2025, 10, 28)
    >>> parse_date("03/04/2025") is None
    True
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 80:
        return None
    text = " ".join(value.split())
    if match := _SECONDS.fullmatch(text):
        return datetime.fromtimestamp(int(match[1]), UTC).date()
    for form in (_YEAR_FIRST, _COMPACT):
        if match := form.fullmatch(text):
            parts = [g for g in match.groups() if g.isdigit()]
            return _date(parts[0], parts[1], parts[2])
    text = _OTHER_DAY.sub("", _WEEKDAY.sub("", text))
    text = _TIME.sub(" ", text).strip(" ,|")
    text = _WEEKDAY.sub("", text)
    for form in _FORMS:
        if match := form.fullmatch(text):
            return _date(match["year"], MONTHS[match["month"].lower()], match["day"])
    if match := _YEAR_FIRST.fullmatch(text):
        return _date(match[1], match[3], match[4])
    if match := _YEAR_LAST.fullmatch(text):
        first, second = int(match[1]), int(match[3])
        if first == second or second > 12:
            return _date(match[4], first, match[3])
        if first > 12:
            return _date(match[4], second, match[1])
    return None


def address_date(address: str) -> date | None:
    """The day that stands in the address of a page, as in ``/2025/05/06/bridge``."""
    match = _ADDRESS.search(address)
    return _date(*match.groups()) if match else None
