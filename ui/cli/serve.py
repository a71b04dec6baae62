"""``onrecord serve``: the web page."""

from __future__ import annotations

import io
import ipaddress
import re
import sys
from contextlib import nullcontext, redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from ui.cli.exits import OK
from ui.cli.options import CollectionOption, JsonOption
from ui.cli.output import emit_json, note
from ui.cli.running import collection_path, verb
from ui.settings import Settings


@verb
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
    json_: JsonOption = False,
) -> int:
    """Serve the chat page on this computer.

    Nobody else can reach it unless --host is given: the page asks for no password.

    \b
    Examples:
      onrecord serve
      onrecord serve --port 8000 --open
    """
    settings = Settings.load()
    host = host or settings.host
    port = settings.port if port is None else port
    path = collection_path(collection)
    if not _is_local(host):
        note(f"warning: {host} can be reached from other computers, and there is no password")
    from ui.web import serve

    with redirect_stdout(_Announcement(path)) if json_ else nullcontext():
        serve(path, host=host, port=port, open_browser=open_)
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


def _is_local(host: str) -> bool:
    """True where only this computer can connect."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
