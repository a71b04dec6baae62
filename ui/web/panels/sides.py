"""Both sides: a claim, and in columns who agrees, only partly, disagrees, takes no side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from rag.comparing.held import ChangedPosition, HeldPosition, Positions, Said
from rag.comparing.positions import positions
from ui.render.wording import NOT_FOUND, REASONS, SIDES, coverage_text
from ui.web.desk import Desk
from ui.web.forms import Act, act
from ui.web.markup import count, day, esc, handles, opener, tag, told
from ui.web.panels.assets import CLICKS, QUIET, acting, showing
from ui.web.panels.frame import Frame, line_and_button
from ui.web.render import COLUMNS
from ui.web.sources import Library, excerpt, kind_mark, source_list, voice_line
from ui.web.tables import download
from ui.web.within import ANYWHERE, Within, place_mark

LONGEST_CLAIM = 500
"""Characters; a longer claim is refused, not cut."""


class SidesPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks."""
        with gr.Column(elem_id="or-sides-tab", elem_classes="or-tab"):
            claim, button = line_and_button(
                "A claim",
                "For example: gas prices will fall",
                "Compare",
                ids=("or-claim", "or-compare"),
            )
            columns = gr.HTML("", elem_id="or-columns", **showing())
            # A part of its own (parts.css hides it beside columns): one that comes late, from a tab
            # that has just been opened, does not draw over a comparison that was quicker.
            intro = gr.HTML("", elem_id="or-claims", **acting())
        ask = {**QUIET, "outputs": [columns], "concurrency_limit": 4, "concurrency_id": "sides"}
        triggers = [claim.submit, button.click]
        inputs = [claim, frame.within]
        gr.on(triggers, self.compare, inputs=inputs, trigger_mode="always_last", **ask)
        tab.select(self.intro, outputs=[intro], **QUIET)

        def chosen(within: Within, event: gr.EventData) -> Iterator[tuple[str, str]]:
            done = Act.of(event)
            for html in self.compare(done.value, within):
                yield done.value, html

        def visited(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            head, place, within = frame.arrived("sides", event)
            wanted = place.get("claim", "")
            for html in self.compare(wanted, within):
                yield *head, wanted, html

        clicked = {**ask, **CLICKS, "outputs": [claim, columns]}
        intro.select(chosen, inputs=[frame.within], **clicked)
        frame.visits("sides", visited, [], [claim, columns])
        # What is shown, not what is being typed: the heading of the columns knows.
        shown = "document.querySelector('#or-columns .or-question')?.textContent || ''"
        js = f"(claim, within) => [{shown}, within]"
        frame.draws(self.compare, inputs, [columns], js=js)

    def intro(self) -> str:
        """What stands there before the first claim."""
        asks = "".join(act(claim, "claim", claim, class_="or-ask") for claim in self.desk.claims())
        chips = (
            f'<div class="or-asks" role="group" aria-label="Suggested claims">{asks}</div>'
            if asks
            else ""
        )
        return (
            '<section class="or-intro or-small"><h2>Who agrees, who disagrees?</h2>'
            "<p>Write a claim. Everyone quoted on it stands in one of four columns, "
            "with the exact words of the article.</p>"
            f"{chips}</section>"
        )

    def compare(self, claim: str, within: Within = ANYWHERE) -> Iterator[str]:
        """The columns as HTML, within the filters."""
        if not claim.strip():
            yield ""
            return
        if len(claim) > LONGEST_CLAIM:
            yield (
                '<p class="or-note or-problem" role="alert">This claim is too long: '
                f"{len(claim):,} characters, at most {LONGEST_CLAIM:,} can be compared.</p>"
            )
            return
        # The heading stands there already, for whatever has this claim drawn again meanwhile.
        yield f'{heading(claim)}<p class="or-searching">Comparing what is said on this…</p>'
        try:
            found = positions(self.desk.collection, claim, within.filter(self.desk.collection))
            yield place_mark(claim=claim) + columns_of(found, self.desk, within)
        except OnRecordError as error:
            yield (
                '<div class="or-abstained or-error" role="alert"><h3>This did not work</h3>'
                f"<p>{told(error)}</p></div>"
            )


def heading(claim: str) -> str:
    """The claim, above what is said on it."""
    return f'<h2 class="or-question" dir="auto">{esc(claim)}</h2>'


def columns_of(found: Positions, library: Library, within: Within = ANYWHERE) -> str:
    """The columns, empty ones too: that nothing was found on a side is worth knowing."""
    head = heading(found.proposition)
    if not found:
        nearest = source_list(
            found.nearest, library, prefix="or-s", label="Nearest evidence", nearest=True
        )
        return (
            f'{head}<div class="or-abstained">'
            f"<h3>{esc(REASONS.get(found.reason, NOT_FOUND))}</h3>"
            f"<p>{esc(found.message)}</p></div>{nearest}"
        )
    columns = ""
    for side in (*COLUMNS, "report"):
        held, label = found.side(side), SIDES[side]
        tally = f' <span class="or-tally">{count(len(held), "voice")}</span>' if held else ""
        body = _cards(held, library) if held else '<p class="or-note">None found.</p>'
        columns += (
            f'<section class="or-side or-{side}{"" if held else " or-none"}" '
            f'aria-label="{esc(label)}">'
            f"<h3>{esc(label)}{tally}</h3>{body}</section>"
        )
    note = (
        f'<p class="or-coverage"><span>{coverage_text(found.coverage)}</span>'
        f"{download('sides', claim=found.proposition, **within.given)}</p>"
    )
    changed = _changed(found.changed, library)
    return f'{head}{changed}<div class="or-columns">{columns}</div>{note}'


def _cards(held: Sequence[HeldPosition], library: Library) -> str:
    cards = "".join(
        f'<li class="or-source"><p class="or-voice">{voice_line(one.quotes[0].citation)}</p>'
        f"{''.join(_quote(said, library) for said in one.quotes)}</li>"
        for one in held
        if one.quotes
    )
    return f'<ol class="or-cards">{cards}</ol>'


def _quote(said: Said, library: Library) -> str:
    source, quote = said.citation.source, said.citation.quote
    title = opener(
        source.title or source.path or "Untitled article",
        quote.article_id,
        quote.start,
        quote.end,
        class_="link or-title",
    )
    when = " · ".join(esc(part) for part in (day(source.published), source.source) if part)
    copies = tag(count(len(said.copies), "reprint") if said.copies else "")
    words = excerpt(said.citation, library.find(quote.article_id))
    fix = handles(quote.article_id, quote.start, quote.end)
    when = f'<span class="or-date">{when}{kind_mark(said.citation.kind)}{copies}</span>'
    return f'{words}<p class="or-place">{when}{title}{fix}</p>'


def _changed(changed: Sequence[ChangedPosition], library: Library) -> str:
    if not changed:
        return ""
    items = "".join(
        f'<li><p class="or-voice">{voice_line(one.quotes[0].citation)} said both:</p>'
        f"{''.join(_quote(said, library) for said in one.quotes)}</li>"
        for one in changed
        if one.quotes
    )
    return (
        '<section class="or-side or-conditional or-changed" aria-label="Changed over time">'
        f'<h3>Changed over time</h3><ol class="or-cards">{items}</ol></section>'
    )
