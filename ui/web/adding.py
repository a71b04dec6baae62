"""Adding articles from one browser tab: files and links in the order they were handed in."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from index.collection import Progress
from ui.web.listing import Upload, upload_results
from ui.web.working import PAUSE, Step

Job = Callable[[Progress], list[Upload]]
"""Adds one file or what is at one address, and says what became of it."""
FAULT = "our fault; details are in the terminal where “onrecord serve” runs"


class Adding:
    """What waits to be added and what became of the rest.

    A thread of its own works through it, so that it is done also where the tab is closed
    meanwhile. One event of the page at a time draws it: of two that did, the older picture could
    come last. What others hand in meanwhile is drawn by that one as well.
    """

    def __init__(self) -> None:
        self.done: list[Upload] = []
        self.failed: list[str] = []
        """Addresses at which there was nothing to add."""
        self._waiting: deque[tuple[str, Job]] = deque()
        self._step = Step()
        self._busy = self._watched = False
        self._lock = threading.Lock()
        self._moved = threading.Event()

    def __deepcopy__(self, memo: Any) -> Adding:
        return Adding()

    def hand_in(self, jobs: Iterable[tuple[str, Job]]) -> bool:
        """Take in named jobs. True where the caller shall draw what ``steps`` yields."""
        with self._lock:
            if not self._busy and not self._watched:
                self.done, self.failed = [], []
            self._waiting.extend(jobs)
            if not self._waiting:
                return False
            if not self._busy:
                self._busy = True
                threading.Thread(target=self._work, daemon=True).start()
            mine = not self._watched
            self._watched = True
            return mine

    def steps(self) -> Iterator[Step]:
        """Yields a few times a second until everything is done, also what comes meanwhile.

        Closing it leaves the work going on, and somebody else may then follow it.
        """
        try:
            while self._goes_on():
                yield self._step
                self._moved.wait(PAUSE)
                self._moved.clear()
        except BaseException:  # the page was closed, or cannot be drawn
            with self._lock:
                self._watched = False
            raise

    def _goes_on(self) -> bool:
        with self._lock:
            self._watched = self._busy
            return self._busy

    def _work(self) -> None:
        while first := self._first():
            name, job = first
            try:
                done = job(self._progress)
            except Exception:  # whatever it is, the files after this one can still be added
                logging.getLogger(__name__).exception("adding %s", name)
                done = [Upload(name, "failed", FAULT)]
            with self._lock:
                self.done += done
                self._waiting.popleft()
            self._moved.set()

    def _progress(self, stage: str, done: int, total: int) -> None:
        self._step = Step(stage, done, total)
        time.sleep(0)  # let the page draw

    def _first(self) -> tuple[str, Job] | None:
        with self._lock:
            self._step = Step()
            self._busy = bool(self._waiting)
            if not self._busy:
                self._moved.set()
            return self._waiting[0] if self._waiting else None

    def html(self) -> str:
        """What became of each file and link, and how far it is with the rest."""
        with self._lock:
            waiting = [name for name, _ in self._waiting]
            return upload_results(self.done, waiting, self._step)
