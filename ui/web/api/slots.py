"""How much of the API works at the same time: the same as of the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import anyio

from ui.web.asking import AT_ONCE
from ui.web.exceptions import Busy

WAITING = 200
"""Requests that wait for their turn, as on the page; more are refused."""
BUSY = "Too many requests at once. Try again in 10 seconds."
PATIENCE = 60.0
"""Seconds a request waits for its turn."""


@dataclass(eq=False)  # FastAPI keeps it in a dictionary
class Slots:
    """A FastAPI dependency: holds one of ``at_once`` places as long as a request is answered."""

    at_once: int = AT_ONCE
    waiting: int = WAITING
    patience: float = PATIENCE
    _limiter: anyio.CapacityLimiter | None = field(default=None, init=False)

    async def __call__(self) -> AsyncIterator[None]:
        """Wait for a place. Raises Busy."""
        if self._limiter is None:  # made inside the event loop that it belongs to
            self._limiter = anyio.CapacityLimiter(self.at_once)
        if self._limiter.statistics().tasks_waiting >= self.waiting:
            raise Busy(BUSY)
        holder = object()
        with anyio.move_on_after(self.patience) as scope:
            await self._limiter.acquire_on_behalf_of(holder)
        if scope.cancelled_caught:
            raise Busy(BUSY)
        try:
            yield
        finally:
            self._limiter.release_on_behalf_of(holder)
