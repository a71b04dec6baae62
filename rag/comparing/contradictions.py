"""Pairs of statements in a collection that cannot both hold, found by what they mean.

Each statement's sentence is held against those nearest to it. The reader reads every such pair,
one's words as the claim and the other as the unit, and what may clash the other way as well: where
it finds each the opposite of the other, they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.collection import Collection, Progress
from index.pair_readings import Known
from index.types import Filter
from rag.comparing.clashes import Contradiction, Contradictions, Side
from rag.comparing.opposed import Claim, claims_of, nearest_pairs
from rag.deciding import BOUNDS, side_of
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
    """Each is held against this many of its nearest ones, if it is among theirs as well;"""
    pairs: int = 3000
    """of all these pairs this many are looked at, the nearest."""
    opposite: float = 0.50
    """Two statements clash where the reader finds each the opposite of the other, and that in the
    mean likelier than this probability: than not."""


REACH: Final = Reach()
_BLOCK: Final = 32
"""Pairs that are read together, between two looks at ``progress``."""


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

    ``where`` limits the articles, and by its speakers one of a pair; the other may be anybody's.
    ``about`` holds only the statements nearest to a topic against each other; ``changed`` keeps
    those that one speaker said at different times. ``progress`` is called as ``progress(stage,
    done, total)``. Raises EncoderError where the reader's model is missing or damaged.
    """
    anybody = replace(where, speaker_ids=())
    if not about.strip():
        statements = collection.statements(anybody)
    else:  # of those named as many as of everybody
        limits = dict.fromkeys((anybody, where))
        near = [collection.search_statements(about, reach.about, one) for one in limits]
        statements = tuple(dict.fromkeys(hit.statement for hits in near for hit in hits))
    claims = claims_of(collection, statements, anybody, progress)
    named = [place for place, claim in enumerate(claims) if claim.unit.passes(where)]
    pairs = nearest_pairs(collection, claims, reach.near, reach.pairs, named)
    clashes = once(clashing(collection, claims, pairs, reach.opposite, progress))
    kept = tuple(pair for pair in clashes if pair.changed or not changed)
    return Contradictions(kept[:limit], len(statements), len(kept), collection.generation, where)


def clashing(
    collection: Collection,
    claims: Sequence[Claim],
    pairs: Sequence[tuple[int, int]],
    least: float,
    progress: Progress | None = None,
) -> list[Contradiction]:
    """The pairs, given as places in ``claims``, that clash, surest first.

    Only where one way of reading a pair finds the opposite, likely enough to say so in an answer
    (``BOUNDS.side``), is it read the other way as well. What is read is kept, come what may.
    """
    reader, found = load(), list[Contradiction]()
    version = reader.version  # reads the weights' file

    def read(places: Sequence[tuple[int, int]]) -> list[float]:
        units = [claims[j].unit for _, j in places]
        readings = reader.read([claims[i].text for i, _ in places], [unit.read for unit in units])
        both = [Evidence(unit, one, one) for unit, one in zip(units, readings, strict=True)]
        return [one.raw.opposite if side_of(one) == "deny" else 0.0 for one in both]

    kept = collection.pair_readings(version)
    known = Known(kept, lambda place: claims[place[0]].against(claims[place[1]]), read)
    try:
        for start in range(0, len(pairs), _BLOCK):
            one_way = known.look(pairs[start : start + _BLOCK])
            back = known.look((j, i) for (i, j), p in one_way.items() if p >= BOUNDS.side)
            for (j, i), probability in back.items():
                confidence = (probability + one_way[i, j]) / 2
                if probability and confidence >= least:
                    found.append(_clash(claims[i], claims[j], round(confidence, 6)))
            if progress:
                progress("comparing statements", min(start + _BLOCK, len(pairs)), len(pairs))
    finally:
        collection.keep_pair_readings(version, known.fresh)
    return sorted(found, key=lambda p: (-p.confidence, p.first.statement_id, p.second.statement_id))


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
