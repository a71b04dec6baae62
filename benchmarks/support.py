"""Does a passage back a claim? The shipped model of support on AttributionBench.

    python -m benchmarks.support --data FOLDER
    python -m benchmarks.support --data FOLDER --part heldout --file test_ood.jsonl

The model's joining layer was fitted on the development pairs, so that their figure flatters it; the
cross-validated one stands in docs/stance.md. Pairs of another ``--part`` were not seen.
"""

from __future__ import annotations

import argparse
from itertools import islice
from pathlib import Path

from benchmarks.common import DATA, Progress, provenance, write_json
from eval.datasets import attributionbench

NAME = "attributionbench"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--part", default="dev", help="(%(default)s)")
    parser.add_argument("--file", default="pairs.jsonl", help="(%(default)s)")
    parser.add_argument("--limit", type=int, default=0, help="only so many pairs (0: all)")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args()
    from rag.stance import load

    place = args.data / NAME if (args.data / NAME).is_dir() else args.data
    items = list(islice(attributionbench.pairs(place, args.part, args.file), args.limit or None))
    model, progress = load(), Progress()
    done = 0

    def backs(claim: str, references: tuple[str, ...]) -> bool:
        nonlocal done
        done += 1
        progress("pairs", done, len(items))
        return model.support(claim, [references])[0] >= 0.5

    scores = attributionbench.support_scores(iter(items), backs)
    figures = {"pairs": len(items), "part": args.part, "file": args.file, "macro_f1": scores}
    write_json(provenance() | {"support": figures}, args.json)


if __name__ == "__main__":
    main()
