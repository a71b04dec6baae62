"""The page of On Record: chat, articles and speakers in a browser."""

from __future__ import annotations

from pathlib import Path

__all__ = ["serve"]


def serve(
    collection_path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
) -> None:
    """Serve the page for one collection until Ctrl-C; prints its address once it answers.

    ``port`` 0 takes any free port. Raises PortInUse where the port is taken, and what
    ``index.open_collection`` raises where the collection cannot be opened.
    """
    from ui.web.server import run  # gradio and uvicorn load only for this verb

    run(collection_path, host=host, port=port, open_browser=open_browser)
