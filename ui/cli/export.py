"""``onrecord export``: answers of the log as a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from ui.cli.document import Document
from ui.cli.exits import OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import counted, emit_json, is_terminal, note
from ui.cli.running import opened, verb
from ui.exceptions import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.collection import Collection

FormatName = Literal["markdown", "html", "json", "csv", "bibtex", "ris", "word", "excel"]


@verb
def export_verb(
    collection: CollectionOption = None,
    log: Annotated[
        list[int] | None,
        typer.Option(
            "--log", metavar="N", min=1, help="This answer; repeatable (default: the newest)."
        ),
    ] = None,
    format_: Annotated[
        FormatName | None,
        typer.Option("--format", help="Which format (default: what FILE ends in, else markdown)."),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write it here."),
    ] = None,
    json_: JsonOption = False,
) -> int:
    """Write answers as a document that can be checked.

    Markdown with footnotes, HTML with highlights, Word, JSON, a table of the statements (CSV,
    Excel), or the cited articles as BibTeX or RIS. Each holds the place of every quotation and the
    hash of its article; onrecord verify FILE says later whether they still stand.

    \b
    Examples:
      onrecord export --format html > answer.html
      onrecord export --log 12 --log 13 -o conversation.md
      onrecord export --log 12 -o articles.bib
    """
    document = None
    if output is not None:
        document = Document(Path(output), format_) if format_ else Document.named(output)
    with opened(collection) as articles:
        answers = _answers(articles, log)
        if document is None:
            from ui.export import OFFICE
            from ui.export import document as made

            name = format_ or ("json" if json_ else "markdown")
            if name in OFFICE and is_terminal(sys.stdout):
                raise InputError(f"a terminal shows no {name} file; name one with: -o FILE")
            _print(made(answers, name, articles))
            return OK
        document.write(answers, articles)
    cited = sum(len(answer["citations"]) for answer in answers)
    if json_:
        emit_json(
            {
                "file": str(document.file),
                "format": document.format,
                "answers": len(answers),
                "citations": cited,
            }
        )
    else:
        note(f"{counted(cited, 'quotation')} in {document.file}")
    return OK


def _answers(collection: Collection, numbers: list[int] | None) -> list[Mapping[str, Any]]:
    """The kept answers of these numbers, or the newest. Raises InputError where there is none."""
    if numbers is None:
        for number in reversed(collection.log_numbers()):
            entry = collection.logged(number)
            if entry is not None and "citations" in entry:  # the log keeps more than answers
                return [entry]
        raise InputError(
            f"no answer is kept in {collection.name} yet; ask first: onrecord ask QUESTION"
        )
    found = []
    for number in numbers:
        answer = collection.logged(number)
        if answer is None or "citations" not in answer:
            raise InputError(
                f"no answer number {number} is kept in {collection.name}; see log_id in what "
                "onrecord ask --json prints"
            )
        found.append(answer)
    return found


def _print(document: bytes) -> None:
    """To standard output: exactly into a file or pipe, without what acts on a terminal there."""
    if is_terminal(sys.stdout):
        from ui.render.plain import safe

        document = safe(document.decode("utf-8"), lines=True).encode("utf-8")
    sys.stdout.flush()
    sys.stdout.buffer.write(document)
    sys.stdout.buffer.flush()
