"""What the tagger, which reads paragraph by paragraph, cannot see: quotations over paragraphs.

Each rule is about how newspapers set quotations:

- *carried*: a quotation left open at the end of a paragraph and closed in a later one is one
  utterance; who is named where it closes (or where it opens) said all of it.
- *introduced*: a paragraph that ends with a colon and names a speaker introduces the quotation
  that opens the next paragraph, if that quotation names nobody itself.
- *signed*: a quotation with a dash and a name behind it or below it is that person's.
- *resumed*: a quotation that follows its speaker's sentence in the same paragraph ("...," she
  said. "...") goes on in the same voice, if nobody else is named for it.
- *acted*: a sentence of its own in marks is perhaps whose deed the sentence before tells ("Lund
  shook her head. "We were better."").
- *closed*: a quotation that nobody claims belongs to the speaker named right behind it.
- *rest*: after "According to X," or "In her view," at the head of a sentence, the rest of the
  sentence is X's, or hers.
- *interrupted*: in "Nobody but X, Y maintained, knows ..." it is Y who says so, not X who knows.
- *labelled*: in a transcript and an interview the words behind a label are whose label it is.
- *pointed*: where the content is a bare "this" that opens its sentence ("This was announced by
  ..."), the sentence before it is meant.
- *guarded*: nobody is the source of words that enclose their own name as a source; somebody quoted
  inside a quotation is the source of words in the same sentence only; an unquoted content that
  nothing attributes, or one of a single unquoted word, is no relation; an
  unquoted sentence is not taken for the content of reporting words in the sentence after it.

A rule never takes a content away from a source that the tagger found outside the quotation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.attribution.actions import ACTED, acted
from index.attribution.guards import guarded
from index.attribution.interruptions import uninterrupted
from index.attribution.labelled import label_turns
from index.attribution.openings import add_rests
from index.attribution.prepared import Prepared
from index.attribution.quotations import Place, Quotation, quotations_of
from index.attribution.relations import Relation, overlap
from index.attribution.signatures import SIGNED, signed

_COLON: Final = ":"
_LEAST_QUOTED: Final = 3
"""Words of the shortest quotation the rules care for; shorter ones are names and irony."""
_RESUME_GAP: Final = 2
"""Words (the full stop among them) allowed between a speaker's sentence and what resumes it."""


def complete(relations: Sequence[Relation], article: Prepared) -> list[Relation]:
    """Apply the rules to the tagger's relations of one article."""
    quotations = quotations_of(article.states)
    relations = [uninterrupted(r, article) if r.contents else r for r in relations]
    result = [kept for r in relations if r.contents and (kept := guarded(r, quotations, article))]
    bare = [r for r in relations if not r.contents]
    for quotation in quotations:
        if sum(b - a for _, a, b in quotation.pieces) < _LEAST_QUOTED + 2:
            continue
        if not _claims(quotation, result):
            _closed_by(quotation, bare, result, article)
        if not _claims(quotation, result) and (new := signed(quotation, article)):
            result.append(new)
            _give(new, quotation.pieces, quotation, result, SIGNED)
        elif len(quotation.pieces) > 1:
            _carry(quotation, result)
        if not _claims(quotation, result):
            _introduce(quotation, bare, result, article)
        if not _claims(quotation, result):
            _resume(quotation, result, article)
        if not _claims(quotation, result) and (new := acted(quotation, [*result, *bare], article)):
            result.append(new)
            _give(new, quotation.pieces, quotation, result, ACTED)
    add_rests(bare, result, article)
    result = label_turns(result, article)
    result = [r for r in result if r.source or r.cue or _quoted(r, quotations)]
    result.sort(key=lambda r: min(r.contents))
    return result


def _closed_by(
    quotation: Quotation, bare: Sequence[Relation], relations: list[Relation], article: Prepared
) -> None:
    """Give a quotation to the speaker named right after it who has nothing else to say."""
    paragraph, _, end = quotation.pieces[-1]
    for relation in bare:
        if not quotation.closed or not relation.source or not relation.cue or relation.contents:
            continue
        first = min(relation.source, relation.cue)
        if (
            first[0] == paragraph
            and 0 <= first[1] - end <= 1
            and article.sentence(paragraph, first[1]) == article.sentence(paragraph, end - 1)
        ):
            relation.contents = [quotation.pieces[-1]]
            relations.append(relation)
            _give(relation, quotation.pieces, quotation, relations, "closed")
            return


def _quoted(relation: Relation, quotations: Sequence[Quotation]) -> bool:
    return all(
        c[2] - c[1] >= _LEAST_QUOTED + 2 and any(q.covers(c) for q in quotations)
        for c in relation.contents
    )


