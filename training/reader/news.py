"""Questions over news, as examples for the reader: the sets ``natural`` and ``judge``.

Both label a place in an article by what it does with a question. Texts are read from the folder of
the data sets; nothing of them is kept in the repository.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rag.reader.form import UnitText
from training.reader.examples import Example, labels_of
from training.reader.public import AGAINST, FRAMES, opposed, uncapitalised

SIDES: Final = {
    "affirm": "answers",
    "": "answers",
    "deny": "opposite",
    "hedge": "hedged",
    "report": "hedged related",
}
JUDGED: Final = {
    "A": "answers",
    "D": "opposite",
    "H": "hedged",
    "T": "related",
    "N": "unrelated",
}
NOT_RELATED: Final = 0.35
"""Share of the sentences judged to have nothing to do with a question that are trained on."""
ASKED_WHO: Final = 0.7
DENIED: Final = 0.3
"""Shares of the claims that are asked about besides as "who says that …", and as "who denies that
…" or whether their speaker said so. Where only the bare claim is read, a denial is seen in it and
not in the question that asks for it."""
DID_SAY: Final = (
    "Did {} say that {}?",
    "Has {} claimed that {}?",
    "Does {} think that {}?",
    "is it right that {} said {}?",
)
HALF: Final = 0.5
"""A sentence is evidence when so much of it, or of the evidence, lies in both."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article with its characters and what the index knows of it."""

    start: int
    end: int
    unit: UnitText


@dataclass(frozen=True, slots=True)
class NewsExample:
    """An example with what it must be left out with: the pack of its question, its article."""

    example: Example
    pack: str
    doc: str


Articles = Mapping[str, Sequence[Sentence]]


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def asked(question: str, history: Sequence[str]) -> str:
    """A question with the one before it, as the reader reads a follow-up."""
    return f"{history[-1]} {question}" if history else question


def natural(
    folder: Path, articles: Articles, texts: Mapping[str, str], seed: int
) -> list[NewsExample]:
    """The examples of ``natural``: the places that answer, and the judged candidates."""
    rng = random.Random(seed)
    judged = {row["id"]: row["candidates"] for row in read_lines(folder / "judged.jsonl.gz")}
    found: list[NewsExample] = []
    for row in read_lines(folder / "questions.jsonl"):
        question = asked(row["question"], row["history"])
        taken: set[tuple[str, int]] = set()
        for evidence in row["evidence"]:
            side = SIDES[evidence["side"]]
            if row["unanswerable"]:
                side = "opposite related" if evidence["side"] == "deny" else "related hedged"
            places = _places(articles, texts, evidence["doc"], evidence["quote"])
            for sentence in places:
                key = (evidence["doc"], sentence.start)
                if key in taken:
                    continue
                taken.add(key)
                weight = 1.0 if len(places) == 1 else 0.7
                found.append(_example(question, sentence, side, weight, row, evidence["doc"]))
        for candidate in judged.get(row["id"], ()):
            label = candidate["label"]
            if label == "N" and rng.random() > NOT_RELATED:
                continue
            for sentence in articles[candidate["doc"]]:
                if shared(sentence, candidate["start"], candidate["end"]):
                    key = (candidate["doc"], sentence.start)
                    if key not in taken:
                        taken.add(key)
                        found.append(
                            _example(question, sentence, JUDGED[label], 1.0, row, candidate["doc"])
                        )
    return found


def _example(
    question: str, sentence: Sentence, side: str, weight: float, row: Mapping[str, Any], doc: str
) -> NewsExample:
    labels = labels_of(side.split())
    return NewsExample(Example(question, sentence.unit, labels, weight), row["pack"], doc)


def _places(articles: Articles, texts: Mapping[str, str], doc: str, quote: str) -> list[Sentence]:
    start = texts[doc].find(quote)
    if start < 0:
        return []
    return [s for s in articles[doc] if shared(s, start, start + len(quote))]


def shared(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a sentence and some characters are the same evidence."""
    both = min(sentence.end, end) - max(sentence.start, start)
    return both > 0 and both >= HALF * min(sentence.end - sentence.start, end - start)


def judge(folder: Path, seed: int, leave_out: Iterable[str] = ()) -> list[NewsExample]:
    """The examples of ``judge`` without those of some articles.

    Each quotation has five texts of its own, some of them put as other questions besides, one of
    another quotation of its article and one of another article.
    """
    rng = random.Random(seed)
    left = set(leave_out)
    rows = [r for r in read_lines(folder / "quotes.jsonl.gz") if r["doc"] not in left]
    by_doc: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_doc.setdefault(row["doc"], []).append(row)
    found: list[NewsExample] = []
    for row in rows:
        speaker = row["speaker"] if rng.random() < 0.5 else row["extracted_speaker"]
        unit = UnitText(row["quote"], speaker or "", row["title"], row["before"])
        side = SIDES[row["claim_side"]]
        texts = [
            (row["who"], "answers"),
            (row["about"], "answers"),
            (row["opposite"], "opposite"),
            (row["near"], "related"),
            (row["claim"], side),
        ]
        for claim, label in ((row["opposite"], "opposite"), (row["claim"], side)):
            if claim.endswith("?"):
                continue
            body = uncapitalised(claim.rstrip("."))
            if rng.random() < ASKED_WHO:
                texts.append((rng.choice(FRAMES).format(body), label))
            if rng.random() < DENIED:
                against = " ".join(opposed(label.split()))
                texts.append((rng.choice(AGAINST).format(body), against))
            if speaker and rng.random() < DENIED:
                texts.append((rng.choice(DID_SAY).format(speaker, body), label))
        beside = [r for r in by_doc[row["doc"]] if r is not row]
        if beside:
            texts.append((_text(rng.choice(beside), rng), "related unrelated"))
        texts.append((_text(rng.choice(rows), rng), "unrelated"))
        for text, label in texts:
            example = Example(text, unit, labels_of(label.split()))
            found.append(NewsExample(example, "judge", row["doc"]))
    return found


def _text(row: Mapping[str, Any], rng: random.Random) -> str:
    return str(row[rng.choice(("who", "about", "claim", "near"))])
