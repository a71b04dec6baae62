"""Sentences and questions that share all words but one or two, as examples for the reader.

Whoever learns that what repeats the question answers it must learn as well that a negation among
the same words turns it round, and that the same negation on both sides does not. Copies are made of
claims that articles hold: the sentence negated, the question negated, both negated, the question
asked from the other side; the claim told as what somebody doubts, affirms or finds possible; and
the sentence with an antonym, another number, another name or noun, or two names exchanged.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from rag.reader.form import UnitText
from training.reader.examples import Example, labels_of
from training.reader.negation import turned
from training.reader.public import AGAINST, uncapitalised
from training.reader.rewording import FRAMES

ANTONYMS: Final = Path(__file__).with_name("antonyms.txt")
COPIES: Final = 3
"""How many copies are taken of a claim, of all that its form allows."""
NOT: Final = ("opposite", "hedged", "related", "unrelated")
"""What a sentence may be that only looks like an answer."""
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}")
_NOUN: Final = re.compile(r"(?<=\bthe )[a-z]{4,}\b")
_NUMBER: Final = re.compile(r"\b\d[\d,.]*\b")
_WORD: Final = re.compile(r"[a-z]+")
_PERHAPS: Final = (
    (re.compile(r"\b(?:will|would)\b(?!['’])"), ("may", "might", "could")),
    (re.compile(r"\b(?:is|are)\b(?!['’])"), ("may be", "might be", "could be")),
    (re.compile(r"\b(?:was|were)\b(?!['’])"), ("may have been", "might have been")),
)
"""Verbs, and what makes them no more than possible."""
DOUBTED: Final = (
    "{} denied that {}.",
    "{} doubts that {}.",
    "{} doubted that {}.",
    "{} disputed the claim that {}.",
    "{} rejected the idea that {}.",
    "{} is not convinced that {}.",
    "{} does not believe that {}.",
    "{} did not accept that {}.",
    "{} disagreed that {}.",
    "{} called it nonsense that {}.",
    "{} said it was not true that {}.",
    "{} said it was wrong to claim that {}.",
    "{} dismissed reports that {}.",
    "“I don't think that {},” {} said.",
)
POSSIBLE: Final = (
    "{} said it was possible that {}.",
    "{} thinks that perhaps {}.",
    "{} could not rule out that {}.",
    "{} said that, with some luck, {}.",
    "{} suspects that {}, but is far from sure.",
    "“If all goes well, {},” {} said.",
    "“Maybe {},” {} said.",
)
AFFIRMED: Final = (
    "{} insisted that {}.",
    "{} is convinced that {}.",
    "{} confirmed that {}.",
    "{} has no doubt that {}.",
    "{} never doubted that {}.",
    "{} firmly believes that {}.",
    "{} accepted that {}.",
    "{} repeated the claim that {}.",
    "{} said it was true that {}.",
    "“I do think that {},” {} said.",
)


@cache
def antonyms() -> dict[str, str]:
    """Words with the contrary of each."""
    pairs = [line.split() for line in ANTONYMS.read_text(encoding="utf-8").splitlines()]
    return dict(pairs) | {b: a for a, b in reversed(pairs)}


def contrary(
    claim: str, unit: UnitText, rng: random.Random, question: str, claims: Sequence[str]
) -> list[Example]:
    """Copies of a claim that a unit holds in these very words, for ``question`` (which affirms it)
    and for questions like it. Names, nouns and numbers are put in from other ``claims``."""
    against = rng.choice(AGAINST).format(uncapitalised(claim))
    found = [
        _told(claim, unit, rng, question),
        Example(against, unit, labels_of(("opposite",))),
    ]
    if claim in unit.unit:
        found += _negated(claim, unit, rng, question, against)
        for copy, names in _altered(claim, rng, rng.choice(claims)):
            put = unit._replace(unit=unit.unit.replace(claim, copy))
            found.append(Example(question, put, labels_of(names)))
    return rng.sample(found, min(COPIES, len(found)))


def _negated(
    claim: str, unit: UnitText, rng: random.Random, question: str, against: str
) -> list[Example]:
    """A "not" in the sentence, in the question, or in both."""
    other = turned(claim, rng)
    if not other:
        return []
    copy = unit._replace(unit=unit.unit.replace(claim, other))
    asked = rng.choice(FRAMES).format(uncapitalised(turned(claim, rng)))
    return [
        Example(question, copy, labels_of(("opposite",))),
        Example(asked, unit, labels_of(("opposite",))),
        Example(asked, copy, labels_of(("answers",))),
        Example(against, copy, labels_of(("answers",))),
    ]


def _altered(claim: str, rng: random.Random, other: str) -> list[tuple[str, Sequence[str]]]:
    """The claim with a word or two changed, each with what it then does with the claim."""
    found: list[tuple[str, Sequence[str]]] = []
    words = [w for w in _WORD.finditer(claim) if w[0] in antonyms()]
    if len(words) == 1:
        found.append((_put(claim, words[0], antonyms()[words[0][0]]), ("opposite",)))
    for verb, possible in _PERHAPS:
        if (there := verb.search(claim)) and not any(w in claim for w in (" if ", " may ")):
            found.append((_put(claim, there, rng.choice(possible)), ("hedged",)))
            break
    names = list({name[0]: name for name in _NAME.finditer(claim)}.values())
    if len(names) == 2 and names[0][0] not in names[1][0] and names[1][0] not in names[0][0]:
        (a, b), text = sorted(names, key=lambda name: name.start()), claim
        text = text[: b.start()] + a[0] + text[b.end() :]
        found.append((text[: a.start()] + b[0] + text[a.end() :], NOT))
    for kind in (_NAME, _NOUN, _NUMBER):
        there, new = kind.search(claim), kind.search(other)
        if there and new and new[0] not in claim:
            found.append((_put(claim, there, new[0]), NOT))
    return found


def _put(text: str, place: re.Match[str], new: str) -> str:
    return text[: place.start()] + new + text[place.end() :]


def _told(claim: str, unit: UnitText, rng: random.Random, question: str) -> Example:
    """The claim as something that somebody doubts, affirms, or finds possible."""
    forms, label = rng.choices(
        ((DOUBTED, "opposite"), (AFFIRMED, "answers"), (POSSIBLE, "hedged")), (5, 3, 2)
    )[0]
    form = rng.choice(forms)
    name = unit.speaker.split(",")[0] or "The official"
    inner = uncapitalised(claim)
    put = form.format(inner, name) if form[0] == "“" else form.format(name, inner)
    return Example(question, unit._replace(unit=put), labels_of((label,)))
