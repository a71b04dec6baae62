"""Small forms inside our HTML. A button's ``data-act`` reaches Python through trigger.js.

``data-act`` says what to do, ``data-value`` with what; where the button stands in an element with
``data-form``, the text of the field in it (``data-field``) goes along.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ui.web.markup import attributes, esc

LONGEST = 1000
"""Characters of what is typed into a form or asked; more is refused, not cut."""


@dataclass(frozen=True, slots=True)
class Act:
    """What a click inside our HTML asks for."""

    name: str
    value: str = ""
    text: str = ""

    @classmethod
    def of(cls, event: Any) -> Act:
        """Take it from a ``gr.EventData``; whatever else is sent is no act."""
        sent = getattr(event, "_data", None)
        shape = sent.get("value") if isinstance(sent, dict) else None
        if not isinstance(shape, dict):
            return cls("")
        name, value, text = (str(shape.get(key) or "") for key in ("act", "value", "text"))
        return cls(name, value, text[:4000])

    @property
    def number(self) -> int:
        """The value as a number; -1 where it is none."""
        return int(self.value) if self.value.isdecimal() else -1


def act(label: str, name: str, value: object = "", **more: object) -> str:
    """A button that asks Python for something."""
    given = {"class_": "link", **more}
    marks = attributes(data_act=name, data_value=value, **given)
    return f'<button type="button"{marks}>{esc(label)}</button>'


def toggle(label: str, target: str, **more: object) -> str:
    """A button that shows or hides the element with this id."""
    given = {"class_": "link", "aria_expanded": "false", "aria_controls": target, **more}
    return f'<button type="button"{attributes(data_toggle=target, **given)}>{esc(label)}</button>'


def too_long(field: str, most: int) -> str:
    """A note that says so while the field of this selector holds more characters than ``most``.

    What is pasted is never cut: nobody would see which part of it is missing. static/drafts.js
    writes the note.
    """
    marks = attributes(data_for=field, data_most=most)
    return f'<p class="or-too-long" role="alert"{marks} hidden></p>'


def ask_chip(question: str) -> str:
    """A suggested question; a click asks it."""
    return act(question, "ask", question, class_="or-ask")


def field_form(
    target: str,
    text: str,
    button: str,
    name: str,
    value: object,
    *,
    label: str,
    placeholder: str = "",
    note: str = "",
    long: bool = False,
    shown: bool = False,
) -> str:
    """A form of one field that ``toggle`` opens: Enter sends it, Escape closes it."""
    marks = attributes(aria_label=label, placeholder=placeholder or None, data_most=LONGEST)
    field = (
        f'<textarea data-field rows="2"{marks}>{esc(text)}</textarea>'
        if long
        else f'<input type="text" data-field value="{esc(text)}"{marks}>'
    )
    return (
        f'<div class="or-form" data-form id="{esc(target)}"{"" if shown else " hidden"}>{field}'
        f'<div class="or-form-acts">{act(button, name, value, class_="or-button or-strong")}'
        f'<button type="button" class="or-button" data-close="{esc(target)}">Cancel</button>'
        f'{note}</div><p class="or-too-long" role="alert" hidden></p></div>'
    )
