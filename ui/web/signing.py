"""Signing in on a page of our own, staying signed in by a cookie, and signing out.

The cookie holds 32 random bytes and nothing else; who it stands for is known to this process only,
so restarting the server signs everybody out, and so does a changed or removed password at once.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import Receive, Scope

from ui.web.markup import esc
from ui.web.passwords import Hashed

SIGN_IN = "/signin"
SIGN_OUT = "/signout"
IDLE = 12 * 3600.0
"""Seconds after which somebody who does nothing is signed out."""
MOST_SESSIONS = 10_000
FORM_BYTES = 8192


@dataclass
class Sessions:
    """Who is signed in, by the digest of their cookie's token."""

    clock: Callable[[], float] = time.monotonic
    known: dict[bytes, tuple[str, Hashed, float]] = field(default_factory=dict)

    def begin(self, user: str, hashed: Hashed) -> str:
        """Sign somebody in who gave the password with this hash; returns the new token."""
        if len(self.known) >= MOST_SESSIONS:
            now = self.clock()
            self.known = {k: v for k, v in self.known.items() if now - v[2] < IDLE}
            for oldest in sorted(self.known, key=lambda k: self.known[k][2])[: -MOST_SESSIONS + 1]:
                del self.known[oldest]
        token = secrets.token_urlsafe(32)
        self.known[_digest(token)] = (user, hashed, self.clock())
        return token

    def user(self, token: str, users: dict[str, Hashed]) -> str | None:
        """The user of a token, where the password is still the one they signed in with."""
        key = _digest(token)
        user, hashed, seen = self.known.get(key, ("", None, 0.0))
        now = self.clock()
        if hashed is None or now - seen >= IDLE or users.get(user) != hashed:
            self.known.pop(key, None)
            return None
        self.known[key] = (user, hashed, now)
        return user

    def end(self, token: str) -> None:
        """Sign out."""
        self.known.pop(_digest(token), None)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def _name(scope: Scope) -> str:
    """The cookie's name; cookies know no ports, and two pages may be served by one host."""
    server = scope.get("server")
    return f"onrecord-{server[1] if server else 0}"


def token_of(scope: Scope) -> str:
    """The token a request brings along, or an empty string."""
    cookies: SimpleCookie = SimpleCookie()
    try:
        cookies.load(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return ""
    found = cookies.get(_name(scope))
    return found.value if found else ""


def wants_page(scope: Scope) -> bool:
    """Whether a browser asks for something to show in its window."""
    accepts = Headers(scope=scope).get("accept", "")
    return scope["method"] in {"GET", "HEAD"} and "text/html" in accepts


def from_script(scope: Scope) -> bool:
    """Whether a browser asks for a page's script or style: no moment for a window of its own."""
    return "sec-fetch-mode" in Headers(scope=scope)


def form_page(problem: str = "", name: str = "", status: int = 200) -> HTMLResponse:
    """The page with the form, and with what was wrong the last time."""
    note = f'<p class="problem" role="alert">{esc(problem)}</p>' if problem else ""
    focus = ("", " autofocus") if name else (" autofocus", "")
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="icon" href="data:,">'
        f"<title>On Record: sign in</title><style>{_style()}</style></head><body><main>"
        "<h1>On Record</h1><p>Sign in to ask this collection.</p>"
        f'<form method="post" action="{SIGN_IN}">{note}'
        f'<label>Name<input name="name" value="{esc(name)}" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" maxlength="64" required{focus[0]}></label>'
        '<label>Password<input name="password" type="password" autocomplete="current-password" '
        f'maxlength="1024" required{focus[1]}></label><button>Sign in</button></form></main>'
        "</body></html>"
    )
    return HTMLResponse(html, status, {"Cache-Control": "no-store"})


@cache
def _style() -> str:
    return (Path(__file__).parent / "static" / "signin.css").read_text(encoding="utf-8")


async def sent_form(receive: Receive) -> tuple[str, str]:
    """Name and password of the form; empty where it is too long or none of ours."""
    body = b""
    more = True
    while more and len(body) <= FORM_BYTES:
        message = await receive()
        body += message.get("body", b"")
        more = message["type"] == "http.request" and bool(message.get("more_body"))
    if len(body) > FORM_BYTES:
        return "", ""
    try:
        fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=4)
    except ValueError:  # more fields than the form has
        return "", ""
    return fields.get("name", [""])[0].strip(), fields.get("password", [""])[0]


def signed_in(scope: Scope, token: str) -> Response:
    """To the page, with the cookie."""
    answer = _to("/")
    answer.set_cookie(_name(scope), token, secure=_encrypted(scope), httponly=True, samesite="lax")
    return answer


def signed_out(scope: Scope) -> Response:
    """To the form, without the cookie."""
    answer = _to(SIGN_IN)
    answer.delete_cookie(_name(scope), secure=_encrypted(scope), httponly=True, samesite="lax")
    return answer


def to_form() -> Response:
    """To the form, for whoever is not signed in."""
    return _to(SIGN_IN)


def _to(where: str) -> RedirectResponse:
    return RedirectResponse(where, 303, {"Cache-Control": "no-store"})


def _encrypted(scope: Scope) -> bool:
    """Whether the browser reached this page by TLS, which ends at a proxy: its Origin tells."""
    return Headers(scope=scope).get("origin", "").startswith("https://")
