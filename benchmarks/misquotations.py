"""How many wrong quotations are shown, and how many right ones are refused.

    python -m benchmarks.misquotations --collection polnear=/tmp/polnear \
        --collection seeds=/tmp/seeds --number 4000 --json benchmarks/results/misquotations.json

Draft sentences are made from the articles of some collections, each with one quotation. In half of
them it is wrong: a changed word, number or order, a "not" dropped or put in, halves of two
sentences, words that nobody said. The others are exact but for how marks and spaces are typed. All
go the way that a model's output takes. Whether words stand in an article is decided by an oracle of
its own, which looks at words alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.common import Progress, provenance, write_json
from index import open_collection
from index.collection import Collection
from rag.citations import CitationList
from rag.models.drafts import DraftQuote, DraftSentence
from rag.models.evidence import Attribution, EvidenceItem
from rag.models.fence import one_line
from rag.models.verifying import Verifier
from rag.units import Unit
from tests.rag.models.misquoting import (
    RETYPED,
    Source,
    misquoted,
    piece_of,
    plain_words,
    sources,
    stands_in,
)

SHORTEST = 3
"""Fewer words than this stand in any text by chance."""


class Bench:
    """Drafts over one collection, and what became of them."""

    def __init__(self, collection: Collection, seed: int) -> None:
        self._collection = collection
        self._random = Random(seed)
        self._attribution = Attribution(collection)
        self._verifier = Verifier(collection, [])
        self._sources = sources([(a, collection.sentences(a.id)) for a in collection.articles()])
        self.made: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()
        self.right: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.shown_wrong: list[dict[str, str]] = []

    def wrong_one(self) -> None:
        """One wrong quotation."""
        items = self._evidence()
        kind, words = misquoted(self._random, items)
        plain = plain_words(words)
        if len(plain) < SHORTEST or any(stands_in(plain, i.text) for i in items):
            return
        self.made[kind] += 1
        shown, faults = self._check(items, words)
        if shown is None:
            self.wrong["dropped"] += 1
            self.refused[f"wrong: {faults[0]}"] += 1
        elif any(stands_in(plain, text) for text in shown):
            # The oracle says that no article has these words; they are on the screen.
            self.wrong["shown"] += 1
            self.shown_wrong.append({"kind": kind, "words": words})
        else:
            self.wrong["the article's exact words shown instead"] += 1

    def right_one(self) -> None:
        """One exact quotation, typed in another way."""
        items = self._evidence()
        exact = piece_of(self._random, items[0].text, SHORTEST)
        plain = plain_words(exact)
        if len(plain) < SHORTEST:
            return
        words = exact
        for old, new in self._random.choices(RETYPED, k=self._random.randint(0, 3)):
            words = words.replace(old, new)
        shown, faults = self._check(items, words)
        if shown is None:
            self.right["refused"] += 1
            self.refused[f"right: {faults[0]}"] += 1
        elif any(stands_in(plain, text) for text in shown):
            self.right["shown"] += 1
        else:
            self.right["shown otherwise"] += 1

    def _evidence(self) -> list[EvidenceItem]:
        """Two to four sentences with one voice each."""
        found: list[EvidenceItem] = []
        wanted = self._random.randint(2, 4)
        while len(found) < wanted:
            source: Source = self._random.choice(self._sources)
            sentence = self._random.choice(source.sentences)
            span = (sentence.start, sentence.end)
            voice = self._attribution.voice(source.article, span)
            if voice is not None:
                unit = Unit(source.article, span, span, voice=voice)
                found.append(EvidenceItem(len(found) + 1, unit))
        return found

    def _check(
        self, items: Sequence[EvidenceItem], words: str
    ) -> tuple[list[str] | None, list[str]]:
        """The quotations shown of a draft (None where it is dropped), and what was wrong with it.

        Raises AssertionError where a quotation is shown that is no slice of its article.
        """
        verifier = self._verifier
        verifier.items = items
        verifier.cited = CitationList()
        verifier.rejected = []
        verifier._seen.clear()
        verifier._quoted.clear()
        words = one_line(words, len(words))  # what a model is shown has no invisible characters
        draft = DraftSentence(f"“{words}”", (1,), (DraftQuote(words, 1),))
        sentence = verifier.check(draft)
        faults = [f"{r.fault} ({r.detail})" if _plain(r.detail) else r.fault
                  for r in verifier.rejected]  # fmt: skip
        if sentence is None:
            return None, faults
        cited = {c.number: c.quote for c in verifier.cited.citations}
        shown = []
        for segment in sentence.segments:
            if segment.citation:
                quote = cited[segment.citation]
                text = self._collection.article(quote.article_id).text
                assert segment.text == text[quote.start : quote.end]
                shown.append(segment.text)
        return shown, faults


def _plain(detail: str) -> bool:
    """Whether a reason is of our own words alone, without those of an article."""
    return bool(detail) and not any(mark in detail for mark in ":“(")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--collection", action="append", required=True, metavar="NAME=FOLDER", help="repeatable"
    )
    parser.add_argument("--number", type=int, default=4000, help="drafts for each collection")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    args = parser.parse_args()
    shape: dict[str, Any] = provenance() | {"seed": args.seed, "misquotations": {}}
    for named in args.collection:
        name, _, folder = named.partition("=")
        with open_collection(Path(folder), read_only=True) as collection:
            bench = Bench(collection, args.seed)
            progress = Progress()
            for number in range(args.number // 2):
                bench.wrong_one()
                bench.right_one()
                progress(name, 2 * number + 2, args.number)
        shape["misquotations"][name] = {
            "wrong": dict(bench.wrong),
            "right": dict(bench.right),
            "kinds": dict(bench.made),
            "reasons": dict(bench.refused.most_common()),
            "shown_wrong": bench.shown_wrong[:20],
        }
    write_json(shape, args.json)


if __name__ == "__main__":
    main()
