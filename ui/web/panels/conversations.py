"""The list of conversations beside the chat: opened, renamed, deleted, searched, begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from ui.web.conversations import Kept
from ui.web.foot import export_menu
from ui.web.forms import act, field_form, toggle
from ui.web.markup import attributes, count, day, esc

SHOWN = 100
"""Conversations shown at once; a search finds older ones."""


def conversation_list(
    kept: Sequence[Kept], current: str, *, words: str = "", problem: str = ""
) -> str:
    """The list as HTML; the current conversation can be renamed, exported and deleted."""
    items = "".join(_item(one, one.id == current) for one in kept[:SHOWN])
    note = f'<p class="or-note or-problem" role="alert">{esc(problem)}</p>' if problem else ""
    if not kept:
        text = "No conversation holds these words." if words else "Conversations are kept here."
        items = f'<li class="or-note">{text}</li>'
    left = len(kept) - SHOWN
    more = f'<p class="or-note">{left:,} older: search to find them.</p>' if left > 0 else ""
    return (
        f'<nav class="or-conversations" aria-label="Conversations"'
        f"{attributes(data_current=current)}>{note}<ul data-roving>{items}</ul>{more}</nav>"
    )


def _item(one: Kept, current: bool) -> str:
    marks = attributes(data_act="open", data_value=one.id, aria_current="true" if current else None)
    meta = f"{count(one.turns, 'question')} · {_when(one.changed)}"
    button = (
        f'<button type="button" class="or-conversation"{marks}>'
        f'<span dir="auto">{esc(one.title)}</span>'
        f'<span class="or-meta">{meta}</span></button>'
    )
    if not current:
        return f"<li>{button}</li>"
    delete = act(
        "Delete",
        "delete",
        one.id,
        data_unsure="Really delete?",
        aria_label=f"Delete the conversation {one.title}",
    )
    tools = toggle("Rename", "or-rename") + export_menu("all", "Export") + delete
    form = field_form("or-rename", one.title, "Save", "rename", one.id, label="New title")
    return f'<li class="or-current">{button}<div class="or-acts">{tools}</div>{form}</li>'


def _when(changed: datetime) -> str:
    """``today``, ``yesterday`` or the date."""
    days = (datetime.now(UTC).date() - changed.date()).days
    return {0: "today", 1: "yesterday"}.get(days) or day(changed.date())
