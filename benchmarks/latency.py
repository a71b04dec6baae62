"""How long an answer takes: from the shell (cold), and in a process that is already up (warm).

python -m benchmarks.latency --collection /tmp/polnear --dataset polnear --times 9
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.common import (
    Progress,
    add_data_options,
    median_seconds,
    provenance,
    read_dataset,
    write_json,
)
from eval.metrics.latency import latency_summary

ANSWERED_OR_ABSTAINED = (0, 3)


def cold(collection: Path, question: str, times: int) -> dict[str, Any]:
    """``onrecord ask`` as a user types it; the first run, which warms the disk, is not counted."""
    program = shutil.which("onrecord", path=str(Path(sys.executable).parent))
    command = [program or "onrecord", "ask", "--no-log", "-c", str(collection), question]
    median_seconds(command, 1, ANSWERED_OR_ABSTAINED)
    return median_seconds(command, times, ANSWERED_OR_ABSTAINED)


def warm(collection: Path, questions: list[str]) -> dict[str, Any]:
    """Seconds of ``rag.ask`` and ``rag.search`` once loaded; the first three are not counted."""
    from index import open_collection
    from rag import ask, search

    asking, searching = [], []
    progress = Progress()
    with open_collection(collection, read_only=True) as opened:
        for question in questions[:3]:
            ask(opened, question)
        for done, question in enumerate(questions, start=1):
            began = time.perf_counter()
            ask(opened, question)
            asked = time.perf_counter()
            search(opened, question, k=10)
            searching.append(time.perf_counter() - asked)
            asking.append(asked - began)
            progress("warm", done, len(questions))
    return {"ask": latency_summary(asking), "search": latency_summary(searching)}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_data_options(parser)
    parser.add_argument("--collection", type=Path, required=True, help="an indexed data set")
    parser.add_argument("--times", type=int, default=9, help="cold runs (%(default)s)")
    parser.add_argument("--questions", type=int, default=100, help="warm questions (%(default)s)")
    args = parser.parse_args()
    asked = [q.question for q in read_dataset(args).questions][: args.questions]
    figures = {
        "dataset": args.dataset,
        "cold": cold(args.collection, asked[0], args.times),
        "warm": warm(args.collection, asked),
    }
    write_json(provenance() | {"latency": figures}, args.json)


if __name__ == "__main__":
    main()
