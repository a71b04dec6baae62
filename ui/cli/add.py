"""``onrecord add``: index files, folders, pages and feeds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.exits import ERROR, OK
from ui.cli.options import CollectionOption, JsonOption, QuietOption
from ui.cli.output import counted, emit, emit_json, layout, note
from ui.cli.progress import progress
from ui.cli.running import collection_path, option_text, verb
from ui.exceptions import InputError
from ui.settings import Settings

if TYPE_CHECKING:
    from index.articles.visits import Visits
    from index.types import AddReport, Article, Failure

VISITS = "fetched.json"
"""The file of a collection's folder that says what addresses answered the last time."""


@verb
def add_verb(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|URL", help="Files, folders, web pages, feeds; - reads an article."
        ),
    ],
    collection: CollectionOption = None,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="FILE",
            help="CSV or JSONL with title, source, author, published, url for each path.",
        ),
    ] = None,
    encoder: Annotated[
        str | None,
        typer.Option(
            "--encoder",
            metavar="NAME",
            help="A sentence-transformers model, by name or folder, for a new collection.",
        ),
    ] = None,
    statements: Annotated[
        bool,
        typer.Option(
            "--statements/--no-statements",
            help="Find out who says what (or leave that out: twice as fast, answers by passage).",
        ),
    ] = True,
    offline: Annotated[
        bool, typer.Option("--offline", help="Refuse to fetch anything from the network.")
    ] = False,
    quiet: QuietOption = False,
    json_: JsonOption = False,
) -> int:
    """Index files, folders, web pages and feeds.

    Files may be .txt .md .html .mhtml .pdf .docx .odt .rtf .epub .eml .mbox .srt .vtt .json .jsonl
    .jsonl.gz .csv; folders are walked. Only what changed is indexed again. A file that cannot be
    read, or not wholly, never stops the others; it is listed at the end with what is missing, and
    the exit code is then 1.

    \b
    Examples:
      onrecord add articles/
      onrecord add articles/ --manifest articles/manifest.csv
      onrecord add https://example.org/story.html https://example.org/feed.xml
      onrecord add -c ~/collections/elections statements.jsonl.gz
      pbpaste | onrecord add -
    """
    from index import open_collection
    from index.languages import counted as in_languages
    from index.languages import unattributed
    from index.types import AddReport

    path = collection_path(collection)
    remote = [one for one in inputs if _is_url(one)]
    if offline and remote:
        raise InputError(f"{remote[0]}: not fetched because of --offline; leave the option out")
    unreadable: list[Failure] = []
    visits = _visits(path) if remote else None
    found = _articles(inputs, manifest, unreadable, visits)
    first = next(found, None)
    result, total = AddReport(), 0
    if first is not None or (path / "onrecord.sqlite").is_file():
        # A mistyped path must not leave an empty collection behind.
        name = encoder or Settings.load().encoder or None
        articles = open_collection(path, create=True, encoder=name, statements=statements)
        try:
            with progress(quiet=quiet) as report:
                everything = chain([first] if first is not None else [], found)
                result = articles.add(everything, progress=report)
            total = articles.count()
            if visits is not None:
                result = replace(result, unchanged=(*result.unchanged, *visits.unchanged))
                visits.save(path / VISITS)
        finally:
            articles.close()
    failures = [*unreadable, *result.failures]
    if json_:
        emit_json(_shape(path, result, failures, total))
    else:
        emit(_summary(result, failures, total, path))
        if meaning := unattributed(result.languages):
            told = f"languages: {in_languages(result.languages)}; {meaning}"
            emit(layout().block([(told, "")], hang="  "))
        for failure in failures:
            done = "added, but in part" if failure.partial else "not added"
            reason = failure.reason.removeprefix(failure.origin).lstrip(": ")  # named once
            note(f"{done}: {failure.origin}: {reason}")
        if not failures and not quiet and total:
            note(f'next: onrecord{option_text(path)} "who says …?"')
    return ERROR if failures else OK


def _visits(path: Path) -> Visits:
    """What is known of addresses that were read into this collection before."""
    from index import open_collection
    from index.articles.visits import Visits

    known: frozenset[str] = frozenset()
    if (path / "onrecord.sqlite").is_file():
        with open_collection(path, read_only=True) as articles:
            known = frozenset(article.id for article in articles.articles())
    return Visits.load(path / VISITS, known)


def _articles(
    inputs: list[str],
    manifest: Path | None,
    unreadable: list[Failure],
    visits: Visits | None,
) -> Iterator[Article]:
    """The articles of all inputs, one after the other; failures go to ``unreadable``.

    A manifest that cannot be used raises ArticleError before anything is read.
    """
    from index.articles import read
    from index.types import Failure

    for found in chain.from_iterable(
        [read(one, manifest=manifest, visits=visits) for one in inputs]
    ):
        if isinstance(found, Failure):
            unreadable.append(found)
        else:
            yield found


def _is_url(text: str) -> bool:
    return text.casefold().startswith(("http://", "https://"))


def _summary(result: AddReport, failures: list[Failure], total: int, path: Path) -> str:
    parts = []
    if result.added or not (result.replaced or result.unchanged):
        parts.append(f"{len(result.added):,} added")
    if result.replaced:
        parts.append(f"{len(result.replaced):,} replaced")
    if result.unchanged:
        parts.append(f"{len(result.unchanged):,} unchanged")
    if partial := sum(failure.partial for failure in failures):
        parts.append(f"{partial:,} in part")
    if len(failures) > partial:
        parts.append(f"{len(failures) - partial:,} not added")
    return f"{', '.join(parts)}; {counted(total, 'article')} in {path}"


def _shape(path: Path, result: AddReport, failures: list[Failure], total: int) -> dict[str, object]:
    return {
        "collection": str(path),
        "added": list(result.added),
        "replaced": list(result.replaced),
        "unchanged": list(result.unchanged),
        "failures": [
            {"origin": f.origin, "reason": f.reason, "partial": f.partial} for f in failures
        ],
        "languages": dict(result.languages),
        "articles": total,
    }
