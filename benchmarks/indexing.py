"""How fast a data set is indexed, with how much memory, into how many bytes.

python -m benchmarks.indexing --dataset polnear --data ../shared/evaldata --out /tmp/polnear
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.common import (
    PeakMemory,
    Progress,
    add_data_options,
    folder_sizes,
    provenance,
    read_dataset,
    say,
    write_json,
)
from eval.datasets import Dataset


def measure(dataset: Dataset, folder: Path, *, statements: bool = True) -> dict[str, Any]:
    """Index the articles into a new collection and count what came of it."""
    from index import open_collection

    words = sum(len(article.text.split()) for article in dataset.articles)
    with PeakMemory() as memory:
        began = time.perf_counter()
        with open_collection(folder, create=True, statements=statements) as collection:
            report = collection.add(dataset.articles, progress=Progress())
            seconds = time.perf_counter() - began
            ids = [article.id for article in collection.articles()]
            passages = sum(len(collection.passages(i)) for i in ids)
            sentences = sum(len(collection.sentences(i)) for i in ids)
            statements = len(collection.statements())
            speakers = len(collection.speakers())
    return {
        "dataset": dataset.name,
        "articles": len(ids),
        "failures": [f"{f.origin}: {f.reason}" for f in report.failures],
        "words": words,
        "sentences": sentences,
        "passages": passages,
        "statements": statements,
        "speakers": speakers,
        "seconds": round(seconds, 2),
        "articles_per_second": round(len(ids) / seconds, 2),
        "words_per_second": round(words / seconds, 1),
        "passages_per_second": round(passages / seconds, 2),
        "peak_memory_mib": memory.mib,
        "disk_mib": folder_sizes(folder),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_data_options(parser)
    parser.add_argument("--out", type=Path, help="keep the collection in this (new) folder")
    parser.add_argument(
        "--no-statements", action="store_true", help="do not look for who said what"
    )
    args = parser.parse_args()
    if args.out and args.out.exists():
        parser.error(f"{args.out} exists; name a new folder")
    dataset = read_dataset(args)
    say(f"{dataset.name}: {len(dataset.articles)} articles")
    folder = args.out or Path(tempfile.mkdtemp(prefix="onrecord-bench-")) / "collection"
    try:
        figures = provenance() | {
            "indexing": measure(dataset, folder, statements=not args.no_statements)
        }
    finally:
        if not args.out:
            shutil.rmtree(folder.parent)
    write_json(figures, args.json)


if __name__ == "__main__":
    main()
