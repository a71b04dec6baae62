"""Wrong quotations made from right ones, and an oracle of its own for whether they are right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from index.types import Article, Sentence
from rag.models.evidence import EvidenceItem
from rag.units import Unit

WORDS = re.compile(r"\w+")
NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|without|cannot|nor)\b", re.I)
KINDS = (
    "word",
    "number",
    "negation dropped",
    "negation put in",
    "word left out",
    "word added",
    "words swapped",
    "halves of two",
    "end changed",
    "invented",
)
OTHER_WORDS = (
    "harvest seldom copper entirely seventeen Ruritania opposes glacier ninety-one".split()
)
INVENTED = (
    "We will sell the harbour to the highest bidder",
    "Nobody in this government has ever read the treaty",
    "The moon is made of green cheese and everyone knows it",
)


def plain_words(text: str) -> list[str]:
    """Words in small letters: all that the oracle looks at."""
    return [w.casefold() for w in WORDS.findall(text)]


def stands_in(words: Sequence[str], text: str) -> bool:
    """Whether words stand in a text in this order without a gap (independent of the program)."""
    there = plain_words(text)
    size = len(words)
    return any(there[i : i + size] == list(words) for i in range(len(there) - size + 1))


@dataclass(frozen=True)
class Source:
    """An article with sentences that are long enough to be misquoted."""

    article: Article
    sentences: tuple[Sentence, ...]


def sources(pairs: Sequence[tuple[Article, Sequence[Sentence]]]) -> list[Source]:
    """Articles with at least two sentences of eight words."""
    found = []
    for article, sentences in pairs:
        long = tuple(s for s in sentences if len(article.text[s.start : s.end].split()) >= 8)
        if len(long) >= 2:
            found.append(Source(article, long))
    return found


def evidence_of(number: int, article: Article, sentence: Sentence) -> EvidenceItem:
    """A sentence as a piece of evidence."""
    span = (sentence.start, sentence.end)
    return EvidenceItem(number, Unit(article, span, span))


def evidences(random: Random, made: Sequence[Source]) -> list[EvidenceItem]:
    """Two to four sentences of some articles."""
    found = []
    for number in range(1, random.randint(2, 4) + 1):
        source = random.choice(made)
        found.append(evidence_of(number, source.article, random.choice(source.sentences)))
    return found


def piece_of(random: Random, text: str, least: int = 4) -> str:
    """Some words in a row of a text, cut at white space."""
    spans = [m.span() for m in re.finditer(r"\S+", text)]
    size = random.randint(min(least, len(spans)), len(spans))
    first = random.randint(0, len(spans) - size)
    return text[spans[first][0] : spans[first + size - 1][1]]


def misquoted(random: Random, items: Sequence[EvidenceItem]) -> tuple[str, str]:
    """A kind of mistake and a quotation that has it, made from the first piece of evidence."""
    kind = random.choice(KINDS)
    words = piece_of(random, items[0].text, 6).split()
    at = random.randrange(len(words))
    other = random.choice(OTHER_WORDS)
    numbers = [i for i, w in enumerate(words) if any(c.isdigit() for c in w)]
    denials = [i for i, w in enumerate(words) if NEGATION.fullmatch(w.strip(".,;:!?"))]
    if kind == "word":
        words[at] = other
    elif kind == "number":
        place = random.choice(numbers) if numbers else at
        words[place] = re.sub(r"\d", "7", words[place]) + "3" if numbers else "41"
    elif kind == "negation dropped" and denials:
        del words[random.choice(denials)]
    elif kind == "negation put in":
        words.insert(at, "not")
    elif kind == "word left out":
        del words[max(1, min(at, len(words) - 2))]
    elif kind == "words swapped":
        second = random.randrange(len(words))
        words[at], words[second] = words[second], words[at]
    elif kind == "halves of two":
        half = piece_of(random, items[1].text, 3).split()
        gap = random.choice([[], ["..."], ["…"], ["and"], ["[…]"]])
        words = [*words[: max(3, at)], *gap, *half]
    elif kind == "end changed":
        words[-1] = other
    elif kind == "invented":
        words = random.choice(INVENTED).split()
    else:
        words.insert(at, other)
    return kind, " ".join(words)


RETYPED = (
    ("'", "’"),
    ("’", "'"),
    ('"', "“"),
    ("“", '"'),
    ("-", "–"),
    ("–", "-"),
    ("—", "-"),
    (" ", "\u00a0"),
    (" ", "  "),
    ("...", "…"),
    ("\n", " "),
)
"""Ways of typing the same words."""
