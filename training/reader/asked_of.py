"""Train whom a question asks for words of: ``python -m training.reader.asked_of``.

Learnt from the questions written for training (``training.reader.written``), from those of
``judge`` outside the articles of ``natural``, and from ``asked_of.jsonl`` beside this module, in
which double brackets mark whoever is asked. Nothing of ``natural`` is trained on. Prints how often
names are told apart in every fifth marked question, in the packs that are kept back, and in
``natural``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from safetensors.numpy import save_file
from sklearn.linear_model import LogisticRegression

from index.encoder import PieceStates, load_encoder
from index.speakers.asked import find_names
from rag.asked_of import FILE, features
from rag.question import with_mark
from training.reader.news import read_lines
from training.reader.written import FILE as WRITTEN
from training.reader.written import KEPT_BACK

MARKED: Final = Path(__file__).with_name("asked_of.jsonl")
KINDS: Final = ("says", "did_say")
STRENGTH: Final = 0.3
MARKED_WEIGHT: Final = 2.0
"""Weight of a question in which somebody marked who is asked, beside those that only name them."""
FIFTH: Final = 5


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and the characters of whoever is asked for words."""

    question: str
    spans: tuple[tuple[int, int], ...]

    def asks(self, start: int, end: int) -> bool:
        """Whether some of these characters belong to whoever is asked."""
        return any(a < end and start < b for a, b in self.spans)


def unmarked(text: str) -> Asking:
    """A question with ``[[…]]`` around whoever is asked.

    >>> unmarked("What did [[Lindt]] say?")
    Asking(question='What did Lindt say?', spans=((9, 14),))
    """
    question, spans = "", []
    for i, part in enumerate(re.split(r"\[\[|\]\]", text)):
        if i % 2:
            spans.append((len(question), len(question) + len(part)))
        question += part
    return Asking(with_mark(question), tuple(spans))


def naming(question: str, names: Iterable[str]) -> Asking | None:
    """A question in which one of some names of a speaker, or its last word, stands."""
    forms = {form for name in names if name for form in (name, name.split()[-1])}
    for form in sorted(forms, key=lambda f: (-len(f), f)):
        found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", question, re.I)
        if found and len(form) > 2:
            return Asking(with_mark(question), (found.span(),))
    return None


def gathered(data: Path, packs: bool) -> list[Asking]:
    """What is trained on; with ``packs`` what is kept back of the written questions instead."""
    found = [
        naming(row["question"], row["speakers"])
        for row in read_lines(WRITTEN)
        if row["type"] in KINDS and (row["pack"] in KEPT_BACK) == packs
    ]
    if not packs:
        left = {r["doc"] for r in read_lines(data / "natural" / "articles.jsonl.gz")}
        found += [
            naming(row["about"], (row["speaker"], row["extracted_speaker"]))
            for row in read_lines(data / "judge" / "quotes.jsonl.gz")
            if row["about_kind"] in KINDS and row["speaker"] and row["doc"] not in left
        ]
    return [one for one in found if one]


def of_natural(data: Path) -> list[Asking]:
    """The questions of ``natural`` that ask for somebody's words and name them."""
    found = []
    for row in read_lines(data / "natural" / "questions.jsonl"):
        if row["type"] in KINDS:
            forms = [form for speaker in row["speakers"] for form in speaker]
            found.append(naming(row["question"], [*forms, row.get("about", "")]))
    return [one for one in found if one]


def states(asked: Sequence[Asking]) -> list[PieceStates]:
    """What the encoder makes of the questions."""
    return load_encoder().read_short([one.question for one in asked])[1]


def fit(written: Sequence[Asking], marked: Sequence[Asking]) -> LogisticRegression:
    """Pieces of whoever is asked against all others."""
    seen, right, weights = [], [], []
    for asked, weight in ((written, 1.0), (marked, MARKED_WEIGHT)):
        for one, pieces in zip(asked, states(asked), strict=True):
            seen.append(features(pieces))
            ends = zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
            right += [one.asks(start, end) for start, end in ends]
            weights += [weight] * len(pieces.starts)
    return LogisticRegression(C=STRENGTH, max_iter=1000).fit(np.concatenate(seen), right, weights)


def told(model: LogisticRegression, asked: Sequence[Asking]) -> str:
    """How many of the names of those asked, and of the others, are told as what they are."""
    counts = {True: [0, 0], False: [0, 0]}
    for one, pieces in zip(asked, states(asked), strict=True):
        scores = model.decision_function(features(pieces))
        for name in find_names(one.question):
            start = one.question.find(name)
            inside = (pieces.starts < start + len(name)) & (start < pieces.ends)
            gold = one.asks(start, start + len(name))
            counts[gold][0] += bool((scores[inside].mean() > 0) == gold)
            counts[gold][1] += 1
    (right, of), (beside, others) = counts[True], counts[False]
    return f"{right} of {of} who are asked, {beside} of {others} who are only named"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/evaldata"))
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    marked = [unmarked(row["question"]) for row in read_lines(MARKED)]
    held, rest = marked[::FIFTH], [m for i, m in enumerate(marked) if i % FIFTH]
    written = gathered(args.data, packs=False)
    model = fit(written, rest)
    figures: Mapping[str, str] = {
        "marked, kept back": told(model, held),
        "written, kept back": told(model, gathered(args.data, packs=True)),
        "natural": told(model, of_natural(args.data)),
    }
    for name, line in figures.items():
        print(f"{name}: {line}")
    tensors = {
        "weight": model.coef_[0].astype(np.float32),
        "bias": model.intercept_.astype(np.float32),
    }
    about: dict[str, Any] = {
        "questions": len(written) + len(rest),
        "marked": hashlib.sha256(MARKED.read_bytes()).hexdigest(),
        "figures": figures,
    }
    save_file(tensors, args.out, {"about": json.dumps(about)})


if __name__ == "__main__":
    main()
