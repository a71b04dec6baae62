"""The speakers: who speaks in the collection, and everything one of them says."""

from __future__ import annotations

from datetime import date
from typing import Any

import gradio as gr

from index.exceptions import SpeakerNotFound
from index.types import Filter
from ui.web.desk import Desk
from ui.web.listing import speaker_list, speaker_page
from ui.web.panels.assets import on_click

CHOOSE = '<p class="or-empty">Choose a speaker to read their statements.</p>'


class SpeakersPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any) -> None:
        """Lay the tab out inside the current Blocks."""
        with gr.Row(elem_id="or-speakers-tab"):
            with gr.Column(scale=1, min_width=260):
                words = gr.Textbox(
                    label="Search speakers", placeholder="Name or role…", elem_id="or-who"
                )
                names = gr.HTML(
                    self.names(""),
                    elem_id="or-speakers-list",
                    apply_default_css=False,
                    js_on_load=on_click("speaker", "select"),
                )
            with gr.Column(scale=2, min_width=300):
                page = gr.HTML(CHOOSE, elem_id="or-speaker-page", apply_default_css=False)
        quiet = {"show_progress": "hidden", "api_visibility": "private"}
        gr.on(
            [words.change, tab.select],
            self.names,
            inputs=[words],
            outputs=[names],
            trigger_mode="always_last",
            **quiet,
        )

        def choose(query: str, event: gr.EventData) -> tuple[str, str]:
            chosen = int(event.value)
            return self.names(query, chosen), self.page(chosen)

        names.select(choose, inputs=[words], outputs=[names, page], **quiet)

    def any(self) -> bool:
        """Whether anybody speaks in the collection, as far as the index knows."""
        return bool(self.desk.collection.speakers())

    def names(self, words: str, chosen: int | None = None) -> str:
        """The list as HTML."""
        wanted = words.casefold().split()
        found = [
            s
            for s in self.desk.collection.speakers()
            if all(w in " ".join((s.name, *s.forms, *s.roles)).casefold() for w in wanted)
        ]
        return speaker_list(found, chosen)

    def page(self, speaker_id: int) -> str:
        """One speaker's statements as HTML."""
        collection = self.desk.collection
        try:
            speaker = collection.speaker(speaker_id)
        except SpeakerNotFound:
            return '<p class="or-empty">This speaker is no longer in the collection.</p>'
        said = collection.statements(Filter(speaker_ids=(speaker_id,)))
        articles = {s.article_id: self.desk.find(s.article_id) for s in said}
        pairs = [(article, s) for s in said if (article := articles[s.article_id])]
        pairs.sort(key=lambda p: (-(p[0].published or date.min).toordinal(), p[0].id, p[1].start))
        return speaker_page(speaker, pairs)
