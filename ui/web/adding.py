"""Adding articles from one browser tab: batches of files and links, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from index.collection import Progress
from ui.web.listing import Upload, upload_results
from ui.web.working import Step, Work

Job = Callable[[Progress], list[Upload]]
"""Adds one file or what is at one address, and says what became of it."""


@dataclass
class Batch:
    """Files or links that were handed in together: their names, and what adds each of them."""

    jobs: Sequence[tuple[str, Job]]
    done: list[Upload] = field(default_factory=list)
    waiting: Sequence[str] = ()
    step: Step = Step()

    def steps(self) -> Iterator[Step]:
        """Work through it, and yield every step; one that adds nothing does not stop the rest."""
        names = [name for name, _ in self.jobs]
        try:
            for position, (_, job) in enumerate(self.jobs):
                self.waiting = names[position:]
                work = Work(job)
                for self.step in work.steps():
                    yield self.step
                self.done += work.result or []
        finally:
            self.waiting = ()


@dataclass
class Adding:
    """The batches to be seen: those under way, and those that have ended beside one of them."""

    batches: list[Batch] = field(default_factory=list)

    def begin(self, jobs: Sequence[tuple[str, Job]]) -> Batch:
        """One more batch."""
        if not any(batch.waiting for batch in self.batches):
            self.batches.clear()
        batch = Batch(jobs, waiting=[name for name, _ in jobs])
        self.batches.append(batch)
        return batch

    def html(self) -> str:
        """All batches, the first one on top."""
        return "".join(upload_results(b.done, b.waiting, b.step) for b in self.batches)
