"""Counts: who is quoted how often, by outlet and by month."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.counts import counted, counts_page
from ui.web.desk import Desk
from ui.web.panels.assets import QUIET, showing
from ui.web.panels.frame import Frame
from ui.web.within import Within, place_mark


class CountsPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks."""
        with gr.Column(elem_id="or-counts-tab", elem_classes="or-tab"):
            page = gr.HTML("", elem_id="or-counts", **showing())
        tab.select(self.draw, inputs=[frame.within], outputs=[page], **QUIET)

        def visited(event: gr.EventData) -> tuple[Any, ...]:
            head, _, within = frame.arrived("counts", event)
            return (*head, self.draw(within))

        frame.visits("counts", visited, [], [page])
        frame.draws(self.draw, [frame.within], [page])

    def draw(self, within: Within) -> str:
        """The plot and the table as HTML."""
        where = within.filter(self.desk.collection)
        found = counted(self.desk.collection, self.desk.rows(), where)
        return place_mark() + counts_page(found, within)
