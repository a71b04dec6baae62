"""How well the reader gives a sentence its side, on hand-written pairs of claim and sentence.

    python -m benchmarks.sides [--show]

`benchmarks/pairs/voiced.jsonl` and `blind.jsonl` were written by two people before there was the
reader, which has not been trained on them. Each sentence goes through the extraction of statements
first, as in a collection, and is read with whoever speaks in it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import ROOT
from index.attributing import attribute
from index.sentences import split_sentences
from index.types import Article, Sentence, Statement
from rag.deciding import stance_of
from rag.reader import load
from rag.reading import Evidence
from rag.types import Stance, Voice
from rag.units import Unit
from rag.voices import voice_in

FOLDER = ROOT / "benchmarks" / "pairs"
SETS = ("voiced", "blind")
SIDED = ("affirm", "deny")


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair, and the side that was read."""

    claim: str
    text: str
    wording: str
    gold: Stance
    read: Stance

    @property
    def outcome(self) -> str:
        """``right``, ``wrong side``, ``no side seen``, ``side invented`` or ``rightly none``."""
        if self.gold in SIDED:
            if self.read == self.gold:
                return "right"
            return "wrong side" if self.read in SIDED else "no side seen"
        return "side invented" if self.read in SIDED else "rightly none"


def judged(path: Path) -> Iterator[Judged]:
    """Read every pair of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(text=row["text"]) for row in rows]
    sentences = [
        [Sentence(a.id, *span) for span in split_sentences(a.text, a.boilerplate)] for a in articles
    ]
    attributed = attribute(articles, sentences)
    for row, article, found in zip(rows, articles, attributed, strict=True):
        unit = unit_of(article, found[0].statement if found else None)
        reading = load().read(row["proposition"], [unit.read])[0]
        side = stance_of(Evidence(unit, reading, reading))
        yield Judged(row["proposition"], row["text"], row["kind"], row["stance"], side)


def unit_of(article: Article, statement: Statement | None) -> Unit:
    """The whole text as a unit, under whoever it describes as the speaker."""
    whole = (0, len(article.text))
    voice = voice_in(article.text, statement, None) if statement else Voice()
    return Unit(article, whole, whole, statement=statement, voice=voice)


def main() -> None:
    """Print how often each outcome came."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sides")
    parser.add_argument("--show", action="store_true", help="list what was not read right")
    arguments = parser.parse_args()
    for name in SETS:
        found = list(judged(FOLDER / f"{name}.jsonl"))
        print(name, len(found), dict(sorted(Counter(r.outcome for r in found).items())))
        for r in found:
            if arguments.show and r.outcome not in ("right", "rightly none"):
                print(f"  {r.outcome:13} {r.gold:11} {r.read:11} {r.claim} | {r.text}")


if __name__ == "__main__":
    main()
