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
from ui.web.panels.frame import Frame
from ui.web.people import PAGE, speaker_list, speaker_page
from ui.web.speaking import find_name, profile, speaking
from ui.web.tables import named
from ui.web.within import Within, place_mark

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

    def build(self, tab: Any, frame: Frame) -> None:
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
        look = [words, chosen, frame.within]
        both = {**CLICKS, "inputs": look, "outputs": [names, page, chosen]}
        gr.on(
            [words.change, tab.select],
            self.names,
            inputs=look,
            outputs=[names],
            trigger_mode="always_last",
            **QUIET,
        )
        names.select(self.acted, **both)
        page.select(self.acted, **both)
        frame.draws(self.renewed, look, [names, page, chosen])

        def visited(words: str | None, event: gr.EventData) -> tuple[Any, ...]:
            head, place, within = frame.arrived("speakers", event)
            who = self.find(place.get("who", ""))
            here = Chosen(who, place.get("topic", ""))
            return (*head, self.names(words, here, within), self.page(here, within), here)

        frame.visits("speakers", visited, [words], [names, page, chosen])

    def find(self, who: str) -> int | None:
        """The number of the speaker whom an address names, by name or by number."""
        speakers = self.desk.collection.speakers()
        if who.isdecimal():
            return int(who) if any(s.id == int(who) for s in speakers) else None
        found = find_name(speakers, who) if who else None
        return found.id if found else None

    def names(self, words: str | None, chosen: Chosen, within: Within) -> str:
        """The list as HTML; ``words`` are None while the tab has never been shown."""
        words = words or ""
        wanted = words.casefold().split()
        speakers = speaking(self.desk.collection, within.filter(self.desk.collection))
        found = [s for s in speakers if all(word in named(s) for word in wanted)]
        return speaker_list(found, chosen.speaker, words, within)

    def acted(
        self, words: str, chosen: Chosen, within: Within, event: gr.EventData
    ) -> tuple[str, str, Chosen]:
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
        return self.renewed(words, chosen, within)

    def renewed(self, words: str | None, chosen: Chosen, within: Within) -> tuple[str, str, Chosen]:
        """List and page as they are now."""
        return self.names(words, chosen, within), self.page(chosen, within), chosen

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

    def page(self, chosen: Chosen, within: Within) -> str:
        """One speaker as HTML."""
        if chosen.speaker is None:
            return CHOOSE
        try:
            where = within.filter(self.desk.collection)
            found = profile(self.desk.collection, chosen.speaker, where, self.desk.background())
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
        known = self.find(found.speaker.name) == found.speaker.id
        who = found.speaker.name if known else str(found.speaker.id)
        return place_mark(who=who, topic=chosen.topic) + speaker_page(
            found,
            self.desk.collection.sentences,
            topic=chosen.topic,
            shown=chosen.shown,
            corrections=[(fix.number, concerning(found.speaker, fix, articles)) for fix in fixes],
            problem=problem,
            within=within,
        )
