"""Several processes that ask questions, each with the collection opened for reading.

Results come back in the order of the questions, whatever process was the faster, so that a run
has the same bytes with one process and with many. Processes are started afresh (spawned): a copy
of a process with threads in it, such as the encoder's, may hang.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from eval.asking import Row, ask_one, without_answer
from eval.gold import GoldFinder
from eval.questions import GoldQuestion
from eval.systems import Opener, System
from index.collection import Collection

AHEAD: Final = 4
"""Questions handed out beforehand for each process, so that none waits for work."""
DIED: Final = "the process that asked this question was killed (out of memory?)"


class _Worker:
    """What a worker process holds between two questions."""

    def __init__(self, collection: Collection, system: System, k: int) -> None:
        self.collection = collection
        self.system = system
        self.k = k
        self.finder = GoldFinder(collection)

    def ask(self, question: GoldQuestion) -> tuple[Row, Row]:
        return ask_one(self.collection, question, self.finder, self.system, self.k)


_held: list[_Worker] = []


def answers_in_order(
    opener: Opener, questions: Sequence[GoldQuestion], k: int, workers: int
) -> Iterator[tuple[Row, Row]]:
    """Result and seconds of each question, in order, asked by ``workers`` processes.

    Where a process is killed, the first question without a result is asked again by a process of
    its own, and ends in an error where that one is killed too; the others go on.
    """
    done = 0
    while done < len(questions):
        try:
            left = questions[done:]
            for row in _pool(opener, left, k, min(workers, len(left))):
                yield row
                done += 1
        except BrokenProcessPool:
            yield _alone(opener, questions[done], k)
            done += 1


def _alone(opener: Opener, question: GoldQuestion, k: int) -> tuple[Row, Row]:
    try:
        return next(_pool(opener, [question], k, 1))
    except BrokenProcessPool:
        return without_answer(question, DIED, k)


def _pool(
    opener: Opener, questions: Sequence[GoldQuestion], k: int, workers: int
) -> Iterator[tuple[Row, Row]]:
    pool = ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_start,
        initargs=(opener, k, os.getpid()),
    )
    waiting: deque[Future[tuple[Row, Row]]] = deque()
    try:
        for question in questions:
            waiting.append(pool.submit(_ask, question))
            if len(waiting) >= AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        # After Ctrl-C nothing more is begun; what is being asked ends within its question.
        pool.shutdown(wait=True, cancel_futures=True)


def _start(opener: Opener, k: int, parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    collection, system = opener()
    _held.append(_Worker(collection, system, k))


def _end_with(parent: int) -> None:
    """A worker whose parent was killed would wait for questions for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _ask(question: GoldQuestion) -> tuple[Row, Row]:
    return _held[0].ask(question)
