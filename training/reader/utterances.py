"""What people type in a conversation: which of it follows up, and which asks the articles nothing.

A question that stands alone does so in whatever form it is typed, whole or in its telling words
only, and so does a name; the same words behind *and* or *what about* follow up. The data have few
of these, so they are made here from questions and names of the data. ``utterances.jsonl`` beside
this module holds short ones of our own, each with its sort and whether it follows up; every second
one is kept back and never trained on.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rag.language import STOP_WORDS, fold, words
from training.reader import scenes, written
from training.reader.news import read_lines

FILE: Final = Path(__file__).with_name("utterances.jsonl")
PUBLIC: Final = ("canard_dev", "trec_cast", "alexa_cqr")
"""Conversations of ``pairs`` of which each question also stands alone."""
KEPT_BACK: Final = (*written.KEPT_BACK, *scenes.KEPT_BACK)
TALK: Final = ("greeting", "thanks", "about the program", "complaint", "noise")
"""Sorts of utterances that ask the articles nothing."""
SHORTENED: Final = 0.15
"""Share of the questions of news that are also given in their telling words only,"""
NAMED: Final = 0.25
"""of those who speak in the answers that are given by name alone,"""
BEHIND: Final = 0.35
"""and of these words and names that are also put behind one of these."""
ELLIPTICAL: Final = (
    "and {}?",
    "and {}",
    "and of {}?",
    "and what does {} say?",
    "what about {}?",
    "And what about {}?",
    "how about {}?",
    "{} as well?",
)
SMALL: Final = 0.6
"""Share of the names and words that are typed without capitals."""


@dataclass(frozen=True, slots=True)
class Typed:
    """Something typed: whether it follows up, where it is from, and what it is left out with (a
    conversation, a pack, a sort of our own)."""

    text: str
    follows: bool
    source: str
    group: str


def typed(data: Path) -> list[Typed]:
    """All of it, what is kept back too. ``data`` is the folder of the data sets."""
    whole = [*_public(data), *_news(data)]
    rng = random.Random(0)
    short = list(_shortened(whole, rng)) + list(_names(data, rng))
    return [*whole, *short, *_elliptical(short, rng), *own()]


def own() -> list[Typed]:
    """The utterances of our own; their source says whether they are trained on or kept back."""
    return [
        Typed(row["text"], row["follows"], row["part"], row["sort"]) for row in read_lines(FILE)
    ]


def _public(data: Path) -> Iterable[Typed]:
    for name in PUBLIC:
        for row in read_lines(data / "pairs" / f"{name}.jsonl.gz"):
            asked = row["premise"].rstrip().split("\n")[-1]
            alone = row["hypothesis"]
            talk = f"{name} {row['premise'][:60]}"
            yield Typed(asked, asked.strip().lower() != alone.strip().lower(), "public", talk)
            yield Typed(alone, False, "public", talk)


def _news(data: Path) -> Iterable[Typed]:
    rows: list[tuple[str, dict[str, Any]]] = [
        *(("natural", row) for row in read_lines(data / "natural" / "questions.jsonl")),
        *(("written", row) for row in read_lines(written.FILE)),
        *(
            ("scenes", question | {"pack": scene["pack"]})
            for scene in read_lines(scenes.FILE)
            for question in scene["questions"]
        ),
    ]
    for source, row in rows:
        yield Typed(row["question"], row["type"] == "followup", source, row["pack"])


def _shortened(whole: Sequence[Typed], rng: random.Random) -> Iterable[Typed]:
    """Some of the questions of news that stand alone, in their telling words."""
    for one in whole:
        if one.source == "public" or one.follows or rng.random() > SHORTENED:
            continue
        if found := _telling_words(one.text, rng):
            yield Typed(_small(found, rng), False, "keywords", one.group)


def _telling_words(question: str, rng: random.Random) -> str:
    """One stretch of words without function words, or some of all such words in a row."""
    stretches: list[list[str]] = [[]]
    for word in words(question):
        if fold(word) not in STOP_WORDS:
            stretches[-1].append(word)
        elif stretches[-1]:
            stretches.append([])
    stretches = [stretch for stretch in stretches if stretch]
    flat = [word for stretch in stretches for word in stretch]
    if len(flat) < 2:
        return ""
    if rng.random() < 0.5:
        return " ".join(rng.choice(stretches))
    most = rng.choice((2, 2, 3, 3, 4, 5))
    first = rng.randrange(max(1, len(flat) - most + 1))
    return " ".join(flat[first : first + most])


def _names(data: Path, rng: random.Random) -> Iterable[Typed]:
    """Those who speak in the answers to the questions, by name alone."""
    pairs = {
        (forms[0], row["pack"])
        for row in read_lines(data / "natural" / "questions.jsonl")
        for forms in row["speakers"]
    } | {
        (name, row["pack"]) for row in read_lines(written.FILE) for name in row["speakers"] if name
    }
    for name, pack in sorted(pairs):
        if rng.random() > NAMED:
            continue
        yield Typed(_small(name, rng), False, "names", pack)


def _elliptical(short: Sequence[Typed], rng: random.Random) -> Iterable[Typed]:
    for one in short:
        if rng.random() < BEHIND:
            yield Typed(rng.choice(ELLIPTICAL).format(one.text), True, "elliptical", one.group)


def _small(text: str, rng: random.Random) -> str:
    return text.lower() if rng.random() < SMALL else text
