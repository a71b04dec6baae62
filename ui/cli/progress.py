"""Progress on standard error: a bar for a terminal, now and then a line for a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from index.collection import Progress
from ui.cli.output import is_terminal, note, wants_colour

LINE_EVERY = 10.0
"""Seconds between two lines where there is no terminal."""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress | None]:
    """Give a function that shows progress, or None with ``quiet``."""
    if quiet:
        yield None
    elif is_terminal(sys.stderr):
        with _bars() as report:
            yield report
    else:
        yield _Lines()


class _Lines:
    """One line per stage every ten seconds, with rate and time left, for logs and pipes."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}
        self._spoke = time.monotonic()

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        began = self._began.setdefault(stage, now)
        if now - self._spoke < LINE_EVERY or not done:
            return
        self._spoke = now
        note(describe(stage, done, total, now - began))


def describe(stage: str, done: int, total: int, seconds: float) -> str:
    """``embedding: 1,200 of 3,725, 85.0/s, 0:30 left``."""
    text = f"{stage}: {done:,}" + (f" of {total:,}" if total else "")
    if seconds <= 0 or not done:
        return text
    rate = done / seconds
    text += f", {rate:,.1f}/s"
    if total > done:
        left = int((total - done) / rate)
        text += f", {left // 60}:{left % 60:02d} left"
    return text


@contextmanager
def _bars() -> Iterator[Progress]:
    """One rich bar per stage."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        ProgressColumn,
        Task,
        TaskID,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            # Over the whole stage: batches come too far apart for rich's own moving rate.
            seconds = task.finished_time or task.elapsed or 0.0
            return Text(f"{task.completed / seconds:,.1f}/s" if seconds else "")

    console = Console(stderr=True, no_color=not wants_colour(sys.stderr))
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield report
