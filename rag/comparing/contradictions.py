"""Pairs of statements in a collection that cannot both hold, found by what they mean.

Each statement's sentence is held against those nearest to it. The reader reads every such pair both
ways, one's words as the claim and the other as the unit: where it finds each the opposite of the
other, they clash.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.collection import Collection, Progress
from index.types import Filter, Statement
from rag.comparing.clashes import Contradiction, Contradictions, Side
from rag.comparing.opposed import Claim, claims_of, nearest_pairs
from rag.deciding import side_of
from rag.reader import load
from rag.reading import Evidence
from rag.types import SourceLine
from rag.voices import form_of


@dataclass(frozen=True, slots=True)
class Reach:
    """How much is read, and from where on two statements are taken to clash.

    What comes of it over the articles of natural stands in docs/benchmarks.md.
    """

    about: int = 400
    """This many statements are held against each other where a topic is given."""
    near: int = 8
    """Each is held against this many of its nearest ones;"""
    pairs: int = 3000
    """of all these pairs this many are read, the nearest."""
    opposite: float = 0.50
    """Two statements clash where the reader finds each the opposite of the other, and that in the
    mean likelier than this probability: than not."""


REACH: Final = Reach()


def contradictions(
    collection: Collection,
    where: Filter = Filter(),
    *,
    about: str = "",
    changed: bool = False,
    limit: int = 20,
    progress: Progress | None = None,
    reach: Reach = REACH,
) -> Contradictions:
    """Find the statements of a collection that cannot both hold, surest first.

    ``where`` limits the articles and speakers; ``about`` holds only the statements nearest to a
    topic against each other; ``changed`` keeps those that one speaker said at different times.
    ``progress`` is called as ``progress(stage, done, total)``. Raises EncoderError where the
    reader's model is missing or damaged.
    """
    statements = _statements(collection, where, about, reach.about)
    claims = claims_of(collection, statements, where, progress)
    pairs = nearest_pairs(collection, claims, reach.near, reach.pairs)
    found = once(clashing(claims, pairs, reach.opposite, progress))
    if changed:
        found = [pair for pair in found if pair.changed]
    return Contradictions(
        tuple(found[:limit]), len(statements), len(found), collection.generation, where
    )


def _statements(
    collection: Collection, where: Filter, about: str, most: int
) -> Sequence[Statement]:
    if not about.strip():
        return collection.statements(where)
    found = [hit.statement for hit in collection.search_statements(about, most, where)]
    return sorted(found, key=lambda s: (s.article_id, s.start, s.end, s.id))


def clashing(
    claims: Sequence[Claim],
    pairs: Sequence[tuple[int, int]],
    least: float,
    progress: Progress | None = None,
) -> list[Contradiction]:
    """The pairs, given as places in ``claims``, that clash, surest first.

    Only where one way of reading a pair finds the opposite is it read the other way as well.
    """
    one_way = _opposites(claims, pairs, progress, "reading pairs")
    back = [(j, i) for i, j in one_way]
    other_way = _opposites(claims, back, progress, "reading the other way")
    found = []
    for (j, i), probability in other_way.items():
        confidence = (probability + one_way[i, j]) / 2
        if confidence >= least:
            found.append(_clash(claims[i], claims[j], round(confidence, 6)))
    return sorted(found, key=lambda p: (-p.confidence, p.first.statement_id, p.second.statement_id))


def _opposites(
    claims: Sequence[Claim],
    pairs: Iterable[tuple[int, int]],
    progress: Progress | None,
    stage: str,
) -> dict[tuple[int, int], float]:
    """The pairs of claim and unit of which the unit takes the opposite side, and how likely."""
    against: dict[int, list[int]] = defaultdict(list)
    for claim, place in pairs:
        against[claim].append(place)
    total, done = sum(map(len, against.values())), 0
    found: dict[tuple[int, int], float] = {}
    for claim, places in against.items():
        units = [claims[place].unit for place in places]
        readings = load().read(claims[claim].text, [unit.read for unit in units])
        for place, unit, reading in zip(places, units, readings, strict=True):
            if side_of(Evidence(unit, reading, reading)) == "deny":
                found[claim, place] = reading.opposite
        done += len(places)
        if progress:
            progress(stage, done, total)
    return found


def _clash(one: Claim, other: Claim, confidence: float) -> Contradiction:
    first, second = sorted((_side(one), _side(other)), key=_when)
    speaker = first.voice.speaker_id
    changed = speaker is not None and speaker == second.voice.speaker_id
    return Contradiction(first, second, confidence, changed)


def _side(claim: Claim) -> Side:
    unit = claim.unit
    return Side(
        unit.article.quote(*unit.span),
        unit.context,
        unit.voice,
        SourceLine.of(unit.article),
        claim.statement.id,
        form_of(unit.article.text, unit.span, unit.voice),
    )


def _when(side: Side) -> tuple[bool, str, int, int]:
    day = side.source.published
    return day is None, day.isoformat() if day else "", side.statement_id, side.quote.start


def once(pairs: Sequence[Contradiction]) -> list[Contradiction]:
    """Of pairs of the same two voices that have a statement in common the first, which counts the
    others."""
    kept: list[Contradiction] = []
    met: list[set[int]] = []
    for pair in pairs:
        ids = {pair.first.statement_id, pair.second.statement_id}
        for place, known in enumerate(kept):
            if _voices(known) == _voices(pair) and met[place] & ids:
                kept[place] = replace(known, repeated=known.repeated + 1)
                met[place] |= ids
                break
        else:
            kept.append(pair)
            met.append(ids)
    return kept


def _voices(pair: Contradiction) -> set[int | str]:
    sides = (pair.first, pair.second)
    return {s.voice.speaker_id or f"{s.source.article_id} {s.voice.described}" for s in sides}
