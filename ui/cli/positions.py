"""``onrecord positions`` and ``onrecord contradictions``: statements set against each other."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from ui.cli.ask import read_question
from ui.cli.document import ListExportOption, Table
from ui.cli.exits import ABSTAINED, OK
from ui.cli.grouping import grouped
from ui.cli.options import ANYWHERE, CollectionOption, JsonOption, Limits, QuietOption
from ui.cli.output import emit, emit_json, layout
from ui.cli.progress import progress
from ui.cli.running import opened, verb


@verb
@grouped
def positions_verb(
    proposition: Annotated[
        list[str],
        typer.Argument(
            metavar="CLAIM", help="A claim, for example: prices will fall; - reads stdin."
        ),
    ],
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int,
        typer.Option(
            "-n", "--limit", metavar="N", min=1, help="Maximum number of voices per side."
        ),
    ] = 10,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """Show who agrees with a claim and who disagrees.

    And who agrees only partly or on a condition, and who speaks to the matter and takes no clear
    side, each with exact quotes and dates. A reprint is no second voice; whoever changed position
    over time is named. Exit code 3 where nothing is found.

    \b
    Examples:
      onrecord positions "Azerbaijan will seek NATO membership"
      onrecord positions --since 2024-01 "the enclaves will be returned"
      onrecord positions --export sides.xlsx "prices will fall"
      onrecord positions --json "prices will fall" | jq '.positions[].voice.name'
    """
    from rag import positions
    from ui.export import lists
    from ui.export.kinds import find_article
    from ui.render.positions import positions_text
    from ui.render.replies import positions_reply

    text, table = read_question(proposition), Table.named(export)
    with opened(collection) as articles:
        found = positions(articles, text, limits.filter(articles), limit=limit)
        if table:
            rows = lists.position_rows(found, partial(find_article, articles))
            table.write(lists.SIDES, rows)
        elif json_:
            emit_json(positions_reply(found))
        else:
            emit(positions_text(found, layout()))
    return OK if found else ABSTAINED


@verb
@grouped
def contradictions_verb(
    collection: CollectionOption = None,
    about: Annotated[
        str,
        typer.Option(
            "--about", metavar="WORDS", help="Only the 400 statements nearest to this topic."
        ),
    ] = "",
    changed: Annotated[
        bool, typer.Option("--changed", help="Only where one speaker said both.")
    ] = False,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int, typer.Option("-n", "--limit", metavar="N", min=1, help="Maximum number of pairs.")
    ] = 20,
    quiet: QuietOption = False,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """List statements that cannot both hold.

    Both with their exact words, the surest first. Each statement is compared with those nearest to
    it in meaning, of other speakers or in other articles, and read both ways; a pair is listed
    where each is found to say the opposite of the other. With --speaker one of the two is by that
    speaker, the other by anybody. Exit code 3 where there are none.

    \b
    Examples:
      onrecord contradictions
      onrecord contradictions --about "the harbour" --since 2024-01
      onrecord contradictions --speaker Tkachenko --export clashes.csv
      onrecord contradictions --changed --json | jq '.pairs[].first.quote.text'
    """
    from rag import contradictions
    from ui.export import lists
    from ui.export.kinds import find_article
    from ui.render.positions import contradictions_text
    from ui.render.replies import contradictions_reply

    table = Table.named(export)
    with opened(collection) as articles:
        where = limits.filter(articles)
        with progress(quiet=quiet) as report:
            found = contradictions(
                articles, where, about=about, changed=changed, limit=limit, progress=report
            )
        if table:
            rows = lists.contradiction_rows(found.pairs, partial(find_article, articles))
            table.write(lists.CONTRADICTIONS, rows)
        elif json_:
            emit_json(contradictions_reply(found, where))
        else:
            emit(contradictions_text(found, layout()))
    return OK if found.pairs else ABSTAINED
