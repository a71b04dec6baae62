"""The small scripts that turn a click inside our HTML into an event of a Gradio component."""

from __future__ import annotations

from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "static"


@cache
def static_text(name: str) -> str:
    """The text of a file in ``ui/web/static``."""
    return (STATIC / name).read_text(encoding="utf-8")


def on_click(attribute: str, event: str) -> str:
    """A script for ``gr.HTML(js_on_load=...)``: a click on ``[data-attribute]`` sends its value."""
    return static_text("trigger.js").replace("ATTRIBUTE", attribute).replace("EVENT", event)
