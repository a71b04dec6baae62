"""``onrecord serve``: the web page."""

from __future__ import annotations

import io
import re
import sys
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.exits import OK
from ui.cli.grouping import grouped
from ui.cli.options import AS_CONFIGURED, CollectionOption, JsonOption, ModelChoice
from ui.cli.output import emit_json, note
from ui.cli.running import collection_path, verb
from ui.settings import Settings


@verb
@grouped
def serve_verb(
    collection: CollectionOption = None,
    host: Annotated[
        str | None,
        typer.Option("--host", metavar="ADDRESS", help="Where to listen (default: 127.0.0.1)."),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "-p", "--port", metavar="N", min=0, max=65535, help="Which port (default: 7860)."
        ),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    mcp: Annotated[
        bool, typer.Option("--mcp", help="Also offer tools to assistants (MCP), at /mcp.")
    ] = False,
    users: Annotated[
        Path | None,
        typer.Option("--users", metavar="FILE", help="Who may sign in; made with onrecord passwd."),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            "--name", metavar="HOST", help="A further name the page is called by; repeatable."
        ),
    ] = None,
    rate: Annotated[
        int,
        typer.Option(
            "--rate", metavar="N", min=1, help="Requests a minute of one user or address."
        ),
    ] = 600,
    choice: ModelChoice = AS_CONFIGURED,
    json_: JsonOption = False,
) -> int:
    """Serve the page, also to programs.

    Only this computer can reach it, unless --host gives another address. Then everybody has to
    sign in: --users names the file, and onrecord passwd fills it.

    \b
    Examples:
      onrecord serve
      onrecord serve --port 8000 --open
      onrecord serve --mcp
      onrecord passwd users ada && onrecord serve --host 0.0.0.0 --users users
    """
    settings = Settings.load()
    path = collection_path(collection)
    model = choice.settings()
    from ui.web import serve

    with redirect_stdout(_Announcement(path)) if json_ else nullcontext():
        serve(
            path,
            host=host or settings.host,
            port=settings.port if port is None else port,
            open_browser=open_,
            users=users,
            with_mcp=mcp,
            per_minute=rate,
            names=tuple(name or ()),
            model=model,
        )
    return OK


class _Announcement(io.TextIOBase):
    """Stands in for standard output: the line with the address becomes JSON, the rest a note."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._out = sys.stdout

    def write(self, text: str) -> int:
        """Take a line of the server's."""
        if found := re.search(r"https?://\S+", text):
            with redirect_stdout(self._out):
                emit_json({"url": found[0], "collection": str(self._path)}, line=True)
        elif text.strip():
            note(text.rstrip("\n"))
        return len(text)
