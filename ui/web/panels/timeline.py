"""The timeline: who says something when, on a topic or altogether; a bar leads to its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import gradio as gr

from index.types import Statement
from ui.web.desk import Desk
from ui.web.forms import Act, ask_chip
from ui.web.markup import count, esc, link
from ui.web.panels.assets import CLICKS, QUIET, acting
from ui.web.panels.frame import Frame
from ui.web.people import said_list
from ui.web.plot import LANES, Point, chosen_points, days, tallest, timeline
from ui.web.speaking import Said, find_name, speaking, with_articles
from ui.web.tables import FETCHED, download
from ui.web.topics import speaks_of, words_of
from ui.web.within import NOBODY, Within, place_mark

OTHERS = "Others"
UNNAMED = "Speaker unclear"


@dataclass
class Line:
    """What one browser tab looks at: statements on the plot, their lanes from top to bottom."""

    said: Sequence[Statement] = ()
    points: list[Point] = field(default_factory=list)
    order: list[str] = field(default_factory=list)
    about: str = ""
    chosen: str = ""
    """The bar that is chosen, as ``LANE:BIN``."""
    limits: dict[str, str] = field(default_factory=dict)
    """Topic, speaker and filters, as the address has them."""
    place: str = ""
    """Where the view stands, as the address has it; empty before it is drawn."""


class TimelinePanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks."""
        line = gr.State(Line())
        with gr.Column(elem_id="or-timeline-tab", elem_classes="or-tab"):
            with gr.Row(elem_classes="or-bar"):
                topic = gr.Textbox(
                    label="Topic", placeholder="Any topic", elem_id="or-topic", scale=4
                )
                speaker = gr.Textbox(
                    label="Speaker", placeholder="Everyone", elem_id="or-speaker", scale=3
                )
                show = gr.Button(
                    "Show", variant="primary", elem_id="or-show", min_width=92, scale=0
                )
            plot = gr.HTML("", elem_id="or-plot", **acting())
            words = gr.HTML("", elem_id="or-plot-words", **acting())
        drawn = {**QUIET, "outputs": [plot, words, line], "trigger_mode": "always_last"}
        events = [tab.select, topic.submit, speaker.submit, show.click]
        inputs = [topic, speaker, frame.within]
        gr.on(events, self.draw, inputs=inputs, **drawn)

        def clicked(within: Within, state: Line, event: gr.EventData) -> tuple[Any, ...]:
            done = Act.of(event)
            if done.name == "ask":
                return (gr.update(value=done.value), *self.draw(done.value, "", within))
            return (gr.skip(), *self.choose(done.value, state), state)

        def visited(event: gr.EventData) -> tuple[Any, ...]:
            head, place, within = frame.arrived("timeline", event)
            about, who = place.get("topic", ""), place.get("who", "")
            return (*head, about, who, *self.draw(about, who, within))

        frame.draws(self.renewed, [*inputs, line], [plot, words, line])
        frame.visits("timeline", visited, [], [topic, speaker, plot, words, line])
        plot.select(
            clicked, inputs=[frame.within, line], outputs=[topic, plot, words, line], **CLICKS
        )

    def draw(self, topic: str, speaker: str, within: Within) -> tuple[str, str, Line]:
        """The plot for a topic, a speaker, both or neither, within the filters."""
        line, problem = self.look(topic.strip(), speaker.strip(), within)
        line.place = place_mark(topic=topic.strip(), who=speaker.strip())
        if problem:
            chips = "".join(ask_chip(t) for t in self.desk.topics())
            asks = f'<div class="or-asks" role="group" aria-label="Topics">{chips}</div>'
            empty = f'<div class="or-empty"><p>{problem}</p>{asks if chips else ""}</div>'
            return line.place + empty, "", line
        return self._plot(line, ""), HINT, line

    def renewed(self, topic: str, speaker: str, within: Within, line: Line) -> tuple[Any, Any, Any]:
        """Something has been corrected or filtered: what has been drawn is drawn again."""
        if not line.place:
            return gr.skip(), gr.skip(), gr.skip()
        plot, words, new = self.draw(topic, speaker, within)
        return (*self.choose(line.chosen, new), new) if line.chosen else (plot, words, new)

    def choose(self, chosen: str, line: Line) -> tuple[str, str]:
        """The plot with one bar chosen, and what is said there."""
        line.chosen = chosen
        lane, points, span = chosen_points(line.points, line.order, chosen)
        if not points:
            return self._plot(line, ""), HINT
        said = with_articles(self.desk.collection, [line.said[p.number] for p in points])
        heading = f"{esc(lane)} <span class='or-tally'>{count(len(said), 'statement')}</span>"
        return (
            self._plot(line, chosen),
            f'<section class="or-person" role="status"><h2>{heading}</h2>{_zoom(line, span)}'
            f"{said_list(said, self.desk.collection.sentences, level=3)}</section>",
        )

    def look(self, topic: str, speaker: str, within: Within) -> tuple[Line, str]:
        """The statements that are meant, or why there are none."""
        collection = self.desk.collection
        who = find_name(collection.speakers(), speaker) if speaker else None
        if speaker and who is None:
            return Line(), f"No speaker “{esc(speaker)}” found."
        names = {s.id: s.name for s in collection.speakers()}
        where = within.filter(collection)
        if who:
            where = replace(where, speaker_ids=(who.id,))
        if topic:
            hits = collection.search_statements(topic, FETCHED, where)
            found = with_articles(collection, [hit.statement for hit in hits])
            said = [
                (article, s)
                for article, s in found
                if speaks_of(f"{words_of(article, s)} {article.title}", topic)
            ]
        else:
            most = [s.id for s in speaking(collection, where)[: LANES - 1]]
            where = replace(where, speaker_ids=where.speaker_ids or tuple(most) or (NOBODY,))
            said = with_articles(collection, collection.statements(where))
        dated = sorted(
            (pair for pair in said if pair[0].published),
            key=lambda pair: (pair[0].published, pair[0].id, pair[1].start),
        )
        if not dated:
            about = f"on “{esc(topic)}” " if topic else ""
            return Line(), f"No dated statement {about}was found."
        line = _line(dated, names, len(said) - len(dated), topic)
        save = download("statements", speaker=who.id if who else "", topic=topic, **within.given)
        line.limits = {"topic": topic, "who": speaker, **within.given}
        high = tallest(line.points)
        line.about += f"; the highest bar: {high:,}" if high > 1 else ""
        line.about += f" {save}{_whole(line)}"
        return line, ""

    def _plot(self, line: Line, chosen: str) -> str:
        if not line.points:
            return ""
        note = f'<p class="or-count" role="status">{line.about}</p>'
        return line.place + note + timeline(line.points, line.order, "stack", chosen)


