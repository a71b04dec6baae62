"""Serving the page until Ctrl-C."""

from __future__ import annotations

import logging
import os
import socket
import sys
import webbrowser
from pathlib import Path

import uvicorn

from ui.web.exceptions import PortInUse
from ui.web.security import LOOPBACK


def run(collection_path: Path, *, host: str, port: int, open_browser: bool) -> None:
    """Open the collection, serve its page, close both. See ``ui.web.serve``."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    from index import open_collection

    listener = _listen(host, port)
    try:
        with open_collection(collection_path, create=True) as collection:
            from ui.web.app import build_app

            names = {*LOOPBACK, host} if host not in {"0.0.0.0", "::"} else _all_names()
            app = build_app(collection, hosts=names)
            config = uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                timeout_graceful_shutdown=1,
                server_header=False,
            )
            _Server(config, _address(host, listener), open_browser).serve(listener)
    finally:
        listener.close()


class _Server:
    """A uvicorn server that says where it is as soon as it answers."""

    def __init__(self, config: uvicorn.Config, address: str, open_browser: bool) -> None:
        self.config = config
        self.address = address
        self.open_browser = open_browser

    def serve(self, listener: socket.socket) -> None:
        """Block until a signal ends it."""
        outer = self

        class Announcing(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                sys.stdout.write(f"On Record is at {outer.address}\n")
                sys.stdout.flush()
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
    listener = socket.socket(family, socket.SOCK_STREAM)
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
