"""The command ``onrecord``. ``main`` is its entry point; each verb is loaded when it is used."""

from __future__ import annotations

from ui.cli.frame import main

__all__ = ["main"]
