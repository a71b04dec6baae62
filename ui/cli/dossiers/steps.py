"""The steps of ``onrecord dossier``, and what they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from ui.cli.beside import stores_beside
from ui.cli.steps import StepCommand
from ui.exceptions import DossiersUnreadable, InputError

if TYPE_CHECKING:
    from index.collection import Collection
    from ui.dossiers import Dossiers, Pin

STEPS: Final[dict[str, tuple[str, str]]] = {
    "show": ("ui.cli.dossiers.showing", "Show what is pinned in a dossier."),
    "add": ("ui.cli.dossiers.changing", "Pin a quotation."),
    "move": ("ui.cli.dossiers.changing", "Put a pin at another place."),
    "rename": ("ui.cli.dossiers.changing", "Give a dossier another name."),
    "remove": ("ui.cli.dossiers.changing", "Remove pins, or a whole dossier."),
    "export": ("ui.cli.dossiers.showing", "Write a dossier as a document that can be checked."),
}
"""Each step with the module of its function ``<name>_step``, and one line for the help."""

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Name of the dossier.")]
UserOption = Annotated[
    str,
    typer.Option("--user", metavar="USER", help="Dossiers of somebody who signs in to the page."),
]


class DossierCommand(StepCommand):
    """``dossier``, which lists them, or one of the steps."""

    steps = STEPS
    without = "list"


def dossiers_of(collection: Collection) -> Dossiers:
    """The dossiers beside a collection. Raises DossiersUnreadable where it has no folder."""
    from ui.dossiers import Dossiers
    from ui.removing import finish_removal, folder_of

    folder = folder_of(collection)
    if folder is None:
        raise DossiersUnreadable(f"{collection.name} has no folder to keep dossiers in")
    finish_removal(collection, stores_beside(collection))
    return Dossiers(folder)


def pin_of(pins: list[Pin], number: int) -> Pin:
    """The pin of a number, counted from 1. Raises InputError."""
    if not 1 <= number <= len(pins):
        raise InputError(f"there is no pin {number}; they are numbered 1 to {len(pins)}")
    return pins[number - 1]
