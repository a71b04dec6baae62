"""Which statements are held against each other: those nearest in meaning, of different people or in
different articles."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.collection import Collection, Progress
from index.pair_readings import Pair, pair_of
from index.speakers import denied_by_cue
from index.types import Filter, Sentence, Statement
from rag.units import Unit, units_of, within

_BLOCK: Final = 512
"""Rows of similarities that are held in memory together."""
_MARKS: Final = " \"'“”‘’«»()"
"""What may stand around a sentence."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A unit in which somebody claims something, and the statement that it is a part of."""

    unit: Unit
    statement: Statement

    @property
    def text(self) -> str:
        """What is claimed, as a sentence of its own that others are held against.

        Reporting words are left out, unless it is they that deny.
        """
        text, inside = self.unit.article.text, within(self.statement.content, *self.unit.context)
        said = " ".join(text[a:b] for a, b in inside)
        if denied_by_cue(self.statement.polarity, said):
            said = self.unit.text
        said = said.strip(_MARKS).removeprefix("that ").rstrip(".,;:")
        return f"{said[:1].upper()}{said[1:]}."

    def against(self, other: Claim) -> Pair:
        """What the reading of another one's unit against this claim is kept by."""
        return pair_of(self.unit.article.id, other.unit.article.id, self.text, *other.unit.read)

    @property
    def who(self) -> tuple[str, int | str]:
        """What tells voices in articles apart: the article, and the speaker or the description."""
        voice = self.unit.voice
        return self.unit.article.id, voice.speaker_id or voice.described


def claims_of(
    collection: Collection,
    statements: Sequence[Statement],
    where: Filter = Filter(),
    progress: Progress | None = None,
) -> list[Claim]:
    """What some statements claim, sentence by sentence, in order; the same words of a speaker once.

    What ends in a question mark claims nothing."""
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_article[statement.article_id].append(statement)
    found: dict[tuple[str, int | str | tuple[str, int | str]], Claim] = {}
    done = 0
    for article_id, own in sorted(by_article.items()):
        for unit in units_of(collection, _sentences_of(collection, article_id, own)):
            if unit.statement is None or unit.statement not in own:
                continue
            if unit.text.rstrip(_MARKS).endswith("?") or not unit.passes(where):
                continue
            claim = Claim(unit, unit.statement)
            found.setdefault((unit.text.strip(), unit.voice.speaker_id or claim.who), claim)
        done += len(own)
        if progress:
            progress("reading statements", done, len(statements))
    return list(found.values())


def _sentences_of(
    collection: Collection, article_id: str, statements: Sequence[Statement]
) -> list[tuple[Sentence, float]]:
    """The sentences of an article in which the content of one of its statements stands."""
    spans = [span for statement in statements for span in statement.content]
    return [
        (sentence, 0.0)
        for sentence in collection.sentences(article_id)
        if any(a < sentence.end and b > sentence.start for a, b in spans)
    ]


def nearest_pairs(
    collection: Collection,
    claims: Sequence[Claim],
    near: int,
    most: int,
    named: Sequence[int] | None = None,
) -> list[tuple[int, int]]:
    """Pairs of places in ``claims``: each claim with the ``near`` nearest ones, and of the ``most``
    nearest of all these pairs those in which each is among the other's, nearest first.

    On natural none of the others clashed. What somebody says in one article makes no pairs. Of each
    pair one is among ``named``, if given. Nearness is the cosine of the sentences' stored vectors.
    """
    wanted = set(range(len(claims)) if named is None else named)
    vectors = collection.sentence_vectors([_sentence(collection, claim.unit) for claim in claims])
    who = np.unique([repr(claim.who) for claim in claims], return_inverse=True)[1]
    found: dict[tuple[int, int], float] = {}
    both: set[tuple[int, int]] = set()
    for first in range(0, len(claims), _BLOCK):
        cosines = vectors[first : first + _BLOCK] @ vectors.T
        cosines[who[first : first + _BLOCK, None] == who] = -np.inf
        best = np.argsort(-cosines, axis=1, kind="stable")[:, :near]
        for row, places in enumerate(best):
            for place in map(int, places):
                if np.isfinite(cosines[row, place]) and {first + row, place} & wanted:
                    pair = (min(first + row, place), max(first + row, place))
                    both |= {pair} & found.keys()
                    found[pair] = round(float(cosines[row, place]), 6)
    nearest = sorted(found, key=lambda pair: (-found[pair], pair))[:most]
    return [pair for pair in nearest if pair in both]


def _sentence(collection: Collection, unit: Unit) -> Sentence:
    """The sentence that a unit is or begins with."""
    every = collection.sentences(unit.article.id)
    return every[bisect.bisect_left(every, unit.context[0], key=lambda s: s.start)]
