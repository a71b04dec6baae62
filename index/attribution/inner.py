"""Words that are passed on: “The deal is off, Karim Voss said, the Tarn Gazette reported.”

The tagger gives each word one role, so that it sees the outer one of two nested attributions only:
what the paper reports is all that Voss said, and that he said it. Read by itself, without whoever
passes it on, it is a sentence like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from index.attribution.guards import guarded
from index.attribution.interruptions import uninterrupted
from index.attribution.prepared import Prepared
from index.attribution.quotations import Place, quotations_of
from index.attribution.relations import RELATIVE, Relation, overlap, relations_of
from index.attribution.words import OUTSIDE

_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’", "his", "her", "its", "their", "our", "my"})


def inner_relations(relations: Sequence[Relation], article: Prepared) -> list[Relation | None]:
    """For each relation the one that its content as a whole is; None where it is none.

    That is one with a source and reporting words, to which most words of the content belong: of
    “The bridge, which the mayor calls safe, will close in May” the outer source says the most.
    """
    from index.attribution.tagger import default_tagger
    from index.attribution.windows import encode

    readable = [(n, words) for n, r in enumerate(relations) if (words := _words(r, article))]
    if not readable:
        return [None] * len(relations)
    parts = [_alone(words, article) for _, words in readable]
    reader = default_tagger()
    encoded = [encode(part.paragraphs, part.states, reader.pieces) for part in parts]
    found: list[Relation | None] = [None] * len(relations)
    for (n, words), part, read in zip(readable, parts, reader.read(encoded), strict=True):
        inner = _whole(relations_of(read.hits, part), part)
        found[n] = inner and _placed(inner, words)
    return found


def _words(relation: Relation, article: Prepared) -> list[Place]:
    """Each word of what is said, where that stands in one paragraph and names nobody for itself.

    Words without marks that stand in another sentence than the reporting words are left out.
    """
    source, cue, contents = relation.source, relation.cue, sorted(relation.contents)
    if source is None or cue is None or {p for p, _, _ in contents} != {cue[0]}:
        return []
    if any(overlap(content, place) for content in contents for place in (source, cue)):
        return []
    home = article.sentence(cue[0], cue[1])
    return [
        (p, k, k + 1)
        for p, first, end in contents
        for k in range(first, end)
        if article.states[p][k] != OUTSIDE or article.sentence(p, k) == home
    ]


def _alone(words: Sequence[Place], article: Prepared) -> Prepared:
    """Some words of an article as if they were all of it."""
    return Prepared(
        article.text,
        [[article.paragraphs[p][k] for p, k, _ in words]],
        [[article.states[p][k] for p, k, _ in words]],
    )


def _whole(relations: Sequence[Relation], part: Prepared) -> Relation | None:
    """The relation to which most of the words belong, where that is a clause of its own.

    Whom somebody quotes in words of their own (“He told us no,” the club said) they speak of.
    """
    quotations = quotations_of(part.states)
    for relation in relations:
        one = uninterrupted(relation, part)
        kept = guarded(one, quotations, part) if one.contents else None
        if kept is None or kept.source is None or kept.cue is None:
            continue
        own = (kept.source, kept.cue, *kept.contents)
        most = 2 * sum(end - first for _, first, end in own) > len(part.paragraphs[0])
        told = part.states[0][kept.source[1]] == part.states[0][kept.cue[1]] == OUTSIDE
        if most and told and _is_clause(kept.source, kept.contents, part):
            return kept
    return None


def _is_clause(source: Place, contents: Sequence[Place], part: Prepared) -> bool:
    """Whether a source comes before what it says, or that stands in quotation marks: no “the
    mayor’s claim that …”, “who says …” or “… were told by others”."""
    words = part.paragraphs[0][source[1] : source[2]]
    owner = words[-1].text.lower() in _POSSESSIVE
    relative = words[0].text.lower() in RELATIVE
    before = [c for c in contents if c[1] < source[1]]
    return not (owner or relative) and all(part.kind([c]) != "reported" for c in before)


def _placed(relation: Relation, words: Sequence[Place]) -> Relation:
    """A relation in the words of the part as one in those of the article."""

    def runs(place: Place) -> Iterator[Place]:
        own = words[place[1] : place[2]]
        cuts = [k for k, (one, other) in enumerate(pairwise(own), 1) if one[2] != other[1]]
        for first, end in pairwise([0, *cuts, len(own)]):
            yield own[first][0], own[first][1], own[end - 1][2]

    assert relation.source is not None
    assert relation.cue is not None
    return Relation(
        next(runs(relation.source)),
        next(runs(relation.cue)),
        [run for content in relation.contents for run in runs(content)],
        relation.confidence,
    )
