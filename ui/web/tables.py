"""The views of the page as tables for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from index.types import Article, Filter, Speaker, Statement
from ui.export import lists
from ui.web.desk import Desk
from ui.web.listing import ORDERS, matching
from ui.web.markup import attributes
from ui.web.speaking import profile, with_articles
from ui.web.topics import speaks_of, words_of

FETCHED = 400
"""Statements looked at for a topic, as on the timeline."""
ADDRESS = "/onrecord/table/"


def download(view: str, **query: object) -> str:
    """A button that saves a view, or the part of it that is shown, as a table."""
    given = urlencode(
        {name: str(value) for name, value in query.items() if value not in ("", None)}
    )
    address = f"{ADDRESS}{view}.csv{f'?{given}' if given else ''}"
    marks = attributes(data_download=address, title="Save as a table for a spreadsheet")
    return f'<button type="button" class="link or-table-link"{marks}>Table (CSV)</button>'


def table(desk: Desk, view: str, query: Mapping[str, str]) -> str | None:
    """The table of a view, None where there is no such view. Raises SpeakerNotFound and so on."""
    if view == "speakers":
        return lists.written(lists.SPEAKERS, lists.speaker_rows(_speakers(desk, query)))
    if view == "statements":
        return lists.written(lists.STATEMENTS, lists.statement_rows(_statements(desk, query)))
    if view == "articles":
        return lists.written(lists.ARTICLES, lists.article_rows(_articles(desk, query)))
    if view == "sides":
        return _sides(desk, query.get("claim", ""), direct="direct" in query)
    return None


def _speakers(desk: Desk, query: Mapping[str, str]) -> list[Speaker]:
    wanted = query.get("words", "").casefold().split()
    return [s for s in desk.collection.speakers() if all(word in named(s) for word in wanted)]


def named(speaker: Speaker) -> str:
    """What a search for speakers looks at."""
    return " ".join((speaker.name, *speaker.forms, *speaker.roles)).casefold()


def _statements(
    desk: Desk, query: Mapping[str, str]
) -> list[tuple[Statement, Article, Speaker | None]]:
    """One speaker's statements as on their page, or those on a topic, or all of them."""
    collection, topic = desk.collection, query.get("topic", "")
    speakers = {s.id: s for s in collection.speakers()}
    if query.get("speaker", "").isdecimal():
        said = list(profile(collection, int(query["speaker"])).about(topic))
    elif topic:
        hits = collection.search_statements(topic, FETCHED, Filter())
        found = with_articles(collection, [hit.statement for hit in hits])
        said = [p for p in found if speaks_of(f"{words_of(*p)} {p[0].title}", topic)]
    else:
        said = with_articles(collection, collection.statements())
    return [
        (s, article, speakers.get(s.speaker_id) if s.speaker_id is not None else None)
        for article, s in said
    ]


def _articles(desk: Desk, query: Mapping[str, str]) -> list[Article]:
    rows = matching(desk.rows(), query.get("words", ""), query.get("source", ""))
    rows.sort(key=ORDERS.get(query.get("order", ""), ORDERS["Newest first"]))
    found = (desk.find(row.id) for row in rows)
    return [article for article in found if article is not None]


def _sides(desk: Desk, claim: str, *, direct: bool) -> str:
    from rag.comparing.positions import positions

    found = positions(desk.collection, claim, Filter(direct=direct))
    cited = {said.citation.quote.article_id for held in found.held for said in held.quotes}
    articles = {key: article for key in cited if (article := desk.find(key)) is not None}
    return lists.written(lists.SIDES, lists.position_rows(found, articles))
