"""Speakers by the names people type, and statements with their articles and speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from index.collection import Collection
    from index.types import Article, Filter, Speaker
    from ui.render.said import Said

Kind = Literal["direct", "mixed", "reported"]
KindOption = Annotated[Kind | None, typer.Option("--kind", help="Only words reported in this way.")]
_SURE = 0.6  # what match_speakers gives a given name; a slip of the pen gets 0.5


def find_speaker(collection: Collection, name: str) -> Speaker:
    """The speaker that a name or id means.

    Raises SpeakerNotFound, or AmbiguousSpeaker where several bear the name and none of them bears
    it exactly: a guess would show one person's words as another's.
    """
    from index.exceptions import SpeakerNotFound
    from rag.names import match_speakers
    from ui.exceptions import AmbiguousSpeaker

    if name.isdecimal() and len(name) < 19:  # a number that SQLite knows
        return collection.speaker(int(name))
    speakers = collection.speakers()
    exact = [s for s in speakers if s.name.casefold() == name.strip().casefold()]
    likely = match_speakers(name, speakers)
    matches = exact or [match.speaker for match in likely if match.score >= _SURE]
    if not matches:
        near = " or ".join(match.speaker.name for match in likely[:3])
        raise SpeakerNotFound(f"no speaker {name!r}{f'; did you mean {near}?' if near else ''}")
    if len(matches) > 1:
        options = "; ".join(f"{s.id} = {s.name}" for s in matches[:8])
        raise AmbiguousSpeaker(
            f"{len(matches)} speakers are called {name!r}: {options}; give the full name or the id"
        )
    return matches[0]


def named(
    collection: Collection,
    where: Filter,
    *,
    about: str | None = None,
    kind: Kind | None = None,
    limit: int = 0,
) -> list[Said]:
    """Statements with their articles and speakers: by date, or nearest first with ``about``."""
    from index.quoting import kind_of
    from ui.render.said import Said

    if about is not None:
        # Statements of the other kinds are dropped afterwards, so that more have to be fetched.
        hits = collection.search_statements(about, limit * (4 if kind else 1), where)
        statements = [hit.statement for hit in hits]
    else:
        statements = list(collection.statements(where))
    speakers = {s.id: s for s in collection.speakers()}
    articles: dict[str, Article] = {}
    for statement in statements:
        if statement.article_id not in articles:
            articles[statement.article_id] = collection.article(statement.article_id)
    if kind is not None:
        statements = [
            s for s in statements if kind_of(articles[s.article_id].text, s.content, s.told) == kind
        ]
    named = [
        Said(
            statement,
            articles[statement.article_id],
            speakers.get(statement.speaker_id) if statement.speaker_id is not None else None,
            collection.sentences(statement.article_id),
        )
        for statement in statements
    ]
    if about is None:
        named.sort(key=lambda item: (*_date_key(item.article), item.statement.start))
    return named


def _date_key(article: Article) -> tuple[bool, int, str]:
    day = article.published
    return (day is None, day.toordinal() if day else 0, article.id)
