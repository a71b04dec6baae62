"""``onrecord search``: the evidence, without an answer."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from ui.cli.ask import ContextOption, read_question
from ui.cli.document import ListExportOption, Table
from ui.cli.exits import ABSTAINED, OK
from ui.cli.grouping import grouped
from ui.cli.options import ANYWHERE, CollectionOption, JsonOption, Limits
from ui.cli.output import emit, emit_json, layout
from ui.cli.running import opened, verb


@verb
@grouped
def search_verb(
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY", help="Words to look for; - reads stdin.")
    ],
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    limit: Annotated[
        int, typer.Option("-n", "--limit", metavar="N", min=1, help="Maximum number of results.")
    ] = 10,
    sides: Annotated[
        bool,
        typer.Option(
            "--sides",
            help="Take QUERY for a claim and put articles first that take a side, those that deny "
            "it among them; one passage of each. Takes a second or two.",
        ),
    ] = False,
    show_context: ContextOption = False,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """Find passages, best first, without answering.

    Words are looked for by meaning and by spelling. With "a phrase", AND, OR, NOT or parentheses
    only passages that fit word for word are found: a phrase as it is written, other words with any
    ending. Exit code 3 where nothing is found.

    \b
    Examples:
      onrecord search "enclaves in Tavush"
      onrecord search '"enclaves in Tavush" AND (Pashinyan OR Aliyev) NOT gas'
      onrecord search --speaker Pashinyan --source Caliber '"peace treaty"'
      onrecord search --since 2024-01 -n 20 NATO membership
      onrecord search --sides "the dam is safe"
      onrecord search --json sanctions | jq '.results[].quote.text'
    """
    from index.fulltext import has_operators
    from rag import search, search_sides, search_text
    from ui.export import lists
    from ui.export.kinds import find_article
    from ui.render.replies import search_reply

    text, table = read_question(query), Table.named(export)
    with opened(collection) as articles:
        where = limits.filter(articles)
        if sides:
            results = search_sides(articles, text, k=limit, where=where)
        elif has_operators(text):
            results = search_text(articles, text, k=limit, where=where)
        else:
            results = search(articles, text, k=limit, where=where, fold_reprints=True)
        if table:
            rows = lists.passage_rows(results, partial(find_article, articles))
            table.write(lists.PASSAGES, rows)
        elif json_:
            emit_json(search_reply(text, where, results))
        else:
            from ui.render.answer import results_text

            read = articles.article if show_context else None
            emit(results_text(results, layout(), context=read))
    return OK if results else ABSTAINED
