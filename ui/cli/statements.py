"""``onrecord statements``: who says what."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.document import ListExportOption, Table
from ui.cli.exits import ABSTAINED, OK
from ui.cli.grouping import grouped
from ui.cli.naming import KindOption, named
from ui.cli.options import ANYWHERE, CollectionOption, JsonOption, Limits
from ui.cli.output import emit, emit_json, layout, note
from ui.cli.running import opened, verb

FEW = 50
"""Statements shown where nothing else is asked for."""
PIPED = (
    *("published", "speaker", "probably", "role", "kind", "polarity", "modality", "content"),
    *("source", "title", "article_id", "start", "end", "sentence", "id"),
)
"""The columns in a pipe."""


@verb
@grouped
def statements_verb(
    collection: CollectionOption = None,
    about: Annotated[
        str | None,
        typer.Option("--about", metavar="WORDS", help="What is nearest to this in meaning, first."),
    ] = None,
    kind: KindOption = None,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int | None,
        typer.Option(
            "-n",
            "--limit",
            metavar="N",
            min=1,
            help="Maximum number of statements (default: 50 on a terminal, in JSON and with "
            "--about, else all).",
        ),
    ] = None,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """List who says what, with the place.

    Each in its sentence, what is said in ⟦ ⟧; without --about by date. In a pipe: date, speaker,
    whoever it probably is, role, kind, polarity, modality, words, source, title, article id, start,
    end, sentence, number. Exit code 3 where there are none.

    \b
    Examples:
      onrecord statements --speaker Tkachenko --export tkachenko.csv
      onrecord statements --speaker Tkachenko --source Reuters --export tkachenko.xlsx
      onrecord statements --about "NATO membership" --kind direct
      onrecord statements --since 2024-01 --until 2024-02 --json
    """
    from ui.export import lists
    from ui.render.articles import statements_text
    from ui.render.replies import statements_reply
    from ui.render.table import table

    out, file = layout(), Table.named(export)
    few = about is not None or ((json_ or out.width is not None) and not file)
    most = limit or (FEW if few else None)
    with opened(collection) as articles:
        where = limits.filter(articles, listing=True)
        items = named(articles, where, about=about, kind=kind, limit=most or FEW)
    shown = items[:most]
    if file:
        file.write(lists.STATEMENTS, lists.statement_rows(shown))
    elif json_:
        emit_json(statements_reply(where, about, kind, len(items), shown))
    elif out.width is None:
        found = lists.statement_rows(shown)
        rows = [[row[column] for column in PIPED] for row in found]
        if rows:
            emit(table(out, PIPED, rows))
    else:
        emit(statements_text(shown, out))
        if len(shown) < len(items):
            note(f"{len(shown):,} of {len(items):,} statements; more with -n, all with --export")
    if about is not None and limit is None and len(shown) == FEW and not json_:
        note(f"these are the {FEW} statements nearest to it; more with -n")
    return OK if items else ABSTAINED
