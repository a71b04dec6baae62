"""The page of On Record: chat, articles and speakers in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rag.models.settings import ModelSettings

__all__ = ["serve"]


def serve(
    collection_path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = False,
    users: Path | None = None,
    with_mcp: bool = False,
    per_minute: int = 600,
    names: tuple[str, ...] = (),
    model: ModelSettings | None = None,
) -> None:
    """Serve the page for one collection until Ctrl-C; prints its address once it answers.

    ``port`` 0 takes any free port. ``users`` is a file made by ``onrecord passwd``: with it
    everybody has to sign in, and without it only this computer may be served. ``with_mcp`` adds
    tools for assistants at ``/mcp``; ``per_minute`` limits the requests of one user, or of one
    address; ``names`` are further host names the page may be called by; ``model`` words answers.
    Raises PortInUse where the port is taken, PasswordsNeeded, PasswordsUnusable, and what
    ``index.open_collection`` raises where the collection cannot be opened.
    """
    from ui.web.server import Options, run  # gradio and uvicorn load only for this verb

    options = Options(host, port, open_browser, users, with_mcp, per_minute, names, model)
    run(collection_path, options)
