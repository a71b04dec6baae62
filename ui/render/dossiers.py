"""Dossiers as text for a person, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from index.quoting import marked
from index.types import Filter
from ui.dossiers import Dossier, Pinned, pin_shape
from ui.render.answer import SHORT_ID
from ui.render.shapes import filter_shape
from ui.render.style import Layout, Run
from ui.render.table import table


def dossier_shape(one: Dossier) -> dict[str, Any]:
    """A dossier as ``onrecord dossier list --json`` lists it."""
    return {
        "id": one.id,
        "name": one.name,
        "pins": one.pins,
        "changed": one.changed.isoformat(timespec="seconds"),
    }


def dossier_reply(
    one: Dossier, where: Filter, label: str, found: Sequence[Pinned]
) -> dict[str, Any]:
    """Of ``dossier show``."""
    return {
        "dossier": dossier_shape(one),
        "where": filter_shape(where),
        "label": label,
        "pins": [pin_shape(pin) for pin in found],
    }


def dossiers_text(found: Sequence[Dossier], layout: Layout) -> str:
    """A table of dossiers."""
    if not found and layout.width is not None:
        return layout.style("No dossiers yet. Begin one with: onrecord dossier add NAME PLACE")
    rows = [[d.name, str(d.pins), f"{d.changed:%Y-%m-%d %H:%M}"] for d in found]
    return table(layout, ["name", "pins", "changed (UTC)"], rows)


def pins_text(found: Sequence[Pinned], layout: Layout) -> str:
    """Pins, one block each: whose words, the words, label and note, the place."""
    if not found:
        return layout.style("Nothing is pinned here.", "warn")
    return "\n\n".join(_pin(one, layout) for one in found)


def _pin(one: Pinned, layout: Layout) -> str:
    quote, source = one.citation["quote"], one.citation["source"]
    said: list[Run] = [
        (f"{one.number}. ", "mark"),
        (f"{one.credit}: ", "bold"),
        (marked(quote["text"], one.citation["kind"]), ""),
    ]
    lines = [layout.block(said, hang="   ")]
    if one.remark:
        lines.append(layout.block([(one.remark, "good")], indent="   "))
    told = (source["title"], source["source"], source["published"])
    at = f"{quote['article_id'][:SHORT_ID]}:{quote['start']}-{quote['end']}"
    lines.append(
        layout.block([(f"{', '.join(filter(None, told))} (place {at})", "dim")], indent="   ")
    )
    if not one.there:
        lines.append(
            layout.block([("The article has changed or is gone since.", "warn")], indent="   ")
        )
    return "\n".join(lines)
