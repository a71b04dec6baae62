"""The words of a question, weighted by how rare they are in the collection."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from index.collection import Collection
from index.speakers.folding import romanised
from index.speakers.lexicon import first_names
from rag.language import content_words, is_name_like, stem
from rag.spelling import name_key, spellings, synonyms

NAME_WEIGHT = 1.5
"""Names and numbers decide more than other words whether a text speaks of the same thing."""

LEAST, MOST = 0.7, 2.5
"""Bounds of a word's weight before that: in a small collection about one thing, its common names
would otherwise weigh nothing and an ordinary verb everything."""

LONG = 10
"""Questions of so many terms ask for several things at once, which one sentence seldom has."""
KIN_SHARE = 0.67
GIVEN_NAME_SHARE = 0.15
"""A text that has the surname speaks of the person; few repeat the given name."""

_BEFORE_NAME = re.compile(r"\b([A-Z][\w’'\-]+)(?=(?:\s+[A-Z]\.?)?\s+[A-Z][\w’'\-]+)")


CARRIED_SHARE = 0.3
"""Words carried over from earlier questions count so much of their own weight: they say what the
question is about, and a sentence that answers need not repeat them."""


@dataclass(frozen=True, slots=True)
class WeightedTerms:
    """Terms of a question: their stems, weights, variants, and the names nobody mentions.

    ``weights`` maps a term's stem to its weight (inverse passage frequency, names heavier);
    ``variants`` maps it to further stems that count as the same; ``missing_names`` are names and
    numbers of the question that occur nowhere in the collection; ``names`` are the stems of those
    terms that are names; ``kin`` maps a term to stems of words that can stand for it; ``given``
    are given names before a surname, which is what counts of the two.
    """

    weights: Mapping[str, float]
    variants: Mapping[str, frozenset[str]] = field(default_factory=dict)
    missing_names: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    kin: Mapping[str, frozenset[str]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()

    @property
    def ordinary(self) -> frozenset[str]:
        """The terms that are neither names nor given names before them."""
        return frozenset(self.weights) - self.names - self.given

    @property
    def unheard(self) -> bool:
        """Whether none of the ordinary terms occurs in the collection."""
        return self.ordinary <= {stem(word) for word in self.missing}

    @property
    def long(self) -> bool:
        """Whether so many words ask for several things at once."""
        return len(self.weights) >= LONG

    @property
    def total(self) -> float:
        """Sum of the weights."""
        return sum(self.weights.values())

    def forms(self, term: str, *, kin: bool = False) -> frozenset[str]:
        """Stems that count as a term: its own and its variants', with ``kin`` also those of words
        that can stand for it."""
        own = self.variants.get(term, frozenset()) | {term}
        return own | self.kin.get(term, frozenset()) if kin else own

    def covers(self, terms: Iterable[str], keys: frozenset[str]) -> bool:
        """Whether every one of these terms, or a spelling of it, is among the keys of a text."""
        return all(self.forms(term) & keys for term in terms)

    def any_of(self, terms: Iterable[str], keys: frozenset[str]) -> bool:
        """Whether any of these terms, or a spelling of it, is among the keys of a text."""
        return any(self.forms(term) & keys for term in terms)

    def any_name(self, keys: frozenset[str]) -> bool:
        """Whether any of the names, or a spelling of it, is among the keys of a text."""
        return self.any_of(self.names, keys)

    def coverage(
        self,
        full: frozenset[str],
        partial: frozenset[str] = frozenset(),
        subject: float = 0.5,
    ) -> float:
        """Share of the weight found in ``full``, with half credit for ``partial`` (0 to 1).

        Names in ``partial`` get ``subject`` of their credit. A word that can stand for a term gets
        two thirds of its credit, and only in ``full``.
        """
        if not self.weights:
            return 0.0
        found = 0.0
        for term, weight in self.weights.items():
            accepted = self.forms(term)
            kin = self.kin.get(term, frozenset())
            if accepted & full:
                found += weight
            elif kin & full:
                found += KIN_SHARE * weight
            elif accepted & partial:
                found += weight * (subject if term in self.names else 0.5)
        return found / self.total


def weigh_terms(
    collection: Collection,
    text: str,
    *,
    ignore: Sequence[str] = (),
    paraphrase: bool = False,
) -> WeightedTerms:
    """Weigh the content words of a question's claim over a collection.

    ``ignore`` are words that do not count, such as the speaker's name where the search is limited
    to the speaker. Other spellings of places and names count as the same word. With ``paraphrase``,
    for claims put in the asker's own words, an ordinary word that occurs nowhere weighs half.
    """
    dropped = {stem(word) for word in ignore}
    terms = [w for w in content_words(text) if stem(w) not in dropped]
    forms = {w: (w, *spellings(w)) for w in terms}
    flat = [s for w in terms for s in forms[w]]
    counts = dict(zip(flat, collection.document_frequency(flat), strict=True)) if flat else {}
    total = max(1, collection.passage_count())
    lower_case_question = not re.search(r"\b[A-Z]", text[1:])
    given = given_names(text)
    carried = {stem(word) for word in content_words(carried_words(text))}
    weights: dict[str, float] = {}
    others: dict[str, frozenset[str]] = {}
    missing_names: list[str] = []
    missing: list[str] = []
    for word in terms:
        frequency = max(counts[s] for s in forms[word])
        key = stem(word)
        named = is_name_like(word)
        weight = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        weights[key] = min(max(weight, LEAST), MOST) * (NAME_WEIGHT if named else 1.0)
        if paraphrase and frequency == 0 and not named:
            weights[key] /= 2
        if word in given:
            weights[key] *= GIVEN_NAME_SHARE
        if key in carried:
            weights[key] *= CARRIED_SHARE
        others[key] = frozenset(stem(s) for s in forms[word]) | {name_key(word)}
        if frequency == 0:
            missing.append(word)
            if named and not lower_case_question:
                missing_names.append(word)
    names = frozenset(stem(w) for w in terms if is_name_like(w) and w not in given)
    kin = {stem(w): related for w in terms if (related := synonyms(w))}
    return WeightedTerms(
        weights,
        others,
        tuple(missing_names),
        tuple(missing),
        names,
        kin,
        frozenset(map(stem, given)),
    )


def carried_words(text: str) -> str:
    """The words in brackets at the end of a question, carried over from the conversation."""
    match = re.search(r"\(([^()]*)\)\W*$", text)
    return match[1] if match else ""


def given_names(text: str) -> frozenset[str]:
    """Words of a text that are given names before a surname ("Ana" in "Ana Cruz").

    >>> sorted(given_names("What does Donald Trump say about President Ana M. Cruz in New York?"))
    ['Ana', 'Donald']
    """
    return frozenset(w for w in _BEFORE_NAME.findall(text) if romanised(w) in first_names())