HINT = '<p class="or-note">Select a bar to read the quotes.</p>'


def _zoom(line: Line, span: tuple[date, date]) -> str:
    """A link that shows only the days of a bar, where these are several."""
    first, last = span
    if first >= last:
        return ""
    limits = {**line.limits, "since": first.isoformat(), "until": last.isoformat()}
    return f"<p>{link(f'Zoom in on {days(first, last)}', 'timeline', **limits)}</p>"


def _whole(line: Line) -> str:
    """A link back to all dates, where only some are shown."""
    rest = {k: v for k, v in line.limits.items() if k not in ("since", "until")}
    return f" {link('Show all dates', 'timeline', **rest)}" if rest != line.limits else ""


def _line(dated: Sequence[Said], names: dict[int, str], undated: int, topic: str) -> Line:
    lanes = [
        names.get(s.speaker_id, UNNAMED) if s.speaker_id is not None else UNNAMED for _, s in dated
    ]
    tally = Counter(lane for lane in lanes if lane != UNNAMED)
    kept = [name for name, _ in tally.most_common(LANES - 2)]
    rest = [lane for lane in dict.fromkeys(lanes) if lane not in kept and lane != UNNAMED]
    if len(rest) == 1:
        kept, rest = [*kept, rest[0]], []
    order = kept + ([OTHERS] if rest else []) + ([UNNAMED] if UNNAMED in lanes else [])
    points = [
        Point(lane if lane in kept or lane == UNNAMED else OTHERS, article.published, number)
        for number, (lane, (article, _)) in enumerate(zip(lanes, dated, strict=True))
        if article.published
    ]
    about = count(len(points), "statement") + (f" on “{esc(topic)}”" if topic else "")
    about += f"; {undated} more without a date" if undated else ""
    return Line([statement for _, statement in dated], points, order, about)
