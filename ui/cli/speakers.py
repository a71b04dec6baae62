"""``onrecord speaker`` and ``speakers``: who speaks, and what they say."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.document import ListExportOption, write_list
from ui.cli.exits import OK
from ui.cli.naming import find_speaker, named
from ui.cli.options import (
    CollectionOption,
    DirectOption,
    JsonOption,
    SinceOption,
    SourceOption,
    UntilOption,
    make_filter,
)
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import opened, verb


@verb
def speaker_verb(
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", help="A name as written anywhere, or an id.")
    ],
    collection: CollectionOption = None,
    source: SourceOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    direct: DirectOption = False,
    limit: Annotated[
        int | None,
        typer.Option("-n", "--limit", metavar="N", min=1, help="How many statements at most."),
    ] = None,
    json_: JsonOption = False,
) -> int:
    """Show a speaker and their statements.

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
            direct=direct,
            speakers=(speaker.id,),
            listing=True,
        )
        items = named(articles, where)
    shown = items[:limit]
    if json_:
        shape = speaker_shape(speaker)
        said = [statement_shape(s, article, who) for s, article, who, _ in shown]
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
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """List the speakers.

    The most frequent come first. In a pipe: name, role, kind, statements, articles, id.

    \b
    Examples:
      onrecord speakers
      onrecord speakers --export speakers.csv
      onrecord speakers -n 20 --json
      onrecord speakers sivkov
    """
    from ui.export import lists
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
    if export:
        write_list(export, lists.SPEAKERS, lists.speaker_rows(shown))
    elif json_:
        emit_json({"total": len(found), "speakers": [speaker_shape(s) for s in shown]})
    elif shown:
        emit(speakers_text(shown, layout()))
    else:
        note(f"no speaker {' '.join(name)!r}" if name else "no speakers in these articles")
    return OK
