"""``onrecord list``, ``show`` and ``remove``: the articles themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ui.cli.beside import stores_beside
from ui.cli.document import ListExportOption, Table
from ui.cli.exits import OK
from ui.cli.options import (
    AuthorOption,
    CollectionOption,
    JsonOption,
    LanguageOption,
    SinceOption,
    SourceOption,
    UntilOption,
    make_filter,
)
from ui.cli.output import counted, emit, emit_json, layout, note
from ui.cli.running import collection_path, opened, option_text, verb

if TYPE_CHECKING:
    from index.types import Article


Order = Literal["date", "title", "source", "author", "language", "length"]


@verb
def list_verb(
    collection: CollectionOption = None,
    source: SourceOption = None,
    author: AuthorOption = None,
    language: LanguageOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    sort: Annotated[Order, typer.Option("-s", "--sort", help="What to sort by.")] = "date",
    reverse: Annotated[bool, typer.Option("-r", "--reverse", help="The other way round.")] = False,
    limit: Annotated[
        int | None,
        typer.Option("-n", "--limit", metavar="N", min=1, help="Maximum number of articles."),
    ] = None,
    export: ListExportOption = None,
    json_: JsonOption = False,
) -> int:
    """List the articles.

    Date, source, title, author, characters, language, id. In a pipe the columns are separated by
    tabs, the id comes first and nothing is shortened.

    \b
    Examples:
      onrecord list
      onrecord list --source Reuters --since 2024-01 --sort title
      onrecord list --export articles.xlsx
      onrecord list | wc -l
    """
    from ui.export import lists
    from ui.render.articles import list_text
    from ui.render.replies import list_reply

    table = Table.named(export)
    with opened(collection) as articles:
        where = make_filter(
            articles,
            source=source,
            author=author,
            language=language,
            since=since,
            until=until,
            listing=True,
        )
        found = sorted(articles.articles(where), key=lambda a: _key(a, sort), reverse=reverse)
        shown = found[:limit]
        if table:
            table.write(lists.ARTICLES, lists.article_rows(shown))
        elif json_:
            emit_json(list_reply(len(found), shown))
        elif shown:
            emit(list_text(shown, layout()))
        else:
            path = collection_path(collection)
            empty = f"no articles yet; add some: onrecord{option_text(path)} add PATH"
            note("no article fits" if where and articles.count() else empty)
    return OK


@verb
def show_verb(
    article: Annotated[
        str, typer.Argument(metavar="ARTICLE", help="An article's id, or its first characters.")
    ],
    collection: CollectionOption = None,
    passages: Annotated[
        bool, typer.Option("--passages", help="Its passages instead of its text.")
    ] = False,
    sentences: Annotated[
        bool, typer.Option("--sentences", help="Its sentences instead of its text.")
    ] = False,
    statements: Annotated[
        bool, typer.Option("--statements", help="Who says what in it, instead of its text.")
    ] = False,
    json_: JsonOption = False,
) -> int:
    """Show an article: its metadata and its text.

    Each field is shown with where it came from: front matter, a manifest, the byline.

    \b
    Examples:
      onrecord show 3f2a91bc
      onrecord show 3f2a91bc --statements
      onrecord show 3f2a91bc --json | jq -r .text
    """
    from ui.render.articles import metadata_text, spans_text, statements_text, text_block
    from ui.render.said import Said
    from ui.render.shapes import article_shape, spans_shape, statement_shape

    with opened(collection) as articles:
        found = articles.article(article)
        reprints = list(articles.reprints(found.id))
        parts = articles.sentences(found.id)
        cut = [(s.start, s.end) for s in parts]
        units = [(p.start, p.end) for p in articles.passages(found.id)] if passages else []
        said = list(articles.statements(article_id=found.id)) if statements else []
        speakers = {s.id: s for s in articles.speakers()} if said else {}
    named = [
        Said(s, found, speakers.get(s.speaker_id) if s.speaker_id is not None else None, parts)
        for s in said
    ]
    if json_:
        shape = article_shape(found)
        shape["origins"] = dict(found.origins)
        shape["boilerplate"] = [{"start": a, "end": b} for a, b in found.boilerplate]
        shape["reprints"] = reprints
        shape["text"] = found.text
        if sentences:
            shape["sentences"] = spans_shape(found, tuple(cut))
        if passages:
            shape["passages"] = spans_shape(found, tuple(units))
        if statements:
            shape["statements"] = [statement_shape(one) for one in named]
        emit_json(shape)
        return OK
    out = layout()
    blocks = [metadata_text(found, reprints, out)]
    if passages:
        blocks.append(spans_text(found, units, out))
    if sentences:
        blocks.append(spans_text(found, cut, out))
    if statements:
        blocks.append(statements_text(named, out))
    if not (passages or sentences or statements):
        blocks.append(text_block(found, out))
    emit("\n\n".join(blocks))
    return OK


@verb
def remove_verb(
    article: Annotated[
        list[str], typer.Argument(metavar="ARTICLE", help="Ids, or their first characters.")
    ],
    collection: CollectionOption = None,
    json_: JsonOption = False,
) -> int:
    """Remove articles with everything made from them.

    When one of the ids is unknown, nothing is removed.

    \b
    Examples:
      onrecord remove 3f2a91bc
      onrecord list --source "Example Wire" | cut -f1 | xargs onrecord remove
    """
    from ui.removing import remove_articles

    with opened(collection) as articles:
        found = {a.id: a for a in (articles.article(one) for one in article)}
        removed, dropped = remove_articles(articles, list(found), stores_beside(articles))
        total = articles.count()
    if "dossiers" in dropped:
        note(f"{counted(dropped['dossiers'], 'pin')} removed from dossiers")
    if json_:
        emit_json({"removed": list(found), "articles": total})
    else:
        for one in found.values():
            emit(layout().style(f"removed {one.id} {one.title}".rstrip()))
        emit(f"{removed:,} removed; {counted(total, 'article')} left")
    return OK


def _key(article: Article, order: Order) -> tuple[object, ...]:
    """Sort key; what lacks the field comes last."""
    day = article.published
    date = (day is None, day.toordinal() if day else 0)
    if order == "date":
        return (*date, article.id)
    if order == "length":
        return (len(article.text), article.id)
    value = str(getattr(article, order))
    return (not value, value.casefold(), *date, article.id)
