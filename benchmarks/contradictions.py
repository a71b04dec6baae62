"""How many contradictions ``onrecord contradictions`` finds, and how many of the known ones.

    python -m benchmarks.contradictions --work build/eval --show 20

Over the articles of the set ``natural``. Known are pairs of quotations on the two sides of one
question, of different speakers or articles. Few of them contradict each other word for word ("it
cannot be done" and "we have a path" are on two sides), and the set knows only the sides of what was
asked: which of the listed pairs are right is for a person to say, and ``--show`` lists them.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from benchmarks.common import DATA, Progress
from eval.datasets import load_dataset, natural
from eval.gold import GoldFinder
from eval.metrics.spans import Place
from eval.questions import GoldQuestion
from eval.report.cells import figure
from eval.statistics import wilson
from index import Collection, open_collection
from rag import Contradiction, contradictions

Places = tuple[Place, ...]


def known_pairs(
    collection: Collection, questions: Iterable[GoldQuestion]
) -> list[tuple[Places, Places]]:
    """Gold quotations that affirm what a question asks about, each with each that denies it."""
    finder = GoldFinder(collection)
    found: dict[tuple[Places, Places], None] = {}
    for question in questions:
        for one, other in itertools.combinations(question.evidence, 2):
            sides = {one.stance, other.stance}
            alike = (one.doc, one.speaker) == (other.doc, other.speaker)
            if sides == {"affirm", "deny"} and not alike:
                places = finder.places(one), finder.places(other)
                if all(places):
                    found[places] = None
    return list(found)


def is_known(pair: Contradiction, known: tuple[Places, Places]) -> bool:
    """Whether the two quotations of a pair stand where the two of a known one do."""
    first, second = (
        [
            _overlaps(side.quote.article_id, side.quote.start, side.quote.end, places)
            for places in known
        ]
        for side in (pair.first, pair.second)
    )
    return (first[0] and second[1]) or (first[1] and second[0])


def _overlaps(article_id: str, start: int, end: int, places: Places) -> bool:
    return any(p.article_id == article_id and p.start < end and start < p.end for p in places)


def measure(collection: Collection, questions: Iterable[GoldQuestion], show: int) -> str:
    """Find all pairs of a collection, and say how many of the known ones are among them."""
    known = known_pairs(collection, questions)
    began = time.perf_counter()
    found = contradictions(collection, limit=sys.maxsize, progress=Progress())
    seconds = time.perf_counter() - began
    hit = sum(any(is_known(pair, one) for pair in found.pairs) for one in known)
    low, high = wilson(hit, len(known))
    lines = [
        f"{found.statements:,} statements of {collection.count()} articles, {seconds:.0f} s: "
        f"{found.total} pairs",
        f"of {len(known)} known pairs found: {hit} "
        f"({figure(hit / max(1, len(known)))} %, {figure(low)}–{figure(high)})",
    ]
    for number, pair in enumerate(found.pairs[:show], start=1):
        lines.append(f"\n{number}. {pair.confidence:.2f}{' changed' * pair.changed}")
        for side in (pair.first, pair.second):
            who = side.voice.name or side.voice.described or "?"
            lines.append(f"   {who}: {' '.join(side.quote.text.split())}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA, help="(%(default)s)")
    parser.add_argument("--work", type=Path, help="the collection goes here (else it is not kept)")
    parser.add_argument("--show", type=int, default=0, help="list this many of the pairs found")
    args = parser.parse_args()
    if not args.data.is_dir():
        raise SystemExit(f"no data sets at {args.data}; name their folder (docs/evaluation.md)")
    dataset = load_dataset(natural.NAME, args.data)
    with tempfile.TemporaryDirectory() as nowhere:
        folder = (args.work or Path(nowhere)) / natural.NAME / "collection"
        with open_collection(folder, create=True) as collection:
            collection.add(dataset.articles, progress=Progress())
            sys.stdout.write(measure(collection, dataset.questions, args.show))


if __name__ == "__main__":
    main()
