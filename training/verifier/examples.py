"""Statements that are known to be right or wrong: judged ones, and those of annotated articles."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.judged import articles_of, meeting, outcome, read_articles
from benchmarks.speakers import last_word
from eval.datasets import polnear
from eval.datasets.base import Row, canonical_span, rows
from index.types import Span
from index.verifying import Case, features

UNKNOWN: Final = -1
SHARED: Final = 0.5
"""An annotated relation is the extracted one where they share so much of the shorter content."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Statements of one data set, a row each."""

    docs: NDArray[Any]
    """The name of the article of each."""
    features: NDArray[np.float16]
    spoken: NDArray[np.int8]
    """Whether somebody speaks: 1, 0, or -1 where that is not known."""
    named: NDArray[np.int8]
    """Whether that is whom the statement was given to: 1, 0, -1."""
    outcomes: NDArray[Any]
    """Of judged ones what ``benchmarks.judged.outcome`` calls them, else nothing."""
    certain: NDArray[np.bool_]
    """Whether resolution was certain of the name."""

    @classmethod
    def of(cls, found: Sequence[tuple[str, Any, int, int, str, bool]]) -> Examples:
        """From rows."""
        docs, rows_, spoken, named, outcomes, certain = zip(*found, strict=True)
        return cls(
            np.array(docs),
            np.stack(rows_).astype(np.float16),
            np.array(spoken, np.int8),
            np.array(named, np.int8),
            np.array(outcomes),
            np.array(certain, np.bool_),
        )

    def save(self, path: Path) -> None:
        """Keep them, as reading the articles takes minutes."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **{name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def load(cls, path: Path) -> Examples:
        """Read what ``save`` wrote."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(**{name: kept[name] for name in cls.__slots__})


def kept(path: Path, make: Callable[[], Examples]) -> Examples:
    """Examples from a file, which is made where it is not there."""
    if not path.exists():
        make().save(path)
    return Examples.load(path)


def judged(folder: Path) -> Examples:
    """The judged quotations of ``judge``, as they are extracted now."""
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for quote in rows(folder / "quotes.jsonl.gz"):
        by_doc[quote["doc"]].append(quote)
    found = []
    for doc, reading in read_articles(articles_of(folder)):
        statements = reading.unverified()
        table = features(reading.extracted, reading.cases) if reading.cases else ()
        for quote in by_doc[doc]:
            at = meeting(quote, reading.article.text, statements)
            if at is None:
                continue
            mention = statements[at].mention
            told = outcome(quote, mention.name if mention else "")
            named = {"right": 1, "wrong name": 0}.get(told, UNKNOWN)
            certain = mention is not None and mention.certainty == "certain"
            spoken = int(bool(quote["speaker"]))
            found.append((doc, table[at], spoken, named, told, certain))
    return Examples.of(found)


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated relation: where it stands, and who its speaker may be called."""

    content: Sequence[Span]
    source: Sequence[Span]
    names: Sequence[str]


def annotated(folder: Path, articles: int) -> Examples:
    """What is extracted from this many articles of PolNeAR, against the annotation.

    Those of month 11 come first, as the tagger has not learnt from them.
    """
    docs = {row["doc_id"]: row for row in rows(folder / "dev" / "docs.jsonl")}
    gold = _relations(folder, docs)
    known = {a.path.removesuffix(".txt"): a for a in polnear.load(folder).articles}
    order = sorted(
        (doc for doc in docs if doc in known),
        key=lambda d: (docs[d]["split"] != "dev", hashlib.sha256(d.encode()).digest()),
    )
    found = []
    for doc, reading in read_articles({doc: known[doc] for doc in order[:articles]}):
        table = features(reading.extracted, reading.cases) if reading.cases else ()
        for row, case in zip(table, reading.cases, strict=True):
            spoken, named = labels(case, reading.article.text, gold[doc])
            certain = case.resolved.certainty == "certain"
            found.append((doc, row, spoken, named, "", certain))
    return Examples.of(found)


def _relations(folder: Path, docs: Mapping[str, Row]) -> dict[str, list[Gold]]:
    """Annotated relations by article, with the names that the questions accept."""
    names: dict[str, Sequence[str]] = {}
    for question in rows(folder / "dev" / "questions.jsonl"):
        for item in question["evidence"]:
            if question["type"] == "who_said":
                names[item["attribution_id"]] = question["answers"]
            elif item.get("source_person"):
                names[item["attribution_id"]] = [item["source_person"]]
    found: dict[str, list[Gold]] = defaultdict(list)
    with gzip.open(folder / "dev" / "attributions.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["primary"]:
                text = docs[row["doc_id"]]["text"]
                content, source = (
                    [canonical_span(text, span) for span in (row[role] or {"spans": ()})["spans"]]
                    for role in ("content", "source")
                )
                accepted = names.get(row["id"], ())
                found[row["doc_id"]].append(Gold(content, source, accepted))
    return found


def labels(case: Case, text: str, gold: Sequence[Gold]) -> tuple[int, int]:
    """Whether somebody speaks, and whether that is whom the statement was given to.

    A source that the annotators marked elsewhere is a wrong one, unless the name is in their words
    for it; a pronoun that they marked as well is right where their questions say whom it means.
    """
    own = case.raw.content
    met = max(gold, key=lambda g: _shared(own, g.content), default=None)
    if met is None or not _shared(own, met.content):
        return 0, UNKNOWN
    if _shared(own, met.content) < SHARED * min(_size(own), _size(met.content)):
        return UNKNOWN, UNKNOWN
    called = last_word(case.resolved.name)
    if not met.source or not called:
        return 1, UNKNOWN
    if met.names:
        return 1, int(any(called == last_word(name) for name in met.names))
    words = " ".join(text[a:b] for a, b in met.source)
    if called in {last_word(word) for word in words.split()}:
        return 1, 1
    return 1, UNKNOWN if _shared(case.raw.source or (), met.source) else 0


def _shared(one: Iterable[Span], other: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in other)


def _size(spans: Iterable[Span]) -> int:
    return sum(b - a for a, b in spans)
