"""The views of the page as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from index.types import Article, Speaker
from rag.counting import By, count_statements
from ui.exceptions import InputError
from ui.export import lists
from ui.export.sheets import written
from ui.export.table import guard
from ui.render.said import Said
from ui.web.desk import Desk
from ui.web.listing import ORDERS, matching
from ui.web.markup import attributes
from ui.web.speaking import profile, speaking, with_articles
from ui.web.topics import speaks_of, words_of
from ui.web.within import Within

FETCHED = 400
"""Statements looked at for a topic, as on the timeline."""
PASSAGES = 2_000
"""Passages of a search that are saved at most, the best first."""
ADDRESS = "/onrecord/table/"


def download(view: str, **query: object) -> str:
    """Buttons that save or copy a view, or the part of it that is shown, as a table."""
    given = urlencode(
        {name: str(value) for name, value in query.items() if value not in ("", None)}
    )

    def address(ending: str) -> str:
        return f"{ADDRESS}{view}{ending}{f'?{given}' if given else ''}"

    def button(label: str, title: str, **marks: str) -> str:
        return f'<button type="button"{attributes(title=title, **marks)}>{label}</button>'

    excel = button("Excel", "Save as a workbook", class_="link", data_download=address(".xlsx"))
    csv = button("CSV", "Save as CSV", class_="link or-table-link", data_download=address(".csv"))
    copy = button("Copy", "Copy, to paste it", class_="link", data_copy_table=address(".tsv"))
    return f'<span class="or-tables">Table: {excel} {csv} {copy}</span>'


def table(desk: Desk, view: str, query: Mapping[str, str], ending: str = ".csv") -> bytes | None:
    """The table of a view, None where there is no such view.

    One that ends in .tsv is pasted into a spreadsheet, so its cells are guarded as those of CSV.
    Raises SpeakerNotFound, QueryError, InputError and so on.
    """
    if view not in _VIEWS:
        return None
    columns, make = _VIEWS[view]
    rows = make(desk, query)
    if ending == ".tsv":
        rows = [{name: guard(cell) for name, cell in row.items()} for row in rows]
    return written(columns, rows, ending)


def _speakers(desk: Desk, query: Mapping[str, str]) -> list[Speaker]:
    wanted = query.get("words", "").casefold().split()
    speakers = speaking(desk.collection, Within.of(query).filter(desk.collection))
    return [s for s in speakers if all(word in named(s) for word in wanted)]


def named(speaker: Speaker) -> str:
    """What a search for speakers looks at."""
    return " ".join((speaker.name, *speaker.forms, *speaker.roles)).casefold()


def _statements(desk: Desk, query: Mapping[str, str]) -> list[Said]:
    """One speaker's statements as on their page, or those on a topic, or all, within filters."""
    collection, topic = desk.collection, query.get("topic", "")
    where = Within.of(query).filter(collection)
    speakers = {s.id: s for s in collection.speakers()}
    if query.get("speaker", "").isdecimal():
        said = list(profile(collection, int(query["speaker"]), where).about(topic))
    elif topic:
        hits = collection.search_statements(topic, FETCHED, where)
        found = with_articles(collection, [hit.statement for hit in hits])
        said = [p for p in found if speaks_of(f"{words_of(*p)} {p[0].title}", topic)]
    else:
        said = with_articles(collection, collection.statements(where))
    return [
        Said(
            s,
            article,
            speakers.get(s.speaker_id) if s.speaker_id is not None else None,
            desk.sentences(article.id),
        )
        for article, s in said
    ]


def _articles(desk: Desk, query: Mapping[str, str]) -> list[Article]:
    rows = matching(desk.rows(), query.get("words", ""), query.get("source", ""))
    rows.sort(key=ORDERS.get(query.get("order", ""), ORDERS["Newest first"]))
    found = (desk.find(row.id) for row in rows)
    return [article for article in found if article is not None]


def _sides(desk: Desk, query: Mapping[str, str]) -> list[lists.Row]:
    from rag.comparing.positions import positions

    where = Within.of(query).filter(desk.collection)
    found = positions(desk.collection, query.get("claim", ""), where)
    return lists.position_rows(found, desk.find)


def _passages(desk: Desk, query: Mapping[str, str]) -> list[lists.Row]:
    from rag import search_text

    where = Within.of(query).filter(desk.collection)
    found = search_text(desk.collection, query.get("q", ""), k=PASSAGES, where=where)
    return lists.passage_rows(found, desk.find)


def _contradictions(desk: Desk, query: Mapping[str, str]) -> list[lists.Row]:
    where = Within.of(query).filter(desk.collection)
    found = desk.compared.get(query.get("about", ""), where)
    if found is None:
        raise InputError("these were found too long ago; press Find again, then save the table")
    return lists.contradiction_rows(found.pairs, desk.find)


def _counts(desk: Desk, query: Mapping[str, str]) -> list[lists.Row]:
    where = Within.of(query).filter(desk.collection)
    by: By = "month" if query.get("group") == "month" else "source"
    return lists.count_rows(count_statements(desk.collection, where, by=by))


_VIEWS: dict[str, tuple[Sequence[str], Callable[[Desk, Mapping[str, str]], list[lists.Row]]]] = {
    "speakers": (lists.SPEAKERS, lambda desk, query: lists.speaker_rows(_speakers(desk, query))),
    "statements": (
        lists.STATEMENTS,
        lambda desk, query: lists.statement_rows(_statements(desk, query)),
    ),
    "articles": (lists.ARTICLES, lambda desk, query: lists.article_rows(_articles(desk, query))),
    "sides": (lists.SIDES, _sides),
    "search": (lists.PASSAGES, _passages),
    "contradictions": (lists.CONTRADICTIONS, _contradictions),
    "counts": (lists.COUNTS, _counts),
}
"""Of each view that has a table: its columns, and what makes its rows."""
