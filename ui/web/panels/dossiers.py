"""Dossiers: what somebody has pinned, with notes and labels, put in order and exported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from ui.dossiers import Dossier
from ui.web.desk import Desk
from ui.web.dossier_page import HINT, dossier_list, dossier_page
from ui.web.forms import Act
from ui.web.markup import told
from ui.web.panels.assets import CLICKS, QUIET, acting
from ui.web.panels.frame import Frame
from ui.web.pinning import shown
from ui.web.users import user_of
from ui.web.within import Within, place_mark


@dataclass
class Opened:
    """What one browser tab looks at."""

    dossier: str = ""
    label: str = ""


class DossiersPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks."""
        opened = gr.State(Opened())
        with gr.Column(elem_id="or-dossiers-tab", elem_classes="or-tab"):
            page = gr.HTML("", elem_id="or-dossiers", **acting())
        look = [opened, frame.within]
        both = {"inputs": look, "outputs": [page, opened]}
        tab.select(self.draw, **both, **QUIET)
        page.select(self.acted, **both, **CLICKS)
        frame.draws(self.draw, look, [page, opened])

        def visited(request: gr.Request, event: gr.EventData) -> tuple[Any, ...]:
            head, place, within = frame.arrived("dossiers", event)
            here = Opened(place.get("d", ""), place.get("label", ""))
            return (*head, *self.draw(here, within, request))

        frame.visits("dossiers", visited, [], [page, opened])

    def acted(
        self, opened: Opened, within: Within, request: gr.Request, event: gr.EventData
    ) -> tuple[str, Opened]:
        """A click on the page."""
        done, user, problem = Act.of(event), user_of(request), ""
        try:
            opened = self._done(done, opened, user)
        except OnRecordError as error:
            problem = str(error)
        return self.draw(opened, within, request, problem)

    def _done(self, done: Act, opened: Opened, user: str) -> Opened:
        """Do what was asked for; returns what is looked at now. Raises OnRecordError."""
        dossiers = self.desk.dossiers
        if done.name == "dossier":
            return Opened(done.value)
        if done.name == "label":
            return Opened(opened.dossier, done.value)
        if done.name == "begin":
            return Opened(dossiers.create(user, done.text).id)
        if done.name == "rename-dossier":
            dossiers.rename(user, done.value, done.text)
        elif done.name == "delete-dossier":
            dossiers.delete(user, done.value)
            return Opened()
        elif done.name == "unpin" and done.number >= 0:
            dossiers.unpin(user, opened.dossier, [done.number])
        elif done.name == "move":
            pin, _, place = done.value.partition(":")
            if pin.isdecimal() and place.isdecimal():
                dossiers.move(user, opened.dossier, int(pin), int(place))
        return opened

    def draw(
        self, opened: Opened, within: Within, request: gr.Request, problem: str = ""
    ) -> tuple[str, Opened]:
        """The list and the dossier that is open; without one, the one changed last."""
        user = user_of(request)
        try:
            every = self.desk.dossiers.listed(user)
            current = next((one for one in every if one.id == opened.dossier), None)
            if current is None and every:
                current = max(every, key=lambda one: one.changed)
                opened = Opened(current.id)
            page = self._page(current, opened, within, user) if current else HINT
        except OnRecordError as error:
            every, page, problem = [], HINT, str(error)
        note = f'<p class="or-problem" role="alert">{told(problem)}</p>' if problem else ""
        mark = place_mark(d=opened.dossier, label=opened.label)
        return (
            f'{mark}{note}<div class="or-dossiers">{dossier_list(every, opened.dossier)}'
            f"{page}</div>",
            opened,
        )

    def _page(self, current: Dossier, opened: Opened, within: Within, user: str) -> str:
        pins = self.desk.dossiers.pins(user, current.id)
        found = shown(self.desk, user, current, within, opened.label)
        return dossier_page(current, pins, found, self.desk, label=opened.label, within=within)
