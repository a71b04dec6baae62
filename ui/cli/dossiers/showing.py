"""``onrecord dossier``, which lists them, and its steps ``show`` and ``export``."""

from __future__ import annotations

from typing import Annotated

import typer

from ui.cli.document import Document
from ui.cli.dossiers.steps import NameArgument, UserOption, dossiers_of
from ui.cli.exits import ABSTAINED, OK
from ui.cli.grouping import grouped
from ui.cli.options import ANYWHERE, CollectionOption, JsonOption, Limits
from ui.cli.output import counted, emit, emit_json, layout, note
from ui.cli.running import opened, verb

LabelOption = Annotated[
    str, typer.Option("--label", metavar="LABEL", help="Only pins with this label.")
]


@verb
def dossier_verb(
    collection: CollectionOption = None,
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Keep quotations with notes, and export them.

    Without a step, or with the word list, it lists the dossiers. They lie beside the collection
    and are those of the page; removing an article removes its pins. In a pipe: name, number of
    pins, time of the last change (UTC).

    \b
    Examples:
      onrecord dossier add Ferry 3f2a91bc:120-180 --label fares --note "ask her again"
      onrecord dossier show Ferry --speaker "Ada Lind"
      onrecord dossier export Ferry ferry.docx
      onrecord verify ferry.docx
    """
    from ui.render.dossiers import dossier_shape, dossiers_text

    with opened(collection) as articles:
        found = dossiers_of(articles).listed(user)
    if json_:
        emit_json({"dossiers": [dossier_shape(one) for one in found]})
    else:
        emit(dossiers_text(found, layout()))
    return OK


@verb
@grouped
def show_step(
    name: NameArgument,
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    label: LabelOption = "",
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Show what is pinned in a dossier.

    Speakers are shown as corrections have them now. Where an article has changed since, the words
    stand as they were pinned, and are marked. Exit code 3 where nothing is pinned.

    \b
    Examples:
      onrecord dossier show Ferry
      onrecord dossier show Ferry --label fares --source "Lidda Courier"
    """
    from ui.dossiers import pinned
    from ui.render.dossiers import dossier_reply, pins_text

    with opened(collection) as articles:
        dossiers = dossiers_of(articles)
        one = dossiers.find(user, name)
        where = limits.filter(articles, listing=True)
        found = pinned(dossiers.pins(user, one.id), articles, where, label)
    if json_:
        emit_json(dossier_reply(one, where, label, found))
    else:
        emit(pins_text(found, layout()))
    return OK if found else ABSTAINED


@verb
@grouped
def export_step(
    name: NameArgument,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help=".md, .html, .docx, .xlsx, .csv, .json, .bib or .ris."),
    ],
    collection: CollectionOption = None,
    limits: Limits = ANYWHERE,
    label: LabelOption = "",
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Write a dossier as a document that can be checked.

    Each quotation with its label and note, its place and the hash of its article; onrecord verify
    FILE says later whether they still stand.

    \b
    Examples:
      onrecord dossier export Ferry ferry.docx
      onrecord dossier export Ferry fares.xlsx --label fares
    """
    from ui.dossiers import dossier_document, pinned

    document = Document.named(file)
    with opened(collection) as articles:
        dossiers = dossiers_of(articles)
        one = dossiers.find(user, name)
        where = limits.filter(articles, listing=True)
        found = pinned(dossiers.pins(user, one.id), articles, where, label)
        document.file.write_bytes(dossier_document(one.name, found, document.format, articles))
    if json_:
        emit_json({"file": file, "format": document.format, "pins": len(found)})
    else:
        note(f"{counted(len(found), 'quotation')} in {file}")
    return OK
