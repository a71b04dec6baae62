"""``onrecord speaker`` and ``speakers``: who speaks, and what they say."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

from ui.cli.document import ListExportOption, Table
from ui.cli.exits import OK
from ui.cli.grouping import grouped
from ui.cli.naming import KindOption, find_speaker, named
from ui.cli.options import (
    ANYWHERE,
    CollectionOption,
    DirectOption,
    JsonOption,
    Limits,
    ReportedOption,
    SinceOption,
    SourceOption,
    UntilOption,
    make_filter,
)
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import opened, verb

By = Literal["source", "month"]


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
    reported: ReportedOption = False,
    limit: Annotated[
        int | None,
        typer.Option("-n", "--limit", metavar="N", min=1, help="Maximum number of statements."),
    ] = None,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """Show a speaker and their statements.

    Roles, ways of writing the name, and the statements by date with their sources.

    \b
    Examples:
      onrecord speaker Tkachenko
      onrecord speaker Tkachenko --export tkachenko.xlsx
      onrecord speaker "Recep Tayyip Erdogan" --since 2024-01 --json
    """
    from ui.export import lists
    from ui.render.articles import speaker_text, statements_text
    from ui.render.replies import speaker_reply

    table = Table.named(export)
    with opened(collection) as articles:
        speaker = find_speaker(articles, " ".join(name))
        where = make_filter(
            articles,
            source=source,
            since=since,
            until=until,
            direct=direct,
            reported=reported,
            speakers=(speaker.id,),
            listing=True,
        )
        items = named(articles, where)
    shown = items[:limit]
    if table:
        table.write(lists.STATEMENTS, lists.statement_rows(shown))
    elif json_:
        emit_json(speaker_reply(speaker, len(items), shown))
    else:
        out = layout()
        emit(f"{speaker_text(speaker, out)}\n\n{statements_text(shown, out)}")
    return OK


@verb
@grouped
def speakers_verb(
    name: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME", help="Only speakers whose name contains this."),
    ] = None,
    collection: CollectionOption = None,
    by: Annotated[
        By | None,
        typer.Option("--by", help="Count by source or by month, with the articles behind."),
    ] = None,
    limits: Limits = ANYWHERE,
    kind: KindOption = None,
    limit: Annotated[
        int | None,
        typer.Option("-n", "--limit", metavar="N", min=1, help="Maximum number of speakers."),
    ] = None,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """List the speakers.

    The most frequent come first; with filters, whoever has statements that fit, and how many. In a
    pipe: name, role, kind, statements, articles, id; with --by: name, role, source or month,
    statements, articles, ids of the articles, id.

    \b
    Examples:
      onrecord speakers
      onrecord speakers --by month --since 2024 --export counts.xlsx
      onrecord speakers --by source sivkov
      onrecord speakers --source Caliber --kind direct -n 20
    """
    from rag.counting import find_speakers
    from ui.export import lists
    from ui.render.articles import counts_text, speakers_text
    from ui.render.replies import speakers_reply

    table = Table.named(export)
    part = " ".join(name or ())
    with opened(collection) as articles:
        where = limits.filter(articles, listing=True)
        found, counts = find_speakers(articles, part, where, by=by, kind=kind)
    shown = found[:limit]
    chosen = {speaker.id for speaker in shown}
    groups = [one for one in counts if one.speaker.id in chosen]
    if table and by:
        table.write(lists.COUNTS, lists.count_rows(groups))
    elif table:
        table.write(lists.SPEAKERS, lists.speaker_rows(shown))
    elif json_:
        emit_json(speakers_reply(where, kind, by, len(found), shown, groups))
    elif by and groups:
        emit(counts_text(groups, by, layout()))
    elif shown:
        emit(speakers_text(shown, layout()))
    elif part:
        note(f"no speaker {part!r}{' fits these filters' if where or kind else ''}")
    else:
        note(f"no speaker {'fits these filters' if where or kind else 'in these articles'}")
    return OK
