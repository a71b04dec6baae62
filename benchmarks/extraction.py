"""What finding out who said what adds to the time of indexing.

python -m benchmarks.extraction --dataset polnear --data ../shared/evaldata

The same articles go into two collections, one with statements and one without, batch by batch in
turn, so that a machine that is slower for a while is slower for both. Loading the models is left
out: the first batch of each is not counted.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.common import add_data_options, provenance, read_dataset, say, write_json
from eval.datasets import Dataset

BATCH = 64  # articles, as many as ``Collection.add`` takes at once


def measure(dataset: Dataset, folder: Path) -> dict[str, Any]:
    """Seconds of both collections over the same articles, and the share the statements add."""
    from index import open_collection

    batches = [dataset.articles[i : i + BATCH] for i in range(0, len(dataset.articles), BATCH)]
    with (
        open_collection(folder / "with", create=True) as whole,
        open_collection(folder / "without", create=True, statements=False) as plain,
    ):
        seconds = {"with": 0.0, "without": 0.0}
        for number, batch in enumerate(batches):
            turns = [("with", whole), ("without", plain)]
            for name, collection in turns if number % 2 else turns[::-1]:
                began = time.perf_counter()
                collection.add(batch)
                if number:
                    seconds[name] += time.perf_counter() - began
            if number:
                share = seconds["with"] / seconds["without"] - 1
                say(f"{number * BATCH + len(batch)} articles: statements add {share:.0%}")
        count = len(whole.statements())
    return {
        "dataset": dataset.name,
        "articles": sum(map(len, batches[1:])),
        "words": sum(len(a.text.split()) for batch in batches[1:] for a in batch),
        "statements_of_all": count,
        "seconds_with_statements": round(seconds["with"], 1),
        "seconds_without": round(seconds["without"], 1),
        "added_share": round(seconds["with"] / seconds["without"] - 1, 3),
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
