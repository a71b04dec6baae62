"""``onrecord fix``: correcting who said what, listing corrections, undoing them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.cli.exits import OK
from ui.cli.grouping import grouped
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import counted, emit, emit_json, layout, note
from ui.cli.running import opened, verb

if TYPE_CHECKING:
    from index.collection import Collection
    from index.corrections import Correction


@dataclass(frozen=True, slots=True)
class Wrong:
    """The options that say what is wrong."""

    speaker: Annotated[
        str | None, typer.Option("--speaker", metavar="NAME", help="These are NAME's words.")
    ] = None
    nobody: Annotated[
        bool, typer.Option("--nobody", help="It is not known whose words these are.")
    ] = False
    no_statement: Annotated[
        bool, typer.Option("--not-a-statement", help="Nobody states anything here.")
    ] = False
    role: Annotated[
        str | None,
        typer.Option("--role", metavar="ROLE", help="What the speaker is; '' for nothing."),
    ] = None
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="NAME", help="Whose role it is, else the statement's."),
    ] = None
    same: Annotated[
        list[str] | None,
        typer.Option("--same", metavar="NAME", help="Names of one speaker; twice or more."),
    ] = None
    different: Annotated[
        list[str] | None,
        typer.Option("--different", metavar="NAME", help="Names that are not one speaker."),
    ] = None
    article: Annotated[
        str | None,
        typer.Option("--article", metavar="ID", help="With --different: only in this article."),
    ] = None

    @property
    def chosen(self) -> list[str]:
        """The options of which one correction has one."""
        given = {
            "--speaker": self.speaker is not None,
            "--nobody": self.nobody,
            "--not-a-statement": self.no_statement,
            "--role": self.role is not None,
            "--same": bool(self.same),
            "--different": bool(self.different),
        }
        return [option for option, is_given in given.items() if is_given]


NOTHING = Wrong()
"""Nothing is said to be wrong."""


@verb
@grouped
def fix_verb(
    statement: Annotated[
        str | None,
        typer.Argument(
            metavar="STATEMENT",
            help="Its number (see statements), or its place as sources show it: ID:START-END.",
        ),
    ] = None,
    collection: CollectionOption = None,
    wrong: Wrong = NOTHING,
    undo: Annotated[
        int | None, typer.Option("--undo", metavar="N", help="Undo correction N.")
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write all to FILE; - prints.")
    ] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", metavar="FILE", help="Take them over from FILE.")
    ] = None,
    json_: JsonOption = False,
) -> int:
    """Correct who said what; list and undo corrections.

    Without options it lists what has been corrected. A correction holds at once in every view. It
    stays when articles are read or added again, also by a newer version, and can be undone.
    One that changes nothing says so and is not kept; one that is imported is kept, as its
    article may come later.

    \b
    Examples:
      onrecord fix 3f2a91bc:120-180 --speaker "Ada Lind"
      onrecord fix 12 --not-a-statement
      onrecord fix --role "harbour master" --of "Ada Lind"
      onrecord fix --same "Ada Lind" --same "A. Lind"
      onrecord fix --different "Otto Lind" --article 3f2a91bc
      onrecord fix --undo 2
      onrecord fix --export corrections.jsonl
    """
    from index.corrections import write_lines
    from ui.exceptions import InputError

    files = {"--undo": undo, "--export": export, "--import": import_}
    chosen = [*wrong.chosen, *(name for name, value in files.items() if value is not None)]
    if len(chosen) > 1:
        raise InputError(f"one thing at a time, not {' and '.join(chosen)}")
    if statement is not None and not chosen:
        raise InputError(f"say what is wrong with {statement}: --speaker, --not-a-statement, …")
    with opened(collection) as articles:
        if undo is not None:
            articles.undo(undo)
            note(f"correction {undo} undone")
        elif import_ is not None:
            _import(articles, import_)
        elif export is not None:
            text = write_lines(articles.corrections())
            if str(export) == "-":
                emit(text.rstrip("\n"))
                return OK
            export.write_text(text, encoding="utf-8")
            note(f"{export}: {counted(len(articles.corrections()), 'correction')}")
        elif chosen and articles.correct(_correction(articles, statement, wrong)) is None:
            note("This changes nothing: it is so already, or nothing here is called that.")
        _list(articles, json_=json_, shown=not chosen)
    return OK


def _correction(collection: Collection, place: str | None, wrong: Wrong) -> Correction:
    """What the options ask for. Raises InputError, ArticleNotFound, CorrectionError."""
    from index.corrections import Correction
    from ui.exceptions import InputError
    from ui.fixing import find_statement, known_name

    if wrong.same:
        return Correction("same", tuple(wrong.same))
    if wrong.different:
        digest = collection.article(wrong.article).digest if wrong.article else ""
        return Correction("different", tuple(wrong.different), digest=digest)
    if wrong.role is not None and wrong.of:
        return Correction("role", (known_name(collection, wrong.of),), wrong.role)
    if place is None:
        raise InputError("name the statement: its number, or ID:START-END")
    article, statement = find_statement(collection, place)
    if wrong.role is not None:
        if statement.speaker_id is None:
            raise InputError(f"nobody is known to say {place}; correct its speaker first")
        return Correction("role", (collection.speaker(statement.speaker_id).name,), wrong.role)
    if wrong.no_statement:
        return Correction.of("no statement", article, statement)
    name = "" if wrong.nobody else known_name(collection, wrong.speaker or "")
    if not name and not wrong.nobody:
        raise InputError("--speaker needs a name; --nobody says that nobody is known")
    return Correction.of("speaker", article, statement, name)


def _import(collection: Collection, file: Path) -> None:
    """Take over all corrections of a file, or none.

    Every line is read first, and names are held against each other and against what is corrected
    already. Raises InputError, CorrectionError and AliasError; then nothing has been taken over.
    """
    from index.corrections import aliases_of, read_lines
    from ui.exceptions import InputError

    try:
        wanted = list(read_lines(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read as UTF-8 text ({error})") from error
    kept = collection.corrections()
    known = {one.plain for one in kept}
    new = [one for one in dict.fromkeys(wanted) if one not in known]
    aliases_of([*kept, *new])  # one that contradicts another is found before any is kept
    changed = sum(collection.correct(one, keep=True) is not None for one in new)
    note(
        f"{file}: {counted(len(wanted), 'correction')}, {len(new)} new; "
        f"{changed} of them change something here"
    )


def _list(collection: Collection, *, json_: bool, shown: bool) -> None:
    from ui.render.fixes import articles_of, fix_shape, fixes_text

    corrections = collection.corrections()
    articles = articles_of(corrections, collection)
    if json_:
        emit_json({"corrections": [fix_shape(one, articles) for one in corrections]})
    elif shown or corrections:
        emit(fixes_text(corrections, articles, layout()))
