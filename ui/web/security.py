"""What the browser is told to refuse, and which requests are refused here.

The page's own inline scripts (Gradio writes four) are allowed by their SHA-256; any other inline
script, event handler or ``javascript:`` address is blocked. ``unsafe-eval`` stands in the policy
because Gradio compiles its templates with ``Function``; no text of an article ever gets there.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.articles.formats import FORMATS
from ui.web.limits import PER_MINUTE, Limits
from ui.web.login import Login
from ui.web.passwords import PasswordFile
from ui.web.uploads import Uploads

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class Access:
    """Who may use a page: under which host names, after signing in or not, and how much.

    Without ``users`` nobody signs in, which is for a page that only this computer reaches.
    """

    hosts: frozenset[str] = LOOPBACK
    users: PasswordFile | None = None
    per_minute: int = PER_MINUTE


LOCAL = Access()
"""Whoever sits at this computer."""


def protect(app: FastAPI, access: Access, head: str = "") -> None:
    """Put the guards around an application; a request meets them from the last to the first."""
    app.add_middleware(Uploads, suffixes=frozenset(FORMATS))
    app.add_middleware(Limits, per_minute=access.per_minute)
    if access.users is not None:
        app.add_middleware(Login, users=access.users)
    app.add_middleware(Guard, hosts=access.hosts, head=head)


_SCRIPT = re.compile(rb"<script(?P<head>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_FOREIGN_META = re.compile(
    rb"<meta\s[^>]*(?:property|name)=\"(?:og|twitter):[^>]*?/?>\s*", re.IGNORECASE
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # "no-referrer" would hide where our own forms come from
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}


def policy(hashes: Iterable[str] = ()) -> str:
    """The Content-Security-Policy: everything from this server only."""
    scripts = " ".join(["'self'", "'unsafe-eval'", *(f"'{h}'" for h in hashes)])
    rules = {
        "default-src": "'none'",
        "script-src": scripts,
        "script-src-attr": "'none'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "manifest-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def inline_hashes(html: bytes) -> list[str]:
    """The CSP hashes of the inline scripts of a page, in order, each once."""
    found: dict[str, None] = {}
    for match in _SCRIPT.finditer(html):
        if b"src=" not in match["head"]:
            digest = base64.b64encode(hashlib.sha256(match["body"]).digest()).decode("ascii")
            found[f"sha256-{digest}"] = None
    return list(found)


class Guard:
    """ASGI middleware: refuses foreign hosts and origins, adds the headers to every response.

    ``hosts`` are the host names the page may be called by; a page on another site that resolves
    its own name to this machine (DNS rebinding) is refused, as is a form it posts here. ``head`` is
    written into the head of the page, so that style sheets are there before the first paint.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], head: str = "") -> None:
        self.app = app
        self.head = head.encode()
        self.hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        reason = self._refused(scope)
        if reason:
            await PlainTextResponse(reason, status_code=403)(scope, receive, send)
            return
        if scope["path"] == "/":  # the page must arrive here uncompressed to be hashed
            scope = {**scope, "headers": _without(scope["headers"], b"accept-encoding")}
        head = self.head if scope["path"] == "/" else b""
        await self.app(scope, receive, _Outgoing(send, head))

    def _refused(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name(host) not in self.hosts:
            return "This page answers only under its own address."
        if scope["method"] not in {"GET", "HEAD", "OPTIONS"}:
            origin = headers.get("origin")
            if origin is not None and origin.partition("://")[2].casefold() != host.casefold():
                return "Requests from other sites are refused."
            if headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
                return "Requests from other sites are refused."
        return ""


class _Outgoing:
    """Sends on what the application answers, with our headers; holds back a page to hash it."""

    def __init__(self, send: Send, head: bytes) -> None:
        self.send = send
        self.head = head
        self.start: Message | None = None
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=list(message["headers"]))
            page = headers.get("content-type", "").startswith("text/html")
            if page and "content-encoding" not in headers:
                self.start = message
                return
            await self.send(_with(message, headers, policy()))
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page()
        else:
            await self.send(message)

    async def _send_page(self) -> None:
        assert self.start is not None
        html = _FOREIGN_META.sub(b"", bytes(self.body)).replace(
            b"</head>", self.head + b"</head>", 1
        )
        headers = MutableHeaders(raw=list(self.start["headers"]))
        headers["content-length"] = str(len(html))
        await self.send(_with(self.start, headers, policy(inline_hashes(html))))
        await self.send({"type": "http.response.body", "body": html})


def _with(message: Message, headers: MutableHeaders, rules: str) -> dict[str, Any]:
    for name, value in HEADERS.items():
        headers[name] = value
    headers["Content-Security-Policy"] = rules
    if headers.get("content-type", "").startswith(("text/html", "application/json")):
        # Nobody who comes to this browser later finds it there by going back.
        headers.setdefault("Cache-Control", "no-store")
    return {**message, "headers": headers.raw}


def _without(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> list[tuple[bytes, bytes]]:
    return [(key, value) for key, value in headers if key.lower() != name]


def _name(host: str) -> str:
    """The host name in a Host header, without its port."""
    if host.startswith("["):
        return host[1:].partition("]")[0].casefold()
    return host.rpartition(":")[0].casefold() if ":" in host else host.casefold()
