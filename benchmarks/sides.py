"""How well the side of a quote is read from its words, on hand-written pairs of claim and sentence.

    python -m benchmarks.sides [--show]

`tests/rag/sides/voiced.jsonl` was written before the rules and used while writing them;
`blind.jsonl` by somebody who had not seen them, and only looked at afterwards. Each sentence goes
through the extraction of statements first, as in a collection.
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
from index.types import Article, Sentence
from rag.judging import Candidate, WeightedTerms, side_of
from rag.language import content_words, is_name_like, stem
from rag.spelling import name_key, spellings, synonyms
from rag.types import Stance

FOLDER = ROOT / "tests" / "rag" / "sides"
SETS = ("voiced", "blind")
SIDED = ("affirm", "deny")


@dataclass(frozen=True, slots=True)
class Reading:
    """One pair, and the side that was read."""

    claim: str
    text: str
    wording: str
    gold: Stance
    read: Stance | None

    @property
    def outcome(self) -> str:
        """``right``, ``wrong side``, ``no side seen``, ``side invented`` or ``rightly none``."""
        if self.gold in SIDED:
            if self.read == self.gold:
                return "right"
            return "wrong side" if self.read in SIDED else "no side seen"
        return "side invented" if self.read in SIDED else "rightly none"


def readings(path: Path) -> Iterator[Reading]:
    """Read every pair of a file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = [Article(text=f"{r['text']}\n\n{_names(r['proposition'])}") for r in rows]
    sentences = [
        [Sentence(a.id, *span) for span in split_sentences(a.text, a.boilerplate)] for a in articles
    ]
    for row, article, found in zip(rows, articles, attribute(articles, sentences), strict=True):
        span = (0, len(row["text"]))
        own = [f.statement for f in found if f.statement.content[0][0] < span[1]]
        candidate = Candidate(article, span, span, (0, len(article.text)), own[0] if own else None)
        side = side_of(row["proposition"], candidate, terms_of(row["proposition"]))
        yield Reading(row["proposition"], row["text"], row["kind"], row["stance"], side)


def _names(claim: str) -> str:
    """A sentence with the names of a claim, as the text around a quote would have them."""
    return " and ".join(w for w in content_words(claim) if is_name_like(w))


def terms_of(claim: str) -> WeightedTerms:
    """The words of a claim, weighed without a collection."""
    words = content_words(claim)
    return WeightedTerms(
        {stem(w): 1.5 if is_name_like(w) else 1.0 for w in words},
        {stem(w): frozenset(stem(s) for s in (w, *spellings(w))) | {name_key(w)} for w in words},
        names=frozenset(stem(w) for w in words if is_name_like(w)),
        kin={stem(w): related for w in words if (related := synonyms(w))},
    )


def main() -> None:
    """Print how often each outcome came."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sides")
    parser.add_argument("--show", action="store_true", help="list what was not read right")
    arguments = parser.parse_args()
    for name in SETS:
        found = list(readings(FOLDER / f"{name}.jsonl"))
        print(name, len(found), dict(sorted(Counter(r.outcome for r in found).items())))
        for r in found:
            if arguments.show and r.outcome not in ("right", "rightly none"):
                print(f"  {r.outcome:13} {r.gold:11} {r.read or '-':11} {r.claim} | {r.text}")


if __name__ == "__main__":
    main()
