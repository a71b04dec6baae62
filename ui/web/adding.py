"""Adding articles from one browser tab: files and links in the order they were handed in."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from index.collection import Progress
from ui.web.listing import Upload, upload_results
from ui.web.working import Step, Work

Job = Callable[[Progress], list[Upload]]
"""Adds one file or what is at one address, and says what became of it."""


class Adding:
    """What waits to be added and what became of the rest.

    One event of the page at a time works through it, and draws it: of two that did, the older
    picture could come last. What others hand in meanwhile is left to that one.
    """

    def __init__(self) -> None:
        self.done: list[Upload] = []
        self.failed: list[str] = []
        """Addresses at which there was nothing to add."""
        self._waiting: deque[tuple[str, Job]] = deque()
        self._step = Step()
        self._busy = False
        self._lock = threading.Lock()

    def __deepcopy__(self, memo: Any) -> Adding:
        return Adding()

    def hand_in(self, jobs: Iterable[tuple[str, Job]]) -> bool:
        """Take in named jobs. True where the caller shall work through ``steps``."""
        with self._lock:
            if not self._busy:
                self.done, self.failed = [], []
            self._waiting.extend(jobs)
            mine = bool(self._waiting) and not self._busy
            self._busy = self._busy or mine
            return mine

    def steps(self) -> Iterator[Step]:
        """Work through all that is there and comes meanwhile; yields a few times a second."""
        try:
            while first := self._first():
                work = Work(first[1])
                for self._step in work.steps(again=True):
                    yield self._step
                with self._lock:
                    self.done += work.result or []
                    self._waiting.popleft()
        except BaseException:  # the page was closed, or the fault is ours
            with self._lock:
                self._waiting.clear()
                self._busy = False
            raise

    def _first(self) -> tuple[str, Job] | None:
        with self._lock:
            self._step = Step()
            self._busy = bool(self._waiting)
            return self._waiting[0] if self._waiting else None

    def html(self) -> str:
        """What became of each file and link, and how far it is with the rest."""
        with self._lock:
            waiting = [name for name, _ in self._waiting]
            return upload_results(self.done, waiting, self._step)
