"""Serving the page until Ctrl-C."""

from __future__ import annotations

import ipaddress
import logging
import os
import shlex
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from index.exceptions import OnRecordError
from rag.models.settings import ModelSettings
from ui.web.exceptions import PasswordsNeeded, PortInUse
from ui.web.gradio_import import trimmed
from ui.web.limits import PER_MINUTE
from ui.web.passwords import PasswordFile
from ui.web.security import LOOPBACK, Access

if TYPE_CHECKING:
    from ui.web.desk import Desk


@dataclass(frozen=True, slots=True)
class Options:
    """How a page is served. See ``ui.web.serve``."""

    host: str = "127.0.0.1"
    port: int = 7860
    open_browser: bool = False
    users: Path | None = None
    with_mcp: bool = False
    per_minute: int = PER_MINUTE
    names: tuple[str, ...] = ()
    model: ModelSettings | None = None


def run(collection_path: Path, options: Options) -> None:
    """Open the collection, serve its page, close both. See ``ui.web.serve``."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Without these Gradio keeps statistics of all calls in a data frame, made again at every call.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = str(10**9)
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "1"
    from index import open_collection

    access = access_of(options)
    listener = _listen(options.host, options.port)
    try:
        with open_collection(collection_path, create=True) as collection:
            with trimmed():
                from ui.web.app import build_app

            app = build_app(
                collection, access=access, with_mcp=options.with_mcp, model=options.model
            )
            config = uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=1,
                server_header=False,
                ws="none",
                # Whatever a request says of where it comes from, limits go by where it does.
                proxy_headers=False,
            )
            warming = threading.Thread(target=_warm_up, args=(app.state.desk,))
            address = _address(options.host, listener)
            _Server(config, address, options.open_browser, warming.start).serve(listener)
            if warming.ident is not None:
                warming.join()  # it reads the collection that is closed next
    finally:
        listener.close()


def _warm_up(desk: Desk) -> None:
    """Load what answering needs while the page loads, so that nobody's first question waits."""
    from rag import ask
    from rag.warming import read_ahead

    try:
        read_ahead(desk.collection)
        ask(desk.collection, "Who said what about this?")
    except OnRecordError:
        # Whoever asks is told the same, with how to fix it.
        return


def access_of(options: Options) -> Access:
    """Who may use the page.

    Raises PasswordsNeeded where others would reach it without a password, and PasswordsUnusable.
    """
    users = PasswordFile(options.users) if options.users is not None else None
    if users is not None and not users.names():
        raise PasswordsNeeded(
            f"{options.users}: nobody may sign in yet; add somebody with: "
            f"onrecord passwd {shlex.quote(str(options.users))} NAME"
        )
    if users is None and not is_local(options.host):
        raise PasswordsNeeded(
            f"{options.host} can be reached from other computers: everybody there could read, add "
            "and remove articles. Give passwords, with: onrecord passwd FILE NAME, then: "
            f"onrecord serve --host {options.host} --users FILE"
        )
    every = options.host in {"0.0.0.0", "::"}
    own = _all_names() if every else {*LOOPBACK, options.host.strip("[]")}
    return Access(frozenset({*own, *options.names}), users, options.per_minute)


def is_local(host: str) -> bool:
    """True where only this computer can connect."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class _Server:
    """A uvicorn server that says where it is as soon as it answers."""

    def __init__(
        self,
        config: uvicorn.Config,
        address: str,
        open_browser: bool,
        ready: Callable[[], None],
    ) -> None:
        self.config = config
        self.address = address
        self.open_browser = open_browser
        self.ready = ready

    def serve(self, listener: socket.socket) -> None:
        """Block until a signal ends it."""
        outer = self

        class Announcing(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                sys.stdout.write(f"On Record is at {outer.address}\n")
                sys.stdout.flush()
                outer.ready()
                if outer.open_browser:
                    webbrowser.open(outer.address)

            async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
                # Every open page holds a stream that ends only when it is cut: no fault to report.
                logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
                await super().shutdown(sockets)

        try:
            Announcing(self.config).run(sockets=[listener])
        except KeyboardInterrupt:
            sys.stdout.write("\n")


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle's algorithm on and small answers wait 40 ms for an ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortInUse(
            f"cannot listen at {host}:{port} ({error.strerror}); "
            "name another port, or 0 for any free one: onrecord serve --port 0"
        ) from error
    return listener


def _address(host: str, listener: socket.socket) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{listener.getsockname()[1]}"


def _all_names() -> set[str]:
    """The names this machine is called by, where it listens at every address."""
    own = socket.gethostname()
    try:
        addresses = set(socket.gethostbyname_ex(own)[2])
    except OSError:
        addresses = set()
    return {*LOOPBACK, own, *addresses}
