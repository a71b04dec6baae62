"""Contradictions: pairs of statements that cannot both hold, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from rag import contradictions
from rag.comparing.clashes import Contradiction, Contradictions, Side
from rag.types import Citation
from ui.web.desk import Desk
from ui.web.markup import count, day, esc, handles, opener, tag, told
from ui.web.panels.assets import QUIET, showing
from ui.web.panels.frame import Frame
from ui.web.sources import Library, excerpt, reported_by, voice_line
from ui.web.tables import download
from ui.web.within import Within, place_mark
from ui.web.working import Step, Work

MOST = 30
"""Pairs shown at most."""
LONGEST = 500
"""Characters of a topic."""
HINT = (
    '<div class="or-intro or-small"><h2>Where do they contradict each other?</h2><p>Pairs of '
    "statements that cannot both hold, the surest first. A topic, or the filters above, make the "
    "search shorter. Read both quotations: the list is a lead, not a finding.</p></div>"
)


class ContradictionsPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks."""
        with gr.Column(elem_id="or-contradictions-tab", elem_classes="or-tab"):
            with gr.Row(elem_classes="or-bar"):
                about = gr.Textbox(
                    label="Topic", placeholder="Any topic", elem_id="or-clash-topic", scale=8
                )
                button = gr.Button(
                    "Find", variant="primary", elem_id="or-clash-find", scale=0, min_width=108
                )
            shown = gr.State(None)
            found = gr.HTML(HINT, elem_id="or-clashes", **showing())
        how = {"concurrency_limit": 1, "concurrency_id": "contradictions"}  # it takes a processor
        outputs = [found, shown]
        triggers, inputs = [about.submit, button.click], [about, frame.within]
        gr.on(triggers, self.find, inputs=inputs, outputs=outputs, **QUIET, **how)

        def visited(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            head, place, within = frame.arrived("contradictions", event)
            wanted = place.get("about", "")
            if "found" not in place:
                yield (*head, wanted, HINT, None)
                return
            for html, about in self.find(wanted, within):
                yield (*head, wanted, html, about)

        frame.visits("contradictions", visited, [], [about, *outputs], **how)
        frame.draws(self.again, [shown, frame.within], outputs, **how)

    def again(self, about: str | None, within: Within) -> Iterator[tuple[Any, Any]]:
        """Something has been corrected or filtered: look again where something is shown."""
        if about is None:
            yield gr.skip(), gr.skip()
        else:
            yield from self.find(about, within)

    def find(self, about: str, within: Within) -> Iterator[tuple[str, str]]:
        """The pairs as HTML, with how far it is meanwhile, and the topic."""
        about = " ".join(about.split())[:LONGEST]
        where, collection = within.filter(self.desk.collection), self.desk.collection
        work = Work(
            lambda progress: contradictions(
                collection, where, about=about, limit=MOST, progress=progress
            )
        )
        try:
            for step in work.steps():
                yield _waiting(step), about
            assert work.result is not None
            self.desk.compared.keep(about, where, work.result)
            save = download("contradictions", about=about, **within.given)
            html = pairs_html(work.result, self.desk, save if work.result.pairs else "")
            yield place_mark(found="1", about=about) + html, about
        except OnRecordError as error:
            yield f'<p class="or-problem" role="alert">{told(error)}</p>', about
        finally:
            work.stop()  # nobody waits for it any more


def pairs_html(found: Contradictions, library: Library, save: str = "") -> str:
    """The pairs, surest first, how many statements were compared, and what saves them."""
    read = f"{count(found.statements, 'statement')} compared"
    if not found.pairs:
        return f'<p class="or-empty" role="status">No contradictions found · {read}</p>'
    shown = f"{len(found.pairs):,} of {count(found.total, 'pair')} shown · {read}"
    pairs = "".join(_pair(number, pair, library) for number, pair in enumerate(found.pairs, 1))
    return f'<p class="or-count" role="status">{shown}</p>{save}<ol class="or-clashes">{pairs}</ol>'


def _pair(number: int, pair: Contradiction, library: Library) -> str:
    tags = ["changed position"] if pair.changed else []
    tags += [f"{pair.repeated:,} more like it"] if pair.repeated else []
    marks = "".join(map(tag, tags))
    sure = tag(f"confidence {pair.confidence:.2f}", title="Orders the list")
    sides = "".join(_side(side, library) for side in (pair.first, pair.second))
    return (
        f'<li class="or-clash"><h2><span class="or-number">{number}</span>{marks}{sure}</h2>'
        f'<div class="or-clash-sides">{sides}</div></li>'
    )


def _side(side: Side, library: Library) -> str:
    quote, source = side.quote, side.source
    cited = Citation(1, quote, source, side.voice, side.context, side.kind)
    title = source.title or source.path or "Untitled article"
    opens = opener(title, quote.article_id, quote.start, quote.end, class_="link or-title")
    when = " · ".join(esc(part) for part in (day(source.published), source.source) if part)
    fix = handles(quote.article_id, quote.start, quote.end)
    return (
        f'<div class="or-source"><p class="or-voice">{voice_line(cited)}{reported_by(cited)}</p>'
        f"{excerpt(cited, library.find(quote.article_id))}"
        f'<p class="or-place"><span class="or-date">{when}</span>{opens}{fix}</p></div>'
    )


def _waiting(step: Step) -> str:
    far = f" {step.done:,} of {step.total:,}" if step.total else ""
    stage = (step.stage or "comparing statements").capitalize()
    return f'<p class="or-searching" role="status">{esc(stage)}…{far}</p>'
