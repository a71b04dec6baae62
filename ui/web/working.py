"""Long work with something to look at meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from index.collection import Progress

T = TypeVar("T")
PAUSE = 0.2
"""Seconds between two looks at the work."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far it is: ``total`` is 0 where that is not known."""

    stage: str = ""
    done: int = 0
    total: int = 0


@dataclass
class Work(Generic[T]):
    """Runs ``job(progress)`` in a thread of its own; ``stop`` ends it at its next step."""

    job: Callable[[Progress], T]
    result: T | None = None
    error: BaseException | None = None
    stopped: bool = False
    step: Step = Step()

    def steps(self) -> Iterator[Step]:
        """Start, and yield every step seen until the end.

        Raises what the job raises.
        """
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        seen: Step | None = None
        while thread.is_alive():
            if self.step != seen:
                seen = self.step
                yield seen
            thread.join(PAUSE)
        if self.error is not None and not isinstance(self.error, Stopped):
            raise self.error

    def stop(self) -> None:
        """Ask the job to end."""
        self.stopped = True

    def _run(self) -> None:
        try:
            self.result = self.job(self._progress)
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits for the job
            self.error = error

    def _progress(self, stage: str, done: int, total: int) -> None:
        if self.stopped:
            raise Stopped
        self.step = Step(stage, done, total)
        time.sleep(0)  # let the page draw


class Stopped(Exception):
    """The user ended the work."""
