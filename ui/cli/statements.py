"""``onrecord statements``: who says what."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.document import ListExportOption, write_list
from ui.cli.exits import ABSTAINED, OK
from ui.cli.grouping import grouped
from ui.cli.naming import Kind, find_speaker, named
from ui.cli.options import ANYWHERE, CollectionOption, JsonOption, Limits
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import opened, verb

FEW = 50
"""Statements shown where nothing else is asked for."""
PIPED = (
    *("published", "speaker", "role", "kind", "polarity", "modality", "content", "source"),
    *("title", "article_id", "start", "end", "id"),
)
"""The columns in a pipe."""


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
        int | None,
        typer.Option(
            "-n",
            "--limit",
            metavar="N",
            min=1,
            help="How many statements at most (default: 50 on a terminal, in JSON and with "
            "--about, else all).",
        ),
    ] = None,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """List who says what, with the place.

    Without --about they come by date. In a pipe: date, speaker, role, kind, polarity, modality,
    words, source, title, article id, start, end, number. Exit code 3 where there are none.

    \b
    Examples:
      onrecord statements --speaker Tkachenko --export tkachenko.csv
      onrecord statements --speaker Tkachenko
      onrecord statements --about "NATO membership" --kind direct
      onrecord statements --since 2024-01 --until 2024-02 --json
    """
    from ui.export import lists
    from ui.render.articles import statements_text
    from ui.render.shapes import filter_shape, statement_shape
    from ui.render.table import table

    out = layout()
    few = about is not None or ((json_ or out.width is not None) and not export)
    most = limit or (FEW if few else None)
    with opened(collection) as articles:
        wanted = tuple(find_speaker(articles, one).id for one in speaker or ())
        where = limits.filter(articles, speakers=wanted, listing=True)
        items = named(articles, where, about=about, kind=kind, limit=most or FEW)
    shown = items[:most]
    if export:
        write_list(export, lists.STATEMENTS, lists.statement_rows(said[:3] for said in shown))
    elif json_:
        emit_json(
            {
                "where": filter_shape(where),
                "about": about,
                "kind": kind,
                "total": len(items),
                "statements": [statement_shape(s, article, who) for s, article, who, _ in shown],
            }
        )
    elif out.width is None:
        found = lists.statement_rows(said[:3] for said in shown)
        rows = [[row[column] for column in PIPED] for row in found]
        if rows:
            emit(table(out, PIPED, rows))
    else:
        emit(statements_text(shown, out))
        if len(shown) < len(items):
            note(f"{len(shown):,} of {len(items):,} statements; more with -n, all with --export")
    return OK if items else ABSTAINED
