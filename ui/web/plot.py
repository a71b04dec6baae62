"""A timeline drawn with HTML: lanes of bars, each a button that can be reached with the keyboard.

Bars stand at percentages of their lane, so the plot fits every width without a script. All lanes
have one scale: a bar twice as high stands for twice as many statements.
"""

from __future__ import annotations

import calendar
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ui.web.markup import attributes, count, day, esc

BINS = 24
"""Bars that stand next to each other at most: so many can be told apart on a telephone."""
LOWEST = 12
"""Height of a bar at least, in percent of its lane: a single statement can be seen."""
LANES = 9
TICKS = 7
"""Dates under the plot at most."""
NO_DAYS = (date.min, date.min)
"""The days of a bar that is not there."""


@dataclass(frozen=True, slots=True)
class Point:
    """One statement: in whose lane, when, and its number."""

    lane: str
    when: date
    number: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The days the plot covers."""

    first: date
    days: int

    @classmethod
    def of(cls, dates: Sequence[date]) -> Scale:
        """From the earliest to the latest date, at least four weeks."""
        first, last = min(dates), max(dates)
        short = max(0, 28 - (last - first).days)
        first = first - timedelta(days=short // 2)
        return cls(first, max(28, (last - first).days + short - short // 2))

    def share(self, when: date) -> float:
        """Where a date stands, 0 to 1."""
        return (when - self.first).days / self.days

    def bin(self, when: date) -> int:
        """Which of the bars a date falls into."""
        return min(BINS - 1, int(self.share(when) * BINS))

    def span(self, number: int) -> tuple[date, date]:
        """The first and last day of a bin."""
        low = -(-number * self.days // BINS)
        high = -(-(number + 1) * self.days // BINS) - 1
        return self.first + timedelta(days=low), self.first + timedelta(days=max(low, high))

    def ticks(self) -> list[tuple[float, str]]:
        """Places and labels of the dates under the plot: months, quarters or years."""
        months = self.days / 30.4
        step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 240, 1200) if months / s <= TICKS)
        found = []
        year, month = self.first.year, self.first.month
        for _ in range(TICKS * step + 24):
            month += 1
            if month > 12:
                year, month = year + 1, 1
            at = date(year, month, 1) if year <= 9999 else date.max
            if self.share(at) > 1:
                break
            if (year * 12 + month - 1) % step == 0:
                label = str(year) if step >= 12 else f"{calendar.month_abbr[month]} {year}"
                found.append((self.share(at), label))
        return found


def timeline(points: Sequence[Point], order: Sequence[str], act: str, chosen: str = "") -> str:
    """The plot. A click on a bar sends ``act`` with ``LANE:BIN``; ``chosen`` is such a value.

    ``order`` are the lanes from top to bottom.
    """
    scale = Scale.of([point.when for point in points])
    binned: dict[tuple[str, int], int] = defaultdict(int)
    for point in points:
        binned[point.lane, scale.bin(point.when)] += 1
    high = max(binned.values())
    rows = ""
    for index, lane in enumerate(order):
        stacks = "".join(
            _stack(lane, f"{index}:{number}", found, high, scale.span(number), act, chosen)
            for (of, number), found in sorted(binned.items())
            if of == lane
        )
        rows += (
            f'<div class="or-lane" role="group" aria-label="{esc(lane)}">'
            f'<span class="or-lane-name">{esc(lane)}</span>'
            f'<div class="or-stacks">{stacks}</div></div>'
        )
    ticks = "".join(f'<span style="{_beside(at)}">{label}</span>' for at, label in scale.ticks())
    return (
        '<div class="or-plot" role="group" aria-label="Statements over time" '
        f'style="--or-bins:{BINS}"><div class="or-lanes">{rows}'
        f'<div class="or-axis" aria-hidden="true">{ticks}</div></div></div>'
    )


def _stack(
    lane: str, value: str, found: int, high: int, span: tuple[date, date], act: str, chosen: str
) -> str:
    when = days(*span)
    number = int(value.partition(":")[2])
    tall = max(LOWEST, round(100 * found / high))
    marks = attributes(
        class_="or-stack",
        data_act=act,
        data_value=value,
        aria_pressed=str(value == chosen).lower(),
        aria_label=f"{lane}, {when}: {count(found, 'statement')}",
        title=f"{when}: {count(found, 'statement')}",
        style=f"left:{100 * (number + 0.5) / BINS:.2f}%;--or-high:{tall}%",
    )
    return f'<button type="button"{marks}></button>'


def days(first: date, last: date) -> str:
    """One day, or the first and the last.

    >>> days(date(2026, 3, 2), date(2026, 3, 4))
    '2 March 2026 to 4 March 2026'
    """
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def tallest(points: Sequence[Point]) -> int:
    """How many statements the highest bar stands for."""
    scale = Scale.of([point.when for point in points])
    return max(Counter((point.lane, scale.bin(point.when)) for point in points).values())


def chosen_points(
    points: Sequence[Point], order: Sequence[str], chosen: str
) -> tuple[str, list[Point], tuple[date, date]]:
    """The lane, the points and the days of the bar that ``LANE:BIN`` names.

    There are no points where it names nothing.
    """
    lane, _, number = chosen.partition(":")
    if not (lane.isdecimal() and number.isdecimal() and int(lane) < len(order)) or not points:
        return "", [], NO_DAYS
    scale = Scale.of([point.when for point in points])
    name = order[int(lane)]
    found = [p for p in points if p.lane == name and scale.bin(p.when) == int(number)]
    return name, found, scale.span(int(number)) if found else NO_DAYS


def bars(dates: Sequence[date]) -> str:
    """A small row of bars: how many per month (or year, where there are many months)."""
    if not dates:
        return ""
    months = (max(dates).year - min(dates).year) * 12 + max(dates).month - min(dates).month + 1
    yearly = months > 36
    tally: dict[tuple[int, int], int] = defaultdict(int)
    for when in dates:
        tally[when.year, 1 if yearly else when.month] += 1
    year, month = min(tally)
    steps = []
    while (year, month) <= max(tally):
        steps.append((year, month))
        year, month = (year + 1, 1) if yearly or month == 12 else (year, month + 1)
    high = max(tally.values())
    items = "".join(
        f'<span style="--or-high:{100 * tally.get(step, 0) / high:.0f}%"'
        f' title="{_named(step, yearly)}: {tally.get(step, 0)}"></span>'
        for step in steps
    )
    ends = _named(steps[0], yearly)
    if len(steps) > 1:
        ends += f" to {_named(steps[-1], yearly)}"
    return (
        f'<div class="or-bars" role="img" aria-label="Statements by {"year" if yearly else "month"}'
        f', {ends}">{items}</div><p class="or-note">{ends}</p>'
    )


def _named(step: tuple[int, int], yearly: bool) -> str:
    return str(step[0]) if yearly else f"{calendar.month_name[step[1]]} {step[0]}"


def _beside(at: float) -> str:
    """Where the label of a tick stands: under it, at the right end before it."""
    return "right:0; transform:none" if at > 0.94 else f"left:{100 * at:.2f}%"
