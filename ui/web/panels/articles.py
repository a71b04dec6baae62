"""The articles: list, search, upload, removal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from index.exceptions import ArticleNotFound
from ui.web.desk import Desk, Upload
from ui.web.listing import ORDERS, article_table, matching, upload_results
from ui.web.panels.assets import on_click

KINDS = [".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".json", ".jsonl", ".gz", ".csv"]
"""What may be chosen for an upload; the readers decide by looking into the file."""

HINT = (
    '<h2 class="or-heading">Add articles</h2><p class="or-note">Text, Markdown, HTML, PDF, Word, '
    "JSON or CSV. Files are read on this machine and go nowhere else.</p>"
)


class ArticlesPanel:
    """Builds the tab and answers its events."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def build(self, tab: Any) -> Any:
        """Lay the tab out; returns the event after which other tabs should look again."""
        with gr.Column(elem_id="or-articles"):
            gr.HTML(HINT, apply_default_css=False, js_on_load=None)
            files = gr.File(
                label="Add articles",
                show_label=False,
                file_count="multiple",
                file_types=KINDS,
                height=132,
                elem_id="or-upload",
            )
            results = gr.HTML("", elem_id="or-results", apply_default_css=False)
            with gr.Row(elem_id="or-articles-bar"):
                words = gr.Textbox(
                    label="Search the list",
                    placeholder="Title, source, author, date…",
                    elem_id="or-articles-search",
                    scale=3,
                )
                order = gr.Dropdown(
                    list(ORDERS), value="Newest first", label="Order", elem_id="or-articles-order"
                )
            table = gr.HTML(
                self.table("", "Newest first"),
                elem_id="or-articles-list",
                apply_default_css=False,
                js_on_load=on_click("remove", "delete"),
            )
        look = {"inputs": [words, order], "outputs": [table], "api_visibility": "private"}
        look["show_progress"] = "hidden"
        triggers = [words.change, order.change, tab.select]
        gr.on(triggers, self.table, trigger_mode="always_last", **look)

        def remove(query: str, by: str, event: gr.EventData) -> str:
            self.desk.remove(str(event.value))
            return self.table(query, by)

        removed = table.delete(remove, **look)
        added = files.upload(
            self.upload,
            inputs=[files, words, order],
            outputs=[results, table, files],
            show_progress="hidden",
            concurrency_limit=2,
            api_visibility="private",
        )
        return [removed, added]

    def table(self, words: str, order: str) -> str:
        """The list as HTML."""
        everything = list(self.desk.collection.articles())
        found = sorted(matching(everything, words), key=ORDERS.get(order, ORDERS["Newest first"]))
        return article_table(found, len(everything), self.copies)

    def copies(self, article_id: str) -> Sequence[str]:
        """The reprints of an article; none where it has just been removed."""
        try:
            return self.desk.collection.reprints(article_id)
        except ArticleNotFound:
            return ()

    def upload(
        self, files: list[str] | None, words: str, order: str
    ) -> Iterator[tuple[Any, Any, Any]]:
        """Add files one after the other; one that fails does not stop the rest."""
        paths = [Path(name) for name in files or ()]
        done: list[Upload] = []
        for position, path in enumerate(paths):
            waiting = [p.name for p in paths[position:]]
            yield upload_results(done, waiting), gr.skip(), gr.skip()
            done += self.desk.upload(path, path.name)
            path.unlink(missing_ok=True)
        yield upload_results(done), self.table(words, order), None
