"""What finding out who said what adds to the time of indexing.

python -m benchmarks.extraction --dataset polnear --data ../shared/evaldata

The same articles go into two collections, one with statements and one without, each by one call of
``add``; the two take turns batch by batch, so that a machine that is slower for a while is slower
for both. Loading the models is left out: the first batch of each is not counted. What is done once
after the last batch, settling who is who among all speakers, is.
"""

from __future__ import annotations

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.common import add_data_options, provenance, read_dataset, say, write_json
from eval.datasets import Dataset
from index.types import Article

BATCH = 64  # articles, as many as ``Collection.add`` takes at once


class Turns:
    """Two threads that work in turn, and the seconds each has worked."""

    def __init__(self) -> None:
        self._mine = {True: threading.Semaphore(1), False: threading.Semaphore(0)}
        self._began = 0.0
        self._alone = False
        self.seconds = {True: 0.0, False: 0.0}

    def wait(self, who: bool) -> None:
        """Until it is this one's turn."""
        if not self._alone:
            self._mine[who].acquire()
        self._began = time.perf_counter()

    def give(self, who: bool, *, counts: bool) -> None:
        """Let the other one go on."""
        if counts:
            self.seconds[who] += time.perf_counter() - self._began
        self._mine[not who].release()

    def leave(self, who: bool) -> None:
        """Nobody waits for this one any more."""
        self._alone = True
        self._mine[not who].release()


def index_in_turn(turns: Turns, statements: bool, articles: Sequence[Article], path: Path) -> None:
    """Add all articles by one call, taking turns with the other."""
    from index import open_collection

    def fed() -> Iterator[Article]:
        for number, article in enumerate(articles):
            # Asked for the next one, ``add`` has stored the batch that is full by then.
            if number and number % BATCH == 0:
                turns.give(statements, counts=number > BATCH)
                if not statements and number > BATCH:
                    share = turns.seconds[True] / turns.seconds[False] - 1
                    say(f"{number} articles: statements add {share:.0%}")
                turns.wait(statements)
            yield article

    turns.wait(statements)
    try:
        with open_collection(path, create=True, statements=statements) as collection:
            collection.add(fed())
            turns.give(statements, counts=True)
    finally:
        turns.leave(statements)


def measure(dataset: Dataset, folder: Path) -> dict[str, Any]:
    """Seconds of both collections over the same articles, and the share the statements add."""
    from index import open_collection

    turns = Turns()
    with ThreadPoolExecutor(2) as pool:
        found = [
            pool.submit(index_in_turn, turns, with_them, dataset.articles, folder / str(with_them))
            for with_them in (True, False)
        ]
        for future in found:
            future.result()
    with open_collection(folder / str(True)) as collection:
        count = len(collection.statements())
    rest = dataset.articles[BATCH:]
    return {
        "dataset": dataset.name,
        "articles": len(rest),
        "words": sum(len(a.text.split()) for a in rest),
        "statements_of_all": count,
        "seconds_with_statements": round(turns.seconds[True], 1),
        "seconds_without": round(turns.seconds[False], 1),
        "added_share": round(turns.seconds[True] / turns.seconds[False] - 1, 3),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_data_options(parser)
    args = parser.parse_args()
    dataset = read_dataset(args)
    if len(dataset.articles) <= BATCH:
        parser.error(f"{dataset.name} has no more than {BATCH} articles, too few to tell")
    with tempfile.TemporaryDirectory(prefix="onrecord-bench-") as folder:
        figures = provenance() | {"extraction": measure(dataset, Path(folder))}
    write_json(figures, args.json)


if __name__ == "__main__":
    main()
