"""The filters that hold in every view: dates, outlet, speaker, article, quoted or reported words.

They stand in a bar above the tabs and in the address of the page, under the names of the fields.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode

from index.articles import parse_date
from index.collection import Collection
from index.types import Filter
from ui.web.markup import attributes, day, esc
from ui.web.speaking import find_name

LONGEST = 200
"""Characters of a value in an address; more is no name of anybody."""
LONGEST_PLACE = 1000
"""Characters of what else stands in an address, such as a claim."""
KINDS = {"": "Quoted and reported", "direct": "Direct quotations", "reported": "Reported only"}
"""The kinds of words that can be chosen, as people read them."""
OFFERED = 500
"""Names offered to choose from; any other can be typed."""
NOBODY = 0
"""The number of no speaker: where nobody bears the name, nothing passes."""


@dataclass(frozen=True, slots=True)
class Within:
    """What the views are limited to, as it was typed; empty fields do not limit."""

    since: str = ""
    until: str = ""
    outlet: str = ""
    by: str = ""
    only: str = ""
    """Id of the one article that is searched."""
    kind: str = ""
    """``direct`` or ``reported``; anything else lets all through."""

    @classmethod
    def of(cls, place: Mapping[str, str]) -> Within:
        """Take the filters of an address; what it holds besides is passed over."""
        return cls(**{f.name: place.get(f.name, "") for f in fields(cls)})

    def changed(self, name: str, value: str) -> Within:
        """With another value of one field; the same where there is no such field."""
        known = {f.name for f in fields(self)}
        return replace(self, **{name: " ".join(value.split())[:LONGEST]}) if name in known else self

    @property
    def given(self) -> dict[str, str]:
        """The fields that limit."""
        return {f.name: v for f in fields(self) if (v := getattr(self, f.name))}

    @property
    def problem(self) -> str:
        """Which date cannot be read."""
        wrong = [v for v in (self.since, self.until) if v and parse_date(v) is None]
        return f"“{wrong[0]}” is not a date; write 2 March 2026 or 2026-03-02." if wrong else ""

    def filter(self, collection: Collection) -> Filter:
        """The same for searching; a date that cannot be read does not limit."""
        who = find_name(collection.speakers(), self.by) if self.by else None
        return Filter(
            sources=(self.outlet,) if self.outlet else (),
            since=parse_date(self.since) if self.since else None,
            until=parse_date(self.until) if self.until else None,
            article_ids=(self.only,) if self.only else (),
            speaker_ids=((who.id if who else NOBODY),) if self.by else (),
            direct=self.kind == "direct",
            reported=self.kind == "reported",
        )


ANYWHERE = Within()
"""No filter."""


def read_place(text: str) -> dict[str, str]:
    """The names and values of an address within the page, none too long."""
    return {name: value[:LONGEST_PLACE] for name, value in parse_qsl(text.lstrip("#"))}


def place_mark(**place: object) -> str:
    """A hidden element that says where a view stands; static/address.js writes the address."""
    given = {name: str(value) for name, value in place.items() if value not in ("", None)}
    return f'<span hidden data-address="{esc(urlencode(given))}"></span>'


def filter_bar(
    within: Within,
    outlets: Sequence[str],
    speakers: Sequence[str],
    titles: Mapping[str, str],
    *,
    shown: bool = False,
) -> str:
    """The bar: a form behind *Filter*, and a chip for each filter, which a click takes away.

    ``titles`` are those of the articles, by id.
    """
    title = titles.get(within.only, within.only)
    unknown = within.only and within.only not in titles
    wrong = within.problem or (f"No article is called “{title}”." if unknown else "")
    plain = within.outlet.casefold()
    outlet = next((name for name in outlets if name.casefold() == plain), within.outlet)
    choices = _options({"": "Every outlet", **{name: name for name in outlets}}, outlet)
    date = 'type="text" placeholder="e.g. 2026-03-02" autocomplete="off" maxlength="40"'
    form = (
        f"<label>From <input {date}{_field('since', within.since)}></label>"
        f"<label>To <input {date}{_field('until', within.until)}></label>"
        f"<label>Outlet <select{attributes(data_change='outlet')}>"
        f"{choices}</select></label>"
        f"{_chosen('Speaker', 'by', within.by, 'Everybody', speakers)}"
        f"{_chosen('Article', 'only', title, 'Every article', list(titles.values())[:OFFERED])}"
    )
    chips = "".join(
        f'<button type="button" class="or-topic or-filter"'
        f"{attributes(data_act='drop', data_value=name, aria_label=f'Take away: {label}')}>"
        f'{esc(label)} <span aria-hidden="true">×</span></button>'
        for name, label in _labels(within, title)
    )
    problem = f'<span class="or-problem" role="alert">{esc(wrong)}</span>' if wrong else ""
    return (
        f'<div class="or-filters" role="group" aria-label="Filters">{place_mark(**within.given)}'
        f'<details class="or-menu or-filter-menu"{" open" if shown else ""}>'
        f'<summary class="link">Filter</summary><div class="or-menu-list">{form}</div></details>'
        '<label class="or-kind"><span class="or-hidden">Kind of words</span>'
        f"<select{attributes(data_change='kind')}>{_options(KINDS, within.kind)}</select></label>"
        f"{chips}{problem}</div>"
    )


def _options(choices: Mapping[str, str], chosen: str) -> str:
    return "".join(
        f"<option{attributes(value=value, selected='' if value == chosen else None)}>"
        f"{esc(label)}</option>"
        for value, label in choices.items()
    )


def _chosen(label: str, name: str, value: str, empty: str, names: Sequence[str]) -> str:
    """A field in which one of these names is typed or chosen."""
    offered = "".join(f'<option value="{esc(one)}"></option>' for one in names)
    return (
        f'<label>{label} <input type="text" list="or-{name}-names" placeholder="{empty}" '
        f'dir="auto" autocomplete="off" maxlength="{LONGEST}"{_field(name, value)}></label>'
        f'<datalist id="or-{name}-names">{offered}</datalist>'
    )


def _field(name: str, value: str) -> str:
    return attributes(data_change=name, value=value)


def _labels(within: Within, title: str) -> list[tuple[str, str]]:
    """The chips; the choice of the kind says by itself what is wanted."""
    dates = {name: parse_date(getattr(within, name)) for name in ("since", "until")}
    labels = {
        "since": f"From {day(dates['since'])}" if dates["since"] else "",
        "until": f"To {day(dates['until'])}" if dates["until"] else "",
        "outlet": within.outlet,
        "by": within.by,
        "only": title,
    }
    return [(name, label) for name, label in labels.items() if label]
