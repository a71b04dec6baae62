"""``onrecord positions`` and ``onrecord contradictions``: statements set against each other."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.ask import read_question
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
        list[str], typer.Argument(metavar="CLAIM", help="What is disputed; - reads stdin.")
    ],
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int, typer.Option("-n", "--limit", metavar="N", min=1, help="How many voices per side.")
    ] = 10,
    json_: JsonOption = False,
) -> int:
    """Show who agrees with a claim and who disagrees.

    And who agrees only partly or on a condition, and who mentions it and takes no side, each with
    exact quotes and dates. A reprint is no second voice; whoever changed position over time is
    named. Exit code 3 where nothing is found.

    \b
    Examples:
      onrecord positions "Azerbaijan will seek NATO membership"
      onrecord positions --since 2024-01 "the enclaves will be returned"
      onrecord positions --json "prices will fall" | jq '.positions[].voice.name'
    """
    from rag import positions
    from ui.render.positions import positions_text
    from ui.render.shapes import filter_shape

    text = read_question(proposition)
    with opened(collection) as articles:
        found = positions(articles, text, limits.filter(articles), limit=limit)
        if json_:
            emit_json({**found.to_dict(), "where": filter_shape(found.where)})
        else:
            emit(positions_text(found, layout()))
    return OK if found else ABSTAINED


@verb
@grouped
def contradictions_verb(
    collection: CollectionOption = None,
    about: Annotated[
        str,
        typer.Option("--about", metavar="WORDS", help="Only statements about this, nearest first."),
    ] = "",
    speaker: Annotated[
        list[str] | None,
        typer.Option("--speaker", metavar="NAME", help="Only what they say; repeatable."),
    ] = None,
    changed: Annotated[
        bool, typer.Option("--changed", help="Only where one speaker said both.")
    ] = False,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int, typer.Option("-n", "--limit", metavar="N", min=1, help="How many pairs at most.")
    ] = 20,
    quiet: QuietOption = False,
    json_: JsonOption = False,
) -> int:
    """List statements that cannot both hold.

    Both with their exact words, the surest first. Found are those that share nearly all their words
    and differ in a negation, in opposites or in a number; contradictions in quite other words are
    passed over. Exit code 3 where there are none.

    \b
    Examples:
      onrecord contradictions
      onrecord contradictions --about "the harbour" --since 2024-01
      onrecord contradictions --changed --json | jq '.pairs[].first.quote.text'
    """
    from rag import contradictions
    from ui.cli.naming import find_speaker
    from ui.render.positions import contradictions_text
    from ui.render.shapes import filter_shape

    with opened(collection) as articles:
        wanted = tuple(find_speaker(articles, one).id for one in speaker or ())
        where = limits.filter(articles, speakers=wanted)
        with progress(quiet=quiet) as report:
            found = contradictions(
                articles, where, about=about, changed=changed, limit=limit, progress=report
            )
    if json_:
        emit_json({**found.to_dict(), "where": filter_shape(where)})
    else:
        emit(contradictions_text(found, layout()))
    return OK if found.pairs else ABSTAINED
