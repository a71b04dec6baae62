"""Who may see the page: a name and a password stand before every address but ``/healthz``.

People sign in on a page (``ui.web.signing``), programs with HTTP Basic in each request.

A right password is remembered in memory (as a keyed hash, for as long as the file of users holds
it), because checking it costs half a second by design and a page makes many requests. Wrong
ones make whoever sent them wait: longer each time, by address and by name.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import anyio
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.web import signing
from ui.web.passwords import Hashed, PasswordFile
from ui.web.users import SCOPE_KEY

OPEN = frozenset({"/healthz"})
"""What is answered without a password: whether the server is well, and nothing of the articles."""
CHALLENGE = {"WWW-Authenticate": 'Basic realm="On Record", charset="UTF-8"'}


@dataclass
class Patience:
    """Counts failures by key. After ``free`` of them one waits ``first`` seconds, then twice as
    long for each further one, up to ``longest``.
    """

    free: int
    first: float = 5.0
    longest: float = 900.0
    clock: Callable[[], float] = time.monotonic
    failures: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, key: str) -> float:
        """Seconds until this key may try again; 0 where it may now."""
        count, last = self.failures.get(key, (0, 0.0))
        if count < self.free:
            return 0.0
        pause = min(self.longest, self.first * 2.0 ** min(count - self.free, 20))
        return max(0.0, last + pause - self.clock())

    def failed(self, key: str) -> None:
        """Note a failure. Old ones are forgotten, so that the list does not grow for ever."""
        now = self.clock()
        if len(self.failures) >= 10_000:
            forgotten = [k for k, (_, at) in self.failures.items() if now - at > self.longest]
            for old in forgotten or list(self.failures)[:1000]:
                del self.failures[old]
        count, last = self.failures.get(key, (0, 0.0))
        if now - last > self.longest:
            count = 0
        self.failures[key] = (count + 1, now)

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        self.failures.pop(key, None)


class Login:
    """ASGI middleware: asks for a password and notes the user's name on the request."""

    def __init__(self, app: ASGIApp, users: PasswordFile) -> None:
        self.app = app
        self.users = users
        self.by_address = Patience(free=5)
        self.by_name = Patience(free=20)
        self.sessions = signing.Sessions()
        self._key = secrets.token_bytes(32)
        self._known: dict[str, tuple[bytes, Hashed]] = {}
        self._checking = anyio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OPEN:
            await self.app(scope, receive, send)
            return
        answer = await self._form(scope, receive)
        token = "" if answer else signing.token_of(scope)
        user = self.sessions.user(token, self.users.users()) if token else None
        if answer is None and user is None:
            given = _credentials(Headers(scope=scope).get("authorization", ""))
            if given is None:
                answer = _asks_to_sign_in(scope)
            else:
                user = given[0]
                if not self._remembered(*given):
                    answer = await self._check(*given, client_of(scope))
        if answer is not None:
            await answer(scope, receive, send)
            return
        await self.app({**scope, SCOPE_KEY: user}, receive, send)

    async def _form(self, scope: Scope, receive: Receive) -> Response | None:
        """What the form and the button to sign out answer; None for all other addresses."""
        place = (scope["method"], scope["path"])
        if place == ("POST", signing.SIGN_OUT):
            self.sessions.end(signing.token_of(scope))
            return signing.signed_out(scope)
        if place == ("POST", signing.SIGN_IN):
            user, password = await signing.sent_form(receive)
            if not user or not password:
                return signing.form_page("Give a name and a password.", user[:64], 400)
            refused = await self._check(user, password, client_of(scope))
            hashed = self.users.users().get(user)
            if refused is not None or hashed is None:
                text = "Wrong name or password."
                if refused is not None and refused.status_code == 429:
                    text = bytes(refused.body).decode()
                return signing.form_page(text, user[:64], 403)
            self.by_address.succeeded(client_of(scope))
            self.by_name.succeeded(user)
            return signing.signed_in(scope, self.sessions.begin(user, hashed))
        if scope["path"] in {signing.SIGN_IN, signing.SIGN_OUT}:
            return signing.form_page()
        return None

    def _remembered(self, user: str, password: str) -> bool:
        digest, hashed = self._known.get(user, (b"", None))
        same = hmac.compare_digest(digest, self._digest(user, password))
        return same and hashed is not None and self.users.users().get(user) == hashed

    async def _check(self, user: str, password: str, address: str) -> PlainTextResponse | None:
        """Check a password that is not remembered; what to answer where it is not right."""
        if pause := self._pause(user, address):
            return too_many(pause, "Too many wrong passwords.")
        # One at a time: a check takes 32 MiB and a processor, a page asks for thirty files at once,
        # and of many guesses that come together each has to see that the one before has failed.
        async with self._checking:
            if self._remembered(user, password):
                return None
            if pause := self._pause(user, address):
                return too_many(pause, "Too many wrong passwords.")
            hashed = self.users.users().get(user)
            if not await anyio.to_thread.run_sync(self.users.allows, user, password):
                self.by_address.failed(address)
                self.by_name.failed(user)
                return PlainTextResponse("Wrong name or password.", 401, CHALLENGE)
            self.by_address.succeeded(address)
            self.by_name.succeeded(user)
            if hashed is not None:
                self._known[user] = (self._digest(user, password), hashed)
            return None

    def _pause(self, user: str, address: str) -> float:
        return max(self.by_address.wait(address), self.by_name.wait(user))

    def _digest(self, user: str, password: str) -> bytes:
        text = f"{user}\0{password}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, text, hashlib.sha256).digest()


def _asks_to_sign_in(scope: Scope) -> Response:
    """The form for a person, a challenge for a program, a plain no for the script of a page."""
    if signing.wants_page(scope):
        return signing.to_form()
    challenge = None if signing.from_script(scope) else CHALLENGE
    return PlainTextResponse("Sign in to see this page.", 401, challenge)


def _credentials(header: str) -> tuple[str, str] | None:
    """Name and password of an Authorization header, or None."""
    scheme, _, encoded = header.partition(" ")
    if scheme.casefold() != "basic":
        return None
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None
    user, colon, password = text.partition(":")
    return (user, password) if colon and len(text) <= 1024 else None


def client_of(scope: Scope) -> str:
    """The address a request came from. What proxies say of it is not believed."""
    client = scope.get("client")
    return str(client[0]) if client else ""


def too_many(seconds: float, why: str) -> PlainTextResponse:
    """429 with the time to wait."""
    whole = max(1, math.ceil(seconds))
    text = f"{why} Try again in {whole} second{'' if whole == 1 else 's'}."
    return PlainTextResponse(text, 429, {"Retry-After": str(whole)})
