"""The speakers: who speaks in the collection, and one page for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from index.corrections import Correction
from index.exceptions import OnRecordError, SpeakerNotFound
from ui.render.fixes import articles_of, concerning
from ui.web.desk import Desk
from ui.web.forms import Act
from ui.web.panels.assets import CLICKS, QUIET, acting
from ui.web.people import PAGE, speaker_list, speaker_page
from ui.web.speaking import find_name, profile
from ui.web.tables import named

CHOOSE = (
    '<div class="or-empty"><h2>Choose a speaker</h2>'
    "<p>You see how often, where and when they are quoted, and every statement.</p>"
    "</div>"
)


@dataclass
class Chosen:
    """What one browser tab looks at."""

    speaker: int | None = None
    topic: str = ""
    shown: int = PAGE
    problem: str = ""


class SpeakersPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any) -> None:
        """Lay the tab out inside the current Blocks."""
        chosen = gr.State(Chosen())
        with gr.Row(elem_id="or-speakers-tab", elem_classes="or-tab"):
            with gr.Column(scale=1, min_width=260, elem_id="or-who-column"):
                words = gr.Textbox(
                    label="Search speakers", placeholder="Name or role…", elem_id="or-who"
                )
                names = gr.HTML("", elem_id="or-speakers-list", **acting())
            with gr.Column(scale=3, min_width=300):
                page = gr.HTML(CHOOSE, elem_id="or-speaker-page", **acting())
        gr.on(
            [words.change, tab.select],
            self.names,
            inputs=[words, chosen],
            outputs=[names],
            trigger_mode="always_last",
            **QUIET,
        )
        both = {**CLICKS, "inputs": [words, chosen], "outputs": [names, page, chosen]}
        names.select(self.acted, **both)
        page.select(self.acted, **both)

    def names(self, words: str, chosen: Chosen) -> str:
        """The list as HTML."""
        wanted = words.casefold().split()
        found = [
            s for s in self.desk.collection.speakers() if all(word in named(s) for word in wanted)
        ]
        return speaker_list(found, chosen.speaker, words)

    def acted(self, words: str, chosen: Chosen, event: gr.EventData) -> tuple[str, str, Chosen]:
        """A click in the list or on the page."""
        done = Act.of(event)
        if done.name == "speaker" and done.number >= 0:
            chosen = Chosen(done.number)
        elif done.name == "topic":
            chosen = Chosen(chosen.speaker, done.value)
        elif done.name == "more" and done.number > 0:
            chosen.shown = done.number
        elif done.name in {"merge", "split", "take-back"}:
            chosen.problem = self.correct(done, chosen)
        return self.names(words, chosen), self.page(chosen), chosen

    def correct(self, done: Act, chosen: Chosen) -> str:
        """Merge or split names, or undo that; returns why it could not be done, or nothing."""
        collection = self.desk.collection
        speakers = collection.speakers()
        speaker = next((s for s in speakers if s.id == chosen.speaker), None)
        if speaker is None:
            return "This speaker is no longer in the collection."
        try:
            with self.desk.writing:
                if done.name == "take-back":
                    collection.undo(done.number)
                elif done.name == "merge":
                    other = find_name(speakers, done.text)
                    if other is None or other.id == speaker.id:
                        return f"There is no other speaker called “{done.text.strip()}”."
                    collection.correct(Correction("same", (speaker.name, other.name)))
                elif not collection.correct(Correction("different", (speaker.name, done.value))):
                    return "This changes nothing."
        except OnRecordError as error:
            return str(error)
        now = find_name(collection.speakers(), speaker.name)
        chosen.speaker = now.id if now else None
        return ""

    def page(self, chosen: Chosen) -> str:
        """One speaker as HTML."""
        if chosen.speaker is None:
            return CHOOSE
        try:
            found = profile(self.desk.collection, chosen.speaker)
        except SpeakerNotFound:
            return '<p class="or-empty">This speaker is no longer in the collection.</p>'
        own = {found.speaker.name.casefold(), *(f.casefold() for f in found.speaker.forms)}
        fixes = [
            fix
            for fix in self.desk.collection.corrections()
            if any(name.casefold() in own for name in fix.names)
        ]
        articles = articles_of(fixes, self.desk.collection)
        problem, chosen.problem = chosen.problem, ""
        return speaker_page(
            found,
            self.desk.collection.sentences,
            topic=chosen.topic,
            shown=chosen.shown,
            corrections=[(fix.number, concerning(found.speaker, fix, articles)) for fix in fixes],
            problem=problem,
        )
