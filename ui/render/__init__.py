"""Answers, articles and tables as plain text, and the JSON shapes that every interface shares."""

from __future__ import annotations

from ui.render.plain import safe
from ui.render.style import Layout

__all__ = ["Layout", "safe"]
