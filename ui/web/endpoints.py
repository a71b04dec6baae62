"""What programs may call on the page with ``gradio_client``: the same JSON as the command line."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import gradio as gr

from index.exceptions import OnRecordError
from ui.render.shapes import article_shape, speaker_shape
from ui.web.asking import AT_ONCE
from ui.web.desk import Desk
from ui.web.programs import Programs


class Endpoints:
    """Named endpoints; each returns plain JSON."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.programs = Programs(desk)

    def add(self) -> None:
        """Register the endpoints inside the current Blocks."""
        for name, function in self.programs.all().items():
            gr.api(
                _endpoint(function), api_name=name, concurrency_limit=AT_ONCE, concurrency_id="ask"
            )
        gr.api(self.articles, api_name="articles")
        gr.api(self.speakers, api_name="speakers")

    def articles(self) -> list[dict[str, Any]]:
        """The articles of the collection without their text."""
        return [_named(article_shape(article)) for article in self.desk.collection.articles()]

    def speakers(self) -> list[dict[str, Any]]:
        """Everyone who speaks in the collection."""
        return [speaker_shape(speaker) for speaker in self.desk.collection.speakers()]


def _endpoint(function: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    @functools.wraps(function)
    def endpoint(*args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return _named(function(*args, **kwargs))  # type: ignore[no-any-return]
        except OnRecordError as error:
            raise gr.Error(str(error), print_exception=False) from error

    return endpoint


def _named(shape: Any) -> Any:
    """Call ``path`` ``file``: Gradio's clients take a ``path`` for a file to be downloaded."""
    if isinstance(shape, dict):
        return {("file" if k == "path" else k): _named(v) for k, v in shape.items()}
    if isinstance(shape, list):
        return [_named(item) for item in shape]
    return shape
