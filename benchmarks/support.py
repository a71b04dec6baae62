"""Does a passage back a claim? The reader on AttributionBench.

    python -m benchmarks.support --data FOLDER
    python -m benchmarks.support --data FOLDER --part heldout --file test_ood.jsonl

A claim counts as backed where the reader finds it answered by one sentence of its references, as a
sentence of a language model does (``rag.models.support``). Beside the macro-F1 at that bound stand
the shares of backed and unbacked claims that each bound lets through, to set it by.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from benchmarks.common import DATA, Progress, provenance, write_json
from eval.datasets import attributionbench
from index.sentences import split_sentences
from rag.models.support import SUPPORTED, support
from rag.reader import UnitText

NAME = "attributionbench"
BOUNDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def units_of(references: tuple[str, ...]) -> list[UnitText]:
    """The sentences of some passages, each with the one before it."""
    found: list[UnitText] = []
    for text in references:
        before = ""
        for start, end in split_sentences(text):
            found.append(UnitText(text[start:end], before=before))
            before = text[start:end]
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--part", default="dev", help="(%(default)s)")
    parser.add_argument("--file", default="pairs.jsonl", help="(%(default)s)")
    parser.add_argument("--limit", type=int, default=0, help="only this many pairs (0: all)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args()
    place = args.data / NAME if (args.data / NAME).is_dir() else args.data
    items = list(islice(attributionbench.pairs(place, args.part, args.file), args.limit or None))
    progress = Progress()
    read: dict[tuple[str, tuple[str, ...]], float] = {}
    for done, item in enumerate(items, 1):
        read[item.claim, item.references] = support(item.claim, units_of(item.references))
        progress("pairs", done, len(items))
    scores = attributionbench.support_scores(
        iter(items), lambda claim, references: read[claim, references] >= SUPPORTED
    )
    through = {}
    for bound in BOUNDS:
        passed = [item.supported for item in items if read[item.claim, item.references] >= bound]
        backed = sum(item.supported for item in items)
        through[str(bound)] = {
            "backed": round(sum(passed) / max(1, backed), 4),
            "unbacked": round((len(passed) - sum(passed)) / max(1, len(items) - backed), 4),
        }
    figures = {
        "pairs": len(items),
        "part": args.part,
        "file": args.file,
        "bound": SUPPORTED,
        "macro_f1": scores,
        "let_through": through,
    }
    write_json(provenance() | {"support": figures}, args.json)


if __name__ == "__main__":
    main()
