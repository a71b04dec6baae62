"""What the reader makes of sentences that repeat a claim and turn it by a word or two.

    python -m benchmarks.minimal_pairs [--reader FOLDER] [--show]

`tests/rag/reader/minimal_pairs.jsonl` judges readers: none is trained on it. Half of the rows are
kept: they are counted and never shown, so that nobody mends a reader by them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.common import ROOT
from rag.reader import Reader, Reading, UnitText
from rag.reader.network import model_folder

FILE = ROOT / "tests" / "rag" / "reader" / "minimal_pairs.jsonl"
FORMS = ("{}.", "Who says that {}?")
"""Word pieces have no capitals, so that a claim goes into the second form as it is."""


class Pair(NamedTuple):
    """A claim in one of the forms, its row, and the sides that a person and a reader see."""

    asked: str
    row: dict[str, Any]
    gold: str
    read: str

    @property
    def right(self) -> bool:
        return self.read == self.gold

    @property
    def turned(self) -> bool:
        """Shown as saying so, although it says the opposite."""
        return (self.gold, self.read) == ("opposite", "answers")


def side_of(reading: Reading) -> str:
    """The likeliest of the sides, one of which is that it takes none."""
    likely = (*reading[:3], reading.related + reading.unrelated)
    return max(zip(likely, ("answers", "opposite", "hedged", "no side"), strict=True))[1]


def read_pairs(reader: Reader, path: Path = FILE) -> Iterator[Pair]:
    """Every row of a file, asked in each form."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    units = [UnitText(*(row[part] for part in UnitText._fields)) for row in rows]
    for form in FORMS:
        asked = [form.format(row["claim"].rstrip(".")) for row in rows]
        for row, claim, reading in zip(rows, asked, reader.read(asked, units), strict=True):
            yield Pair(claim, row, row["side"], side_of(reading))


def main() -> None:
    """Print a table of kinds."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.minimal_pairs")
    parser.add_argument("--reader", type=Path, default=model_folder(), help="its folder")
    parser.add_argument("--show", action="store_true", help="list what is read wrongly")
    args = parser.parse_args()
    pairs = list(read_pairs(Reader(args.reader)))
    print("| kind | asked | right | of those kept | shown as saying so, though opposite |")
    print("|---|--:|--:|--:|--:|")
    for kind in [*dict.fromkeys(pair.row["kind"] for pair in pairs), "all"]:
        of = [pair for pair in pairs if kind in (pair.row["kind"], "all")]
        kept = [pair.right for pair in of if "kept" in pair.row]
        right, turned = sum(pair.right for pair in of), sum(pair.turned for pair in of)
        print(f"| {kind} | {len(of)} | {right} | {sum(kept)} of {len(kept)} | {turned} |")
    for pair in pairs if args.show else ():
        if not pair.right and "kept" not in pair.row:
            print(f"\n{pair.gold}, read as {pair.read}\n{pair.asked}\n{pair.row['unit']}")


if __name__ == "__main__":
    main()
