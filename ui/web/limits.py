"""How much one user, or one address where nobody signs in, may ask in a time.

What only reads the page's own files is not counted; everything that makes the server work is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

from ui.web.login import OPEN, client_of, too_many
from ui.web.users import SCOPE_KEY

PER_MINUTE = 600
"""Requests a minute: a busy person makes some 60, twenty people behind one address 300."""
BURST = 120
"""As many may come at once: a page that opens makes about ten."""
WORKING = (
    "/onrecord/article/",
    "/onrecord/export/",
    "/onrecord/evaluation/",
    "/onrecord/table/",
    "/api/",
    "/mcp",
)
"""Addresses where reading, too, is work."""


@dataclass
class Bucket:
    """A token bucket for each key: ``rate`` a second flow in, ``burst`` fit."""

    rate: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    levels: dict[str, tuple[float, float]] = field(default_factory=dict)

    def take(self, key: str) -> float:
        """Take one; 0, or the seconds until there is one."""
        now = self.clock()
        level, at = self.levels.get(key, (self.burst, now))
        level = min(self.burst, level + (now - at) * self.rate)
        if level < 1.0:
            self.levels[key] = (level, now)
            return (1.0 - level) / self.rate
        if len(self.levels) >= 10_000:
            full = self.burst / self.rate
            self.levels = {k: v for k, v in self.levels.items() if now - v[1] < full}
        self.levels[key] = (level - 1.0, now)
        return 0.0


class Limits:
    """ASGI middleware: answers 429 with the time to wait where too much comes."""

    def __init__(self, app: ASGIApp, per_minute: int = PER_MINUTE, burst: int = BURST) -> None:
        self.app = app
        self.bucket = Bucket(per_minute / 60, min(burst, per_minute))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_work(scope):
            user = scope.get(SCOPE_KEY)
            key = f"user {user}" if user else f"address {client_of(scope)}"
            pause = self.bucket.take(key)
            if pause > 0:
                answer = too_many(pause, "Too many requests.")
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _is_work(scope: Scope) -> bool:
    if scope["path"] in OPEN:
        return False
    if scope["method"] in {"GET", "HEAD", "OPTIONS"}:
        return str(scope["path"]).startswith(WORKING)
    return True
