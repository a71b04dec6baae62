"""``onrecord speaker``, ``speakers`` and ``statements``: who speaks, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.cli.exits import ABSTAINED, OK
from ui.cli.grouping import grouped
from ui.cli.options import (
    ANYWHERE,
    CollectionOption,
    JsonOption,
    Limits,
    SinceOption,
    SourceOption,
    UntilOption,
    make_filter,
)
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import opened, verb

if TYPE_CHECKING:
    from index.collection import Collection
    from index.types import Article, Filter, Speaker, Statement


_SURE = 0.6  # what match_speakers gives a given name; a slip of the pen gets 0.5
Kind = Literal["direct", "indirect", "mixed"]


@verb
def speaker_verb(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", help="A name as written anywhere, or an id.")
    ],
    collection: CollectionOption = None,
    source: SourceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    limit: Annotated[
        int | None,
        typer.Option("-n", "--limit", metavar="N", min=1, help="How many statements at most."),
    ] = None,
    json_: JsonOption = False,
) -> int:
    """Show a speaker and everything they say.

    Roles, ways of writing the name, and the statements by date with their sources.

    \b
    Examples:
      onrecord speaker Tkachenko
      onrecord speaker "Recep Tayyip Erdogan" --since 2024-01 --json
    """
    from ui.render.articles import speaker_text, statements_text
    from ui.render.shapes import speaker_shape, statement_shape

    with opened(collection) as articles:
        speaker = find_speaker(articles, " ".join(name))
        where = make_filter(
            articles,
            source=source,
            since=since,
            until=until,
            speakers=(speaker.id,),
            listing=True,
        )
        items = _named(articles, where)
    shown = items[:limit]
    if json_:
        shape = speaker_shape(speaker)
        said = [statement_shape(s, article, who) for s, article, who in shown]
        emit_json({"speaker": shape, "total": len(items), "statements": said})
    else:
        out = layout()
        emit(f"{speaker_text(speaker, out)}\n\n{statements_text(shown, out)}")
    return OK


@verb
def speakers_verb(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Only speakers whose name contains this."),
    ] = None,
    collection: CollectionOption = None,
    limit: Annotated[
        int | None, typer.Option("-n", "--limit", metavar="N", min=1, help="How many at most.")
    ] = None,
    json_: JsonOption = False,
) -> int:
    """List everyone who speaks in the articles.

    The most frequent come first.

    \b
    Examples:
      onrecord speakers
      onrecord speakers -n 20 --json
      onrecord speakers sivkov
    """
    from ui.render.articles import speakers_text
    from ui.render.shapes import speaker_shape

    part = " ".join(name or ()).casefold()
    with opened(collection) as articles:
        found = [
            s
            for s in articles.speakers()
            if not part or any(part in form.casefold() for form in (s.name, *s.forms))
        ]
    shown = found[:limit]
    if json_:
        emit_json({"total": len(found), "speakers": [speaker_shape(s) for s in shown]})
    elif shown:
        emit(speakers_text(shown, layout()))
    else:
        note(f"no speaker {' '.join(name)!r}" if name else "no speakers in these articles")
    return OK


@verb
@grouped
def statements_verb(
    collection: CollectionOption = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option("--speaker", metavar="NAME", help="Only what they say; repeatable."),
    ] = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="WORDS", help="Only what is about this, nearest first."),
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Only words reported in this way.")
    ] = None,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int, typer.Option("-n", "--limit", metavar="N", min=1, help="How many statements at most.")
    ] = 50,
    json_: JsonOption = False,
) -> int:
    """List who says what, with the place.

    Without --about they come by date. Exit code 3 where there are none.

    \b
    Examples:
      onrecord statements --speaker Tkachenko
      onrecord statements --about "NATO membership" --kind direct
      onrecord statements --since 2024-01 --until 2024-02 --json
    """
    from ui.render.articles import statements_text
    from ui.render.shapes import filter_shape, statement_shape

    with opened(collection) as articles:
        wanted = tuple(find_speaker(articles, one).id for one in speaker or ())
        where = limits.filter(articles, speakers=wanted, listing=True)
        items = _named(articles, where, about=about, kind=kind, limit=limit)
    shown = items[:limit]
    if json_:
        emit_json(
            {
                "where": filter_shape(where),
                "about": about,
                "kind": kind,
                "total": len(items),
                "statements": [statement_shape(s, article, who) for s, article, who in shown],
            }
        )
    else:
        emit(statements_text(shown, layout()))
    return OK if items else ABSTAINED


def find_speaker(collection: Collection, name: str) -> Speaker:
    """The speaker that a name or id means.

    Raises SpeakerNotFound, or AmbiguousSpeaker where several bear the name and none of them bears
    it exactly: a guess would show one person's words as another's.
    """
    from index.exceptions import SpeakerNotFound
    from rag.names import match_speakers
    from ui.exceptions import AmbiguousSpeaker

    if name.isdigit():
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


def _named(
    collection: Collection,
    where: Filter,
    *,
    about: str | None = None,
    kind: Kind | None = None,
    limit: int = 0,
) -> list[tuple[Statement, Article, Speaker | None]]:
    """Statements with their articles and speakers: by date, or nearest first with ``about``."""
    if about is not None:
        # Statements of the other kinds are dropped afterwards, so that more have to be fetched.
        hits = collection.search_statements(about, limit * (4 if kind else 1), where)
        statements = [hit.statement for hit in hits]
    else:
        statements = list(collection.statements(where))
    if kind is not None:
        statements = [s for s in statements if s.kind == kind]
    speakers = {s.id: s for s in collection.speakers()}
    articles: dict[str, Article] = {}
    for statement in statements:
        if statement.article_id not in articles:
            articles[statement.article_id] = collection.article(statement.article_id)
    named = [
        (
            statement,
            articles[statement.article_id],
            speakers.get(statement.speaker_id) if statement.speaker_id is not None else None,
        )
        for statement in statements
    ]
    if about is None:
        named.sort(key=lambda item: (*_date_key(item[1]), item[0].start))
    return named


def _date_key(article: Article) -> tuple[bool, int, str]:
    day = article.published
    return (day is None, day.toordinal() if day else 0, article.id)
