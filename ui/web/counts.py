"""Who is quoted how often, by outlet and by month; each number leads to what it counts."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.collection import Collection
from index.types import Filter
from rag.counting import Count, count_statements
from ui.outlets import outlet_tally
from ui.web.listing import UNNAMED, Row
from ui.web.markup import address, count, day, esc, link
from ui.web.tables import download
from ui.web.within import Within

SPEAKERS = 25
"""Rows of the table."""
OUTLETS = 6
"""Columns of the table; the others are counted together."""
OTHERS = "Others"


@dataclass(frozen=True, slots=True)
class Counts:
    """Statements counted: all of them, by month of publication (``2026-03``), and those of known
    speakers by source (``rag.counting``)."""

    statements: int
    articles: int
    months: Counter[str]
    speakers: list[Count]


def counted(collection: Collection, rows: Sequence[Row], where: Filter) -> Counts:
    """Count the statements that a filter lets through."""
    dates = {row.id: row.published for row in rows}
    said = [s.article_id for s in collection.statements(where) if s.article_id in dates]
    months = Counter(f"{day:%Y-%m}" for article in said if (day := dates[article]))
    speakers = count_statements(collection, where, by="source")
    return Counts(len(said), len(set(said)), months, speakers)


def counts_page(found: Counts, within: Within) -> str:
    """A plot by month and a table by speaker and outlet."""
    if not found.statements:
        return '<p class="or-empty" role="status">No statements within these filters.</p>'
    tally = f"{count(found.statements, 'statement')} in {count(found.articles, 'article')}"
    return (
        f'<p class="or-count" role="status">{tally}</p>{_months(found.months, within)}'
        f"{_table(found, within)}"
    )


def _months(months: Counter[str], within: Within) -> str:
    """A bar for each month that leads to the counts of that month alone."""
    if not months:
        return '<p class="or-note">No article has a date.</p>'
    high = max(months.values())
    items = "".join(_bar(month, number, high, within) for month, number in sorted(months.items()))
    return (
        '<section class="or-months"><h2>By month</h2>'
        f"<p>{download('counts', group='month', **within.given)}</p>"
        f'<ol class="or-month-bars" aria-label="Statements by month">{items}</ol></section>'
    )


def _bar(month: str, number: int, high: int, within: Within) -> str:
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    limits = {**within.given, "since": first.isoformat(), "until": last.isoformat()}
    label = f"{first:%B} {first.year}: {count(number, 'statement')}"
    short = f"{first:%b} {first.year}"
    return (
        f'<li><a href="{esc(address("counts", **limits))}" aria-label="{esc(label)}">'
        f'<span class="or-month">{short}</span>'
        f'<span class="or-share" style="--or-wide:{100 * number / high:.0f}%"></span>'
        f'<span class="or-figure">{number:,}</span></a></li>'
    )


def _table(found: Counts, within: Within) -> str:
    speakers = list(dict.fromkeys(one.speaker for one in found.speakers))
    numbers = {(one.speaker.id, one.group): one.statements for one in found.speakers}
    totals: Counter[str] = Counter()
    for (_, outlet), number in numbers.items():
        totals[outlet] += number
    outlets = [name for name, _ in totals.most_common(OUTLETS)]
    more = len(totals) > OUTLETS
    heads = "".join(f'<th scope="col">{_outlet(name, within)}</th>' for name in outlets) + (
        f'<th scope="col">{OTHERS}</th>' if more else ""
    )
    rows = ""
    for speaker in speakers[:SPEAKERS]:
        own = [numbers.get((speaker.id, outlet), 0) for outlet in outlets]
        cells = "".join(
            f"<td>{_cell(speaker.name, outlet, number, within)}</td>"
            for outlet, number in zip(outlets, own, strict=True)
        )
        rest = f"<td>{speaker.statements - sum(own) or ''}</td>" if more else ""
        who = link(speaker.name, "speakers", who=speaker.name, **within.given)
        rows += f'<tr><th scope="row">{who}</th><td>{speaker.statements:,}</td>{cells}{rest}</tr>'
    left = len(speakers) - SPEAKERS
    note = f'<p class="or-note">{count(left, "more speaker")}</p>' if left > 0 else ""
    return (
        '<section class="or-person"><h2>Who is quoted how often, and where</h2>'
        f"<p>{download('counts', **within.given)}</p>"
        '<div class="or-scroll" tabindex="0" role="group" aria-label="Who is quoted where">'
        '<table class="or-table or-counts"><thead><tr><th scope="col">Speaker</th>'
        f'<th scope="col">All</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div>{note}'
        "</section>"
    )


def _outlet(name: str, within: Within) -> str:
    if not name:
        return UNNAMED
    return link(name, "counts", **{**within.given, "outlet": name})


def _cell(name: str, outlet: str, number: int, within: Within) -> str:
    if not number or not outlet:
        return f"{number:,}" if number else ""
    limits = {**within.given, "outlet": outlet}
    place = address("speakers", who=name, **limits)
    label = f"{number:,}: {name} in {outlet}"
    return f'<a class="link" href="{esc(place)}" aria-label="{esc(label)}">{number:,}</a>'


def profile_text(collection: Collection, rows: Sequence[Row]) -> str:
    """What is in a collection, in one line: articles, outlets, dates."""
    names = outlet_tally(row.source for row in rows if row.source)
    dates = sorted(row.published for row in rows if row.published)
    parts = [count(len(rows), "article")]
    parts += [count(len(names), "outlet")] if names else []
    if dates:
        span = day(dates[0]) if dates[0] == dates[-1] else f"{day(dates[0])} to {day(dates[-1])}"
        parts.append(span)
    speakers = len(collection.speakers())
    parts += [count(speakers, "speaker")] if speakers else []
    return " · ".join(parts)
