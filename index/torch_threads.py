"""Batches side by side, one thread each.

Threads that share one batch wait for the slowest at every step, which costs a third of the speed,
and most of it as soon as a neighbour is busy; threads with a batch each do not. A batch read by
one thread gives the same numbers whatever the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def side_by_side(work: Callable[[Batch], Result], batches: Sequence[Batch]) -> Iterator[Result]:
    """Yield ``work(batch)`` in the order of the batches; hand in the longest first.

    While one thread works at the last batch the others are idle, hence the order. Torch is
    imported here; what ``work`` raises is raised, and what has not begun by then is left.
    """
    import torch

    threads = torch.get_num_threads()
    workers = max(1, min(len(batches), threads))
    with ThreadPoolExecutor(workers, initializer=torch.set_num_threads, initargs=(1,)) as pool:
        try:
            yield from pool.map(work, batches)
        finally:
            pool.shutdown(cancel_futures=True)
            torch.set_num_threads(threads)