def _claims(quotation: Quotation, relations: Sequence[Relation]) -> list[Relation]:
    """Relations that give words of the quotation to a source named outside of it."""
    return [
        r
        for r in relations
        if r.source
        and not quotation.touches(r.source)
        and any(quotation.touches(c) for c in r.contents)
    ]


def _carry(quotation: Quotation, relations: list[Relation]) -> None:
    claims = _claims(quotation, relations)
    last, first = quotation.pieces[-1], quotation.pieces[0]
    owner = next((r for r in claims if any(overlap(c, last) for c in r.contents)), None)
    if owner is None:
        owner = next((r for r in claims if any(overlap(c, first) for c in r.contents)), None)
    if owner is None:
        return
    free = [
        piece
        for piece in quotation.pieces
        if not any(overlap(c, piece) for r in claims if r is not owner for c in r.contents)
    ]
    _give(owner, free, quotation, relations, "carried")


def _give(
    owner: Relation,
    pieces: Sequence[Place],
    quotation: Quotation,
    relations: list[Relation],
    rule: str,
) -> None:
    """Give pieces of a quotation to a relation; what stood there without a source goes away."""
    for other in list(relations):
        if other is owner or other.source:
            continue
        if all(any(overlap(c, p) for p in pieces) and quotation.covers(c) for c in other.contents):
            relations.remove(other)
    kept = [c for c in owner.contents if not any(overlap(c, p) for p in pieces)]
    # A content that reaches out of its piece (an unquoted beginning, say) keeps its whole length.
    grown = []
    for piece in pieces:
        inside = [c for c in owner.contents if overlap(c, piece)]
        begin = min([piece[1], *(c[1] for c in inside)])
        end = max([piece[2], *(c[2] for c in inside)])
        grown.append((piece[0], begin, end))
    owner.contents = sorted({*kept, *grown})
    owner.rule = rule


def _introduce(
    quotation: Quotation, bare: Sequence[Relation], relations: list[Relation], article: Prepared
) -> None:
    paragraph, begin, _ = quotation.pieces[0]
    if begin or not paragraph:
        return
    before = article.paragraphs[paragraph - 1]
    if before[-1].text != _COLON:
        return
    here = paragraph - 1, len(before)
    speaker = _last_speaker(relations, *here) or _awaiting(bare, *here, article)
    if speaker is None:
        return
    new = Relation(
        source=speaker.source,
        cue=speaker.cue,
        contents=[quotation.pieces[0]],
        confidence=speaker.confidence,
        rule="introduced",
    )
    relations.append(new)
    _give(new, quotation.pieces, quotation, relations, "introduced")


def _last_speaker(relations: Sequence[Relation], paragraph: int, end: int) -> Relation | None:
    """The relation of a paragraph whose words end last; none where two sources compete there."""
    here = [
        r
        for r in relations
        if r.source and r.source[0] == paragraph and r.paragraphs() == {paragraph}
    ]
    if not here:
        return None
    last = max(here, key=lambda r: max(p[2] for p in (*r.contents, *filter(None, (r.cue,)))))
    reach = max(p[2] for p in (*last.contents, *filter(None, (last.cue, last.source))))
    return last if end - reach <= _RESUME_GAP else None


def _awaiting(
    bare: Sequence[Relation], paragraph: int, end: int, article: Prepared
) -> Relation | None:
    """Who speaks in the last sentence of a paragraph without words of theirs in it: "X wrote to the
    council:"."""
    last = article.sentence(paragraph, end - 1)
    here = [
        r
        for r in bare
        if r.source
        and r.cue
        and r.cue[0] == paragraph
        and article.sentence(paragraph, r.cue[1]) == last
    ]
    return here[0] if len(here) == 1 else None


def _resume(quotation: Quotation, relations: list[Relation], article: Prepared) -> None:
    paragraph, begin, _ = quotation.pieces[0]
    for relation in relations:
        if not relation.source or not relation.cue:
            continue
        places = [*relation.contents, relation.source, relation.cue]
        if any(p != paragraph for p, _, _ in places):
            continue
        reach = max(b for _, _, b in places)
        told = max(relation.source[2], relation.cue[2])
        quoted = article.kind(relation.contents) != "reported"
        gap = article.paragraphs[paragraph][told:begin]
        if (
            quoted
            and reach == told
            and told <= begin
            and len(gap) <= _RESUME_GAP
            and any(w.text == "." for w in gap)
        ):
            relation.contents.append(quotation.pieces[0])
            _give(relation, quotation.pieces, quotation, relations, "resumed")
            return
