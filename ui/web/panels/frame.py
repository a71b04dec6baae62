"""What all panels share: filters, the address of the page, and when to draw themselves again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import gradio as gr

from ui.outlets import outlet_tally
from ui.web.desk import Desk
from ui.web.forms import Act
from ui.web.markup import attributes
from ui.web.panels.assets import CLICKS, QUIET, acting
from ui.web.within import OFFERED, Within, filter_bar, read_place

VIEWS = (
    "chat",
    "search",
    "sides",
    "contradictions",
    "speakers",
    "timeline",
    "counts",
    "dossiers",
    "articles",
    "evaluation",
)
"""The views that have an address, by the id of their tab."""
Place = dict[str, str]


def line_and_button(
    label: str, placeholder: str, does: str, *, ids: tuple[str, str]
) -> tuple[Any, Any]:
    """A line to type in and the button that ``does`` something with it, in one row of the current
    Blocks; ``ids`` are their element ids."""
    with gr.Row(elem_classes="or-bar"):
        line = gr.Textbox(
            label=label,
            placeholder=placeholder,
            elem_id=ids[0],
            scale=8,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
        )
        button = gr.Button(does, variant="primary", elem_id=ids[1], scale=0, min_width=108)
    return line, button


@dataclass
class Frame:
    """The parts of the page that every panel listens to.

    ``renew`` is clicked by scripts where something was corrected that a view may show; panels draw
    themselves again after it, and after the filters have changed. ``visit`` of a view is clicked by
    static/address.js with the address to show.
    """

    desk: Desk
    within: Any
    bar: Any
    renew: Any
    visit: dict[str, Any]
    tabs: Any = None
    _changed: list[Any] = field(default_factory=list)

    @classmethod
    def build(cls, desk: Desk) -> Frame:
        """Lay them out inside the current Blocks."""
        within = gr.State(Within())
        bar = gr.HTML("", elem_id="or-filter-bar", **acting())
        renew = gr.Button("Refresh", elem_id="or-renew", elem_classes="or-unseen")
        visit = {
            view: gr.HTML(visited(), elem_id=f"or-visit-{view}", visible=True, **acting())
            for view in VIEWS
        }
        frame = cls(desk, within, bar, renew, visit)
        changed = bar.select(frame.filtered, inputs=[within], outputs=[within, bar], **CLICKS)
        frame._changed = [changed]
        return frame

    def draws(
        self, draw: Callable[..., Any], inputs: Sequence[Any], outputs: Sequence[Any], **more: Any
    ) -> None:
        """Have something drawn again whenever a correction or a filter may have changed it."""
        how = {**QUIET, "inputs": list(inputs), "outputs": list(outputs), **more}
        # One at a time, the last one always: a filter taken away while a view is still being drawn
        # draws it again, and no earlier drawing comes after a later one.
        for listen in (self.renew.click, *(event.then for event in self._changed)):
            listen(draw, trigger_mode="always_last", **how)

    def visits(
        self,
        view: str,
        show: Callable[..., Any],
        inputs: Sequence[Any],
        outputs: Sequence[Any],
        **more: Any,
    ) -> Any:
        """Have ``show(*inputs, event)`` answer an address of a view.

        It gives back the ``arrived`` outputs, then its own.
        """
        return self.visit[view].select(
            show,
            inputs=list(inputs),
            outputs=[self.visit[view], self.tabs, self.within, self.bar, *outputs],
            **{**CLICKS, **more},
        )

    def filtered(self, within: Within, event: gr.EventData) -> tuple[Within, str]:
        """A filter was changed, or taken away."""
        done = Act.of(event)
        name, value = (done.value, "") if done.name == "drop" else (done.name, done.value)
        new = within.changed(name, self._article(value) if name == "only" else value)
        return new, self.drawn(new, shown=done.name not in ("drop", "kind"))

    def drawn(self, within: Within, *, shown: bool = False) -> str:
        """The bar as HTML."""
        outlets = sorted(
            outlet_tally(r.source for r in self.desk.rows() if r.source), key=str.casefold
        )
        names = [s.name for s in self.desk.collection.speakers()[:OFFERED]]
        newest = sorted(self.desk.rows(), key=lambda r: r.published or date.min, reverse=True)
        titles = {row.id: row.title for row in newest}
        return filter_bar(within, outlets, names, titles, shown=shown)

    def _article(self, title: str) -> str:
        """The id of the newest article of this title; what was typed where there is none."""
        wanted = " ".join(title.split()).casefold()
        found = [r for r in self.desk.rows() if " ".join(r.title.split()).casefold() == wanted]
        return max(found, key=lambda r: r.published or date.min).id if found else title

    def plain(self, view: str) -> Callable[..., tuple[Any, ...]]:
        """What shows a view that has nothing of its own in the address."""

        def shown(event: gr.EventData) -> tuple[Any, ...]:
            return self.arrived(view, event)[0]

        return shown

    def arrived(self, view: str, event: gr.EventData) -> tuple[tuple[Any, ...], Place, Within]:
        """The outputs that ``visits`` needs first, the place that is asked for, its filters."""
        asked = Act.of(event).value
        place = read_place(asked.partition(" ")[2])
        within = Within.of(place)
        head = (visited(asked), gr.Tabs(selected=view), within, self.drawn(within))
        return head, place, within


def visited(asked: str = "") -> str:
    """The button that scripts click; it says which address was shown last."""
    marks = attributes(data_act="visit", data_value="", data_visited=asked)
    return f'<button type="button" tabindex="-1" class="or-unseen"{marks}>Show</button>'
