"""What stands below an answer: how far it looked, what can be done with it, what to ask next."""

from __future__ import annotations

from collections.abc import Sequence

from rag.model_use import ModelUse
from rag.types import Answer
from ui.export import DOCUMENTS
from ui.render.wording import coverage_text, searched_text
from ui.web.forms import act, field_form
from ui.web.markup import attributes, count, esc
from ui.web.suggest import FollowUp


def foot(
    answer: Answer,
    number: int,
    follow_ups: Sequence[FollowUp],
    helpful: bool | None,
    note: str | None,
    everything: str = "",
) -> str:
    """The foot of a turn; ``everything`` links to all that whoever is asked about says."""
    found = answer.status == "answered"  # then its first sentence tells how many articles are on it
    cover = answer.coverage
    near = coverage_text(cover, answered=False)
    parts = [searched_text(cover) if found else near]
    if "total" in answer.timings:
        parts.append(_took(answer.timings["total"]))
    copy = '<button type="button" class="link" data-copy>Copy</button>' if found else ""
    export = export_menu(str(number), "Export") if found else ""
    asks = "".join(
        act(one.question, "more" if one.more else "ask", one.question, class_="or-ask", dir="auto")
        for one in follow_ups
    )
    return (
        f'<p class="or-coverage"><span>{" · ".join(parts)}</span></p>{_model(answer.model)}'
        f'<div class="or-acts">{everything}{copy}{export}{_thumbs(number, helpful)}</div>'
        f"{_note_form(number, helpful, note)}"
        + (
            f'<div class="or-asks" role="group" aria-label="Follow-up questions">{asks}</div>'
            if asks
            else ""
        )
    )


def _took(seconds: float) -> str:
    """How long it took.

    >>> _took(0.0426), _took(2.34)
    ('43 ms', '2.3 s')
    """
    return f"{max(1, round(seconds * 1000))} ms" if seconds < 1 else f"{seconds:.1f} s"


def _model(used: ModelUse | None) -> str:
    """Which language model had to do with the answer, and what of it was not let through."""
    if used is None:
        return ""
    wrote = f"Worded by {esc(used.name)}, every sentence checked against its quotation."
    if not used.wrote:
        asked = f"{esc(used.name)} was asked; this" if used.usage.calls else "This"
        wrote = f"{asked} is the built-in answer."
    note = f" {esc(used.note)}" if used.note else ""
    items = "".join(
        f"<li>“{esc(r.text)}” <span>{esc(r.detail or r.fault)}"
        f"{'; the exact words are shown instead' if r.replaced else ''}</span></li>"
        for r in used.rejected
    )
    left = (
        f'<details class="or-rejected"><summary class="link">'
        f"{count(len(used.rejected), 'passage')} not let through</summary>"
        f"<ul>{items}</ul></details>"
        if items
        else ""
    )
    return f'<div class="or-model"><p class="or-note">{wrote}{note}</p>{left}</div>'


def _thumbs(number: int, helpful: bool | None) -> str:
    return "".join(
        act(
            label,
            name,
            number,
            class_=f"link or-thumb or-{name}",
            aria_pressed=str(helpful is wanted).lower(),
        )
        for label, name, wanted in (
            ("Helpful", "helpful", True),
            ("Not helpful", "unhelpful", False),
        )
    )


def _note_form(number: int, helpful: bool | None, note: str | None) -> str:
    if helpful is None:
        return ""
    if note is not None:
        kept = f"Kept in the log: {note}" if note else "Kept in the log."
        return f'<p class="or-note" role="status">{esc(kept)}</p>'
    name = "note-helpful" if helpful else "note-unhelpful"
    return field_form(
        f"or-t{number}-note",
        "",
        "Save note",
        name,
        number,
        label="A note to go with it (optional)",
        placeholder="What was good, or missing? (optional)",
        shown=True,
    )


def export_menu(what: str, label: str) -> str:
    """A menu of file formats; page.js fetches the file of ``what`` (a turn's number, or all)."""
    items = "".join(
        f'<button type="button"{attributes(data_export=f"{what}{known.suffix}")}>'
        f"{esc(known.title)}</button>"
        for known in DOCUMENTS.values()
    )
    return (
        f'<details class="or-menu"><summary class="link">{esc(label)}</summary>'
        f'<div class="or-menu-list">{items}</div></details>'
    )
