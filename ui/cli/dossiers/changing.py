"""``onrecord dossier add``, ``move``, ``rename`` and ``remove``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.cli.dossiers.steps import NameArgument, UserOption, dossiers_of, pin_of
from ui.cli.exits import OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import counted, emit_json, note
from ui.cli.running import opened, verb

if TYPE_CHECKING:
    from ui.dossiers import Dossier


@verb
def add_step(
    name: NameArgument,
    place: Annotated[
        str,
        typer.Argument(
            metavar="PLACE",
            help="The place as sources show it, ID:START-END, or the number of a statement.",
        ),
    ],
    collection: CollectionOption = None,
    label: Annotated[str, typer.Option("--label", metavar="LABEL", help="What it is for.")] = "",
    note_: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="Whatever you want to remember.")
    ] = "",
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Pin a quotation.

    The dossier is made if it is new. A place that is pinned already gets this label and note.

    \b
    Examples:
      onrecord dossier add Ferry 3f2a91bc:120-180
      onrecord dossier add Ferry 12 --label fares --note "ask her again"
    """
    from ui.dossiers import citation_at
    from ui.fixing import find_place

    with opened(collection) as articles:
        article, (start, end) = find_place(articles, place)
        cited = citation_at(articles, article, start, end)
        dossiers = dossiers_of(articles)
        shape = cited.to_dict()
        one, new = dossiers.pin(user, name, shape, article.digest, label=label, note=note_)
        span = (article.id, start, end)
        places = [_place(pin.citation["quote"]) for pin in dossiers.pins(user, one.id)]
        number = places.index(span) + 1
        now = dossiers.find(user, one.id)
    if json_:
        _reply(now, number=number, new=new)
    elif new:
        note(f"pinned to {one.name} as number {number}")
    else:
        note(f"pinned to {one.name} before; label and note are as given now")
    return OK


@verb
def move_step(
    name: NameArgument,
    pin: Annotated[int, typer.Argument(metavar="PIN", help="Number of the pin, as shown.")],
    place: Annotated[int, typer.Argument(metavar="PLACE", min=1, help="1 is the first.")],
    collection: CollectionOption = None,
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Put a pin at another place.

    \b
    Examples:
      onrecord dossier move Ferry 5 1
    """
    with opened(collection) as articles:
        dossiers = dossiers_of(articles)
        one = dossiers.find(user, name)
        kept = dossiers.pins(user, one.id)
        dossiers.move(user, one.id, pin_of(kept, pin).id, place - 1)
        if json_:
            _reply(dossiers.find(user, one.id))
        else:
            note(f"pin {pin} is now number {min(place, len(kept))} of {one.name}")
    return OK


@verb
def rename_step(
    name: NameArgument,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.")],
    collection: CollectionOption = None,
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Give a dossier another name.

    \b
    Examples:
      onrecord dossier rename Ferry "The night ferry"
    """
    with opened(collection) as articles:
        dossiers = dossiers_of(articles)
        one = dossiers.find(user, name)
        dossiers.rename(user, one.id, new)
        renamed = dossiers.find(user, one.id)
        if json_:
            _reply(renamed)
        else:
            note(f"{one.name} is now called {renamed.name}")
    return OK


@verb
def remove_step(
    name: NameArgument,
    pins: Annotated[
        list[int] | None,
        typer.Argument(metavar="PIN", help="Numbers of pins, as shown."),
    ] = None,
    collection: CollectionOption = None,
    whole: Annotated[
        bool, typer.Option("--all", help="The whole dossier with everything pinned in it.")
    ] = False,
    user: UserOption = "",
    json_: JsonOption = False,
) -> int:
    """Remove pins, or a whole dossier.

    \b
    Examples:
      onrecord dossier remove Ferry 3 4
      onrecord dossier remove Ferry --all
    """
    if whole == bool(pins):
        raise typer.BadParameter("give either numbers of pins or --all", param_hint="PIN")
    with opened(collection) as articles:
        dossiers = dossiers_of(articles)
        one = dossiers.find(user, name)
        kept = dossiers.pins(user, one.id)
        if whole:
            dossiers.delete(user, one.id)
        else:
            gone = {pin_of(kept, number).id for number in pins or ()}
            dossiers.unpin(user, one.id, gone)
        removed = len(kept) if whole else len(gone)
        if json_:
            _reply(None if whole else dossiers.find(user, one.id), removed=removed)
        else:
            note(f"{counted(removed, 'pin')} removed from {one.name}")
    return OK


def _place(quote: Mapping[str, Any]) -> tuple[str, int, int]:
    return quote["article_id"], quote["start"], quote["end"]


def _reply(one: Dossier | None, **more: object) -> None:
    """The dossier as it is now, None where it has been deleted, and what a step adds to it."""
    from ui.render.dossiers import dossier_shape

    emit_json({"dossier": dossier_shape(one) if one else None, **more})
