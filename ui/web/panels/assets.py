"""How our HTML stands in Gradio: the script that turns its clicks into events, and the defaults."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent / "static"


@cache
def static_text(name: str) -> str:
    """The text of a file in ``ui/web/static``."""
    return (STATIC / name).read_text(encoding="utf-8")


def acting() -> dict[str, Any]:
    """For a ``gr.HTML`` whose ``[data-act]`` buttons are answered by its ``select`` event."""
    return {"apply_default_css": False, "js_on_load": static_text("trigger.js")}


def showing() -> dict[str, Any]:
    """For a ``gr.HTML`` that only shows something."""
    return {"apply_default_css": False, "js_on_load": None}


QUIET: dict[str, Any] = {
    "show_progress": "hidden",
    "show_progress_on": [],  # else the browser draws every output again with each step of an event
    "api_visibility": "private",
}
"""For events that draw their own progress and are nothing for programs."""
CLICKS: dict[str, Any] = {**QUIET, "trigger_mode": "multiple"}
"""For clicks inside our HTML: one that comes while another is answered is not lost."""
