"""The foot of the chat: the question box and its buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui.web.forms import LONGEST, too_long
from ui.web.panels.assets import showing

TOO_LONG = too_long("#or-box textarea", LONGEST)


@dataclass(frozen=True)
class Composer:
    """Where a question is typed, sent, stopped and asked again."""

    box: Any
    send: Any
    stop: Any
    retry: Any

    @classmethod
    def build(cls) -> Composer:
        """Lay it out inside the current Blocks."""
        with gr.Column(elem_id="or-composer"):
            gr.HTML(TOO_LONG, elem_id="or-too-long", **showing())
            with gr.Row(elem_id="or-composer-row"):
                box = gr.Textbox(
                    label="Your question",
                    show_label=False,
                    container=False,
                    placeholder="Who said what? Ask the collection…",
                    lines=1,
                    max_lines=5,
                    autofocus=True,
                    elem_id="or-box",
                    scale=8,
                    html_attributes=gr.InputHTMLAttributes(enterkeyhint="send", autocomplete="off"),
                )
                send = gr.Button("Ask", variant="primary", elem_id="or-send", scale=0, min_width=84)
                stop = gr.Button("Stop", elem_id="or-stop", scale=0, min_width=84)
                retry = gr.Button("Retry", elem_id="or-retry", scale=0, min_width=72)
        return cls(box, send, stop, retry)
