"""Search: the full text of the articles, with exact phrases, AND, OR and NOT."""

from __future__ import annotations

from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from index.fulltext import TextQuery
from ui.web.desk import Desk
from ui.web.finds import PAGE, found_list, found_passages
from ui.web.forms import Act
from ui.web.markup import esc, told
from ui.web.panels.assets import CLICKS, QUIET, acting
from ui.web.panels.frame import Frame, line_and_button
from ui.web.tables import download
from ui.web.within import Within, place_mark

LONGEST = 500
"""Characters; a longer query is refused, not cut."""
HELP = (
    '<div class="or-intro or-small"><h2>Find words in the articles</h2><p>Words side by side must '
    "all be in one passage, with any ending. <code>“an exact phrase”</code> in quotation marks is "
    "found as it is written; <code>OR</code>, <code>NOT</code> and parentheses work too. "
    "The filters above hold here too.</p></div>"
)


class SearchPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, frame: Frame) -> None:
        """Lay the tab out inside the current Blocks."""
        with gr.Column(elem_id="or-search-tab", elem_classes="or-tab"):
            words, button = line_and_button(
                "Words or an “exact phrase”",
                "ferry AND (subsidy OR “night service”)",
                "Search",
                ids=("or-query", "or-find"),
            )
            shown = gr.State("")
            found = gr.HTML(HELP, elem_id="or-found", **acting())
        outputs = [found, shown]
        triggers = [words.submit, button.click]
        inputs = [words, frame.within]
        gr.on(triggers, self.look, inputs=inputs, outputs=outputs, **QUIET)

        def more(query: str, within: Within, event: gr.EventData) -> tuple[str, str]:
            return self.look(query, within, max(PAGE, Act.of(event).number))

        def visited(event: gr.EventData) -> tuple[Any, ...]:
            head, place, within = frame.arrived("search", event)
            query = place.get("q", "")
            return (*head, query, *self.look(query, within))

        found.select(more, inputs=[shown, frame.within], outputs=outputs, **CLICKS)
        frame.visits("search", visited, [], [words, *outputs])
        frame.draws(self.look, [shown, frame.within], outputs)

    def look(self, query: str, within: Within, shown: int = PAGE) -> tuple[str, str]:
        """What a query finds as HTML, and the query."""
        query = " ".join(query.split())
        if not query:
            return HELP, ""
        mark, collection = place_mark(q=query), self.desk.collection
        if len(query) > LONGEST:
            return (
                f'{mark}<p class="or-problem" role="alert">Too long: at most 500 characters.</p>',
                "",
            )
        try:
            asked = TextQuery(query)
            where = within.filter(collection)
            found = found_passages(collection, asked, self.desk.rows(), where)
            if found:
                save = download("search", q=query, **within.given)
                return mark + found_list(collection, asked, found, query, shown, save), query
        except OnRecordError as error:
            return f'{mark}<p class="or-problem" role="alert">{told(error)}</p>', query
        none = f"No article has {esc(query)}{' within these filters' if within.given else ''}."
        return f'{mark}<p class="or-empty" role="status">{none}</p>', query
