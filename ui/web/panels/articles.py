"""The articles: adding files, links and feeds; listing, editing, opening and removing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from index.articles import FORMATS
from index.exceptions import ArticleNotFound, OnRecordError
from ui.outlets import outlet_tally
from ui.web.adding import Adding
from ui.web.desk import Desk
from ui.web.forms import Act
from ui.web.listing import (
    ORDERS,
    ROWS,
    UNNAMED,
    article_table,
    matching,
)
from ui.web.markup import day, told
from ui.web.panels.adding import AddingEvents
from ui.web.panels.assets import CLICKS, QUIET, acting, showing
from ui.web.tables import download

KINDS = sorted({f".{ending.rpartition('.')[2]}" for ending in FORMATS})
"""What may be chosen for an upload; the readers decide by looking into the file."""
EVERY = "Every outlet"
HINT = (
    '<h2 class="or-heading">Add articles</h2><p class="or-note">Text, Markdown, HTML, PDF, Word, '
    "mails, e-books, subtitles, JSON, CSV and more; or the address of a page or feed. Everything "
    "is read on this machine.</p>"
)
FIELDS = ("title", "source", "author", "published", "url")


class ArticlesPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.adding = AddingEvents(desk, self.table)

    def build(self, tab: Any) -> Any:
        """Lay the tab out; returns the events after which other tabs should look again."""
        shown, editing, batches = gr.State(ROWS), gr.State(""), gr.State(Adding())
        with gr.Column(elem_id="or-articles", elem_classes="or-tab"):
            gr.HTML(HINT, **showing())
            with gr.Row(elem_id="or-adding"):
                files = gr.File(
                    label="Add articles",
                    show_label=False,
                    file_count="multiple",
                    file_types=KINDS,
                    height=132,
                    elem_id="or-upload",
                    scale=3,
                )
                with gr.Column(scale=2, min_width=260, elem_id="or-links"):
                    links = gr.Textbox(
                        label="Links",
                        placeholder="https://… one address a line",
                        lines=2,
                        max_lines=4,
                        elem_id="or-link",
                    )
                    fetch = gr.Button("Add links", elem_id="or-fetch")
            results = gr.HTML("", elem_id="or-results", **showing())
            earlier = gr.HTML("", elem_id="or-earlier-results", **showing())
            with gr.Column(visible=False, elem_id="or-edit") as form:
                problem = gr.HTML("", elem_id="or-edit-problem", **showing())
                with gr.Row():
                    title = gr.Textbox(label="Title", scale=3)
                    source = gr.Textbox(label="Outlet", scale=2)
                with gr.Row():
                    author = gr.Textbox(label="Author")
                    published = gr.Textbox(label="Date", placeholder="2 March 2026")
                    url = gr.Textbox(label="Address", placeholder="https://…")
                with gr.Row(elem_id="or-edit-acts"):
                    save = gr.Button("Save", variant="primary", scale=0, min_width=92)
                    cancel = gr.Button("Cancel", scale=0, min_width=92)
            with gr.Row(elem_id="or-articles-bar", elem_classes="or-bar"):
                words = gr.Textbox(
                    label="Search the list",
                    placeholder="Title, outlet, author, date…",
                    elem_id="or-articles-search",
                    scale=3,
                    min_width=300,  # on a phone a line of its own
                )
                of = gr.Dropdown([EVERY], value=EVERY, label="Outlet", elem_id="or-articles-source")
                order = gr.Dropdown(
                    list(ORDERS), value="Newest first", label="Order", elem_id="or-articles-order"
                )
            table = gr.HTML("", elem_id="or-articles-list", **acting())
        look = [words, order, of]
        listed = {**QUIET, "inputs": look, "outputs": [table, shown]}
        triggers = [words.change, order.change, of.change]
        gr.on(triggers, self.relist, trigger_mode="always_last", **listed)
        tab.select(self.sources, inputs=[of], outputs=[of], **QUIET)
        tab.select(self.relist, **listed)
        tab.select(self.adding.resume, inputs=look, outputs=[earlier, table], **CLICKS)
        fields = [title, source, author, published, url]
        edit = [form, problem, editing, *fields]
        clicked = table.select(
            self.acted, inputs=[*look, shown], outputs=[table, shown, *edit], **CLICKS
        )
        saved = save.click(
            self.save,
            inputs=[editing, *fields, *look, shown],
            outputs=[table, form, problem],
            **QUIET,
        )
        cancel.click(lambda: gr.update(visible=False), outputs=[form], queue=False, **QUIET)
        # What is dropped or linked while the ones before are being read is added as well.
        failed = gr.Textbox(visible=False)
        adding = {
            **CLICKS,
            "outputs": [results, table, files, links, failed],
            "concurrency_limit": 2,
            "concurrency_id": "add",
        }
        added = files.upload(self.adding.upload, inputs=[files, batches, *look], **adding)
        fetched = gr.on(
            [fetch.click, links.submit], self.adding.fetch, inputs=[links, batches, *look], **adding
        )
        for event in (added, fetched):
            # In the browser, where what is typed meanwhile is known.
            back = "(links, failed) => (links.trim() ? links : failed)"
            event.then(None, inputs=[links, failed], outputs=[links], js=back, **CLICKS)
        return [clicked, saved, added, fetched]

    def sources(self, chosen: str) -> Any:
        """The choices of the source filter."""
        listed = outlet_tally(row.source or UNNAMED for row in self.desk.rows())
        names = sorted(listed, key=str.casefold)
        kept = chosen if chosen in names else EVERY
        return gr.update(choices=[EVERY, *names], value=kept)

    def relist(self, words: str, order: str, source: str) -> tuple[str, int]:
        """The list from its beginning."""
        return self.table(words, order, source), ROWS

    def table(self, words: str, order: str, source: str, shown: int = ROWS) -> str:
        """The list as HTML."""
        everything = self.desk.rows()
        found = matching(everything, words or "", "" if source == EVERY else source)
        found.sort(key=ORDERS.get(order, ORDERS["Newest first"]))
        of = "" if source == EVERY else source
        save = download("articles", words=(words or "").strip(), source=of, order=order)
        command = self.desk.adding_command
        return article_table(found, len(everything), self.copies, shown, command, save)

    def copies(self, article_id: str) -> Sequence[str]:
        """The reprints of an article; none where it has just been removed."""
        try:
            return self.desk.collection.reprints(article_id)
        except ArticleNotFound:
            return ()

    def acted(
        self, words: str, order: str, source: str, shown: int, event: gr.EventData
    ) -> tuple[Any, ...]:
        """A click in the list: remove, edit or show more."""
        done = Act.of(event)
        form: tuple[Any, ...] = (gr.skip(),) * (3 + len(FIELDS))
        if done.name == "remove":
            try:
                self.desk.remove(done.value)
            except OnRecordError as error:
                raise gr.Error(told(error), title="Not removed", print_exception=False) from error
        elif done.name == "more":
            shown = max(ROWS, done.number)
        elif done.name == "edit" and (article := self.desk.find(done.value)):
            shape = {**{name: getattr(article, name) for name in FIELDS}}
            shape["published"] = day(article.published)  # as the list shows it
            form = (
                gr.update(visible=True),
                "",
                article.id,
                *(shape[name] or "" for name in FIELDS),
            )
        return (self.table(words, order, source, shown), shown, *form)

    def save(
        self,
        article_id: str,
        title: str,
        source: str,
        author: str,
        published: str,
        url: str,
        *look: Any,
    ) -> tuple[Any, ...]:
        """Keep edited metadata; where that cannot be, say why and leave the form open."""
        try:
            self.desk.edit(
                article_id,
                title=title,
                source=source,
                author=author,
                published=published,
                url=url,
            )
        except OnRecordError as error:
            return (
                gr.skip(),
                gr.skip(),
                f'<p class="or-note or-problem" role="alert">{told(error)}</p>',
            )
        return self.table(*look), gr.update(visible=False), ""
