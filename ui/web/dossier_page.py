"""Dossiers as HTML: the list of them, and what is pinned in one.

Nothing here trusts a text: whatever comes from an article or was typed is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote as quoted
from urllib.parse import urlencode

from rag.types import Citation, SourceLine, Voice
from ui.dossiers import Dossier, Pin, Pinned
from ui.export import DOCUMENTS
from ui.web.forms import act, field_form, toggle
from ui.web.markup import attributes, count, day, esc, fixer, opener, pinner, tag
from ui.web.sources import Library, excerpt, reported_by, voice_line
from ui.web.within import Within

HINT = (
    '<div class="or-empty"><h2>Keep what you will need</h2><p><b>Pin</b> beside a quotation keeps '
    "it in a dossier, with a note and a label. A dossier can be put in order, filtered, and saved "
    "as Word, Markdown or a table, which <code>onrecord verify</code> checks.</p></div>"
)


def dossier_list(dossiers: Sequence[Dossier], current: str) -> str:
    """All dossiers as buttons, and a form that begins one."""
    items = "".join(
        f'<li><button type="button" class="or-speaker"'
        f"{attributes(data_act='dossier', data_value=one.id)}"
        f"{attributes(aria_pressed=str(one.id == current).lower())}>"
        f'<span class="or-name" dir="auto">{esc(one.name)}</span>'
        f'<span class="or-figure">{count(one.pins, "quotation")}</span></button></li>'
        for one in dossiers
    )
    begin = toggle("New dossier", "or-new-dossier", class_="or-button")
    form = field_form("or-new-dossier", "", "Begin", "begin", "", label="Name of the dossier")
    return (
        f'<nav class="or-dossier-list" aria-label="Dossiers"><p>{begin}</p>{form}'
        f'<ul class="or-speakers">{items}</ul></nav>'
    )


def dossier_page(
    one: Dossier,
    pins: Sequence[Pin],
    found: Sequence[Pinned],
    library: Library,
    *,
    label: str,
    within: Within,
) -> str:
    """What is pinned in a dossier; ``found`` are those of its ``pins`` that pass the filters."""
    tools = toggle("Rename", "or-rename-dossier")
    tools += _export(one, label, within) if found else ""
    tools += act(
        "Delete",
        "delete-dossier",
        one.id,
        data_unsure="Really delete?",
        aria_label=f"Delete the dossier {one.name}",
    )
    form = field_form(
        "or-rename-dossier", one.name, "Save", "rename-dossier", one.id, label="New name"
    )
    tally = count(len(found), "quotation")
    tally += f" of {len(pins):,}" if len(found) < len(pins) else ""
    body = '<p class="or-empty">Nothing is pinned here yet.</p>' if not pins else ""
    if pins and not found:
        body = '<p class="or-empty">Nothing pinned here passes the filters.</p>'
    places = {pin.id: place for place, pin in enumerate(pins)}
    items = "".join(
        _pin(one, at, found, places, library, number) for number, at in enumerate(found)
    )
    return (
        f'<section class="or-person or-dossier" aria-label="{esc(one.name)}">'
        f'<h2 dir="auto">{esc(one.name)}</h2><div class="or-acts">{tools}</div>{form}'
        f'<div class="or-dossier-bar"><p class="or-count" role="status">{tally}</p>'
        f"{_labels(pins, label)}</div>"
        f'{body}<ol class="or-pins">{items}</ol></section>'
    )


def _labels(pins: Sequence[Pin], chosen: str) -> str:
    labels = sorted({pin.label for pin in pins if pin.label}, key=str.casefold)
    if not labels:
        return ""
    options = "".join(
        f"<option{attributes(value=label, selected='' if label == chosen else None)}>"
        f"{esc(label)}</option>"
        for label in labels
    )
    return (
        f'<label class="or-kind">Label <select{attributes(data_change="label")}>'
        f'<option value="">Every label</option>{options}</select></label>'
    )


def _export(one: Dossier, label: str, within: Within) -> str:
    query = urlencode({k: v for k, v in {**within.given, "label": label}.items() if v})
    base, tail = f"/onrecord/dossier/{quoted(one.id)}/dossier", f"?{query}" if query else ""
    items = "".join(
        f'<button type="button"{attributes(data_download=f"{base}{known.suffix}{tail}")}>'
        f"{esc(known.title)}</button>"
        for known in DOCUMENTS.values()
    )
    return (
        '<details class="or-menu"><summary class="link">Export</summary>'
        f'<div class="or-menu-list">{items}</div></details>'
    )


def _pin(
    dossier: Dossier,
    one: Pinned,
    found: Sequence[Pinned],
    places: dict[int, int],
    library: Library,
    number: int,
) -> str:
    label = tag(one.pin.label)
    remark = (
        f'<p class="or-remark" dir="auto">{label}{esc(one.pin.note)}</p>'
        if one.pin.label or one.pin.note
        else ""
    )
    who = f'<span class="or-number" aria-hidden="true">{one.number}</span>'
    moves = ""
    for name, near in (("Up", number - 1), ("Down", number + 1)):
        there = 0 <= near < len(found)
        value = f"{one.pin.id}:{places[found[near].pin.id]}" if there else ""
        moves += act(
            name,
            "move",
            value,
            aria_label=f"Move quotation {one.number} {name.lower()}",
            disabled=None if there else "",
        )
    quote = one.citation["quote"]
    edit = pinner(
        quote["article_id"],
        quote["start"],
        quote["end"],
        label="Edit note",
        data_dossier=dossier.name,
        data_label=one.pin.label,
        data_note=one.pin.note,
    )
    remove = act(
        "Remove",
        "unpin",
        one.pin.id,
        data_unsure="Really remove?",
        aria_label=f"Remove quotation {one.number}",
    )
    return (
        f'<li class="or-source or-pinned"><p class="or-voice">{who}{_quotation(one, library)}'
        f'{remark}<div class="or-acts">{moves}{edit if one.there else ""}{remove}</div></li>'
    )


def _quotation(one: Pinned, library: Library) -> str:
    """Who says it, the words in their sentences, the place; or the words as they were pinned."""
    shape, source = one.citation["quote"], one.citation["source"]
    article = library.find(shape["article_id"]) if one.there else None
    if article is None:
        place = " · ".join(esc(source[name]) for name in ("title", "source") if source[name])
        return (
            f'<span class="or-name">{esc(one.credit)}</span></p>'
            f'<div class="or-excerpt" dir="auto"><mark>{esc(shape["text"])}</mark></div>'
            f'<p class="or-place"><span>{place}</span></p><p class="or-note">The article has '
            "changed or is gone since; these are the words that were pinned.</p>"
        )
    low, high = one.citation["context"]
    cited = Citation(
        one.number,
        article.quote(shape["start"], shape["end"]),
        SourceLine.of(article),
        Voice.from_dict(one.citation["voice"]),
        (low, high),
        one.citation["kind"],
    )
    title = opener(
        article.title or article.path or "Untitled article",
        article.id,
        shape["start"],
        shape["end"],
        class_="link or-title",
    )
    place = " · ".join(esc(part) for part in (article.source, day(article.published)) if part)
    fix = fixer(article.id, shape["start"], shape["end"])
    return (
        f"{voice_line(cited)}{reported_by(cited)}</p>{excerpt(cited, article)}"
        f'<p class="or-place">{title}<span>{place}</span>{fix}</p>'
    )
