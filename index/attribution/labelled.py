"""Speech under a label: the lines of a transcript belong to whom the label names.

``index.speakers.turns`` says which lines those are. What the tagger makes of them counts only where
somebody inside a turn tells what somebody says; the words of a turn are its speaker's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place
from index.attribution.relations import LABELLED, Relation, overlap, within
from index.speakers.turns import Turn, turns_of
from index.types import Span


@dataclass(frozen=True, slots=True)
class _Placed:
    """A turn in words."""

    label: Place
    body: tuple[Place, ...]
    asks: bool

    def holds(self, place: Place) -> bool:
        return any(within(place, piece) for piece in self.body)

    def touches(self, place: Place) -> bool:
        return any(overlap(place, piece) for piece in (self.label, *self.body))


def label_turns(relations: Sequence[Relation], article: Prepared) -> list[Relation]:
    """The relations of an article with those of its turns; questions are no statements."""
    turns = [placed for turn in turns_of(article.text) if (placed := _placed(turn, article))]
    if not turns:
        return list(relations)
    found = [kept for relation in relations if (kept := _outside(relation, turns))]
    for turn in turns:
        if not turn.asks:
            found.append(Relation(turn.label, None, list(turn.body), rule=LABELLED))
    return found


def _placed(turn: Turn, article: Prepared) -> _Placed | None:
    label = _places(turn.label, article)
    body = tuple(place for span in turn.body for place in _places(span, article))
    return _Placed(label[0], body, turn.role == "question") if label and body else None


def _places(span: Span, article: Prepared) -> list[Place]:
    """The words of a span, paragraph by paragraph; "Q." is one word with its full stop."""
    found = []
    for number, words in enumerate(article.paragraphs):
        first = bisect_right(words, span[0], key=lambda word: word.end)
        end = bisect_left(words, span[1], key=lambda word: word.start)
        if first < end:
            found.append((number, first, end))
    return found


def _outside(relation: Relation, turns: Sequence[_Placed]) -> Relation | None:
    """A relation without the words of turns, or one that is told inside a turn, as it is."""
    told = [place for place in (relation.source, relation.cue) if place]
    home = next((turn for turn in turns if told and all(map(turn.holds, told))), None)
    if home is not None:
        relation.contents = [c for c in relation.contents if home.holds(c)]
        return relation if relation.contents and not home.asks else None
    relation.contents = [c for c in relation.contents if not any(turn.touches(c) for turn in turns)]
    return relation if relation.contents else None
