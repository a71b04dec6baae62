"""What programs may call on the page with ``gradio_client``: the same JSON as the command line."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ui.web.desk import Desk
from ui.web.viewer import article_view, heading


class Endpoints:
    """Named endpoints; each returns plain JSON."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def add(self) -> None:
        """Register the endpoints inside the current Blocks."""
        gr.api(self.ask, api_name="ask", concurrency_limit=8, concurrency_id="ask")
        gr.api(self.articles, api_name="articles")
        gr.api(self.article, api_name="article")
        gr.api(self.speakers, api_name="speakers")

    def ask(self, question: str) -> dict[str, Any]:
        """Answer one question from the collection."""
        return _named(self.desk.ask(question, ()).to_dict())  # type: ignore[no-any-return]

    def articles(self) -> list[dict[str, Any]]:
        """The articles of the collection without their text."""
        return [_named(heading(article)) for article in self.desk.collection.articles()]

    def article(self, article_id: str) -> dict[str, Any]:
        """One article: its heading, its text cut into lines and runs, and its statements."""
        return _named(article_view(self.desk.collection, article_id))  # type: ignore[no-any-return]

    def speakers(self) -> list[dict[str, Any]]:
        """Everyone who speaks in the collection."""
        return [
            {"id": s.id, "name": s.name, "role": s.role, "statements": s.statements}
            for s in self.desk.collection.speakers()
        ]


def _named(shape: Any) -> Any:
    """Call ``path`` ``file``: Gradio's clients take a ``path`` for a file to be downloaded."""
    if isinstance(shape, dict):
        return {("file" if k == "path" else k): _named(v) for k, v in shape.items()}
    if isinstance(shape, list):
        return [_named(item) for item in shape]
    return shape
