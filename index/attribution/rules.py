"""What the tagger, which reads paragraph by paragraph, cannot see: quotations over paragraphs.

Each rule is about how newspapers set quotations:

- *carried*: a quotation left open at the end of a paragraph and closed in a later one is one
  utterance; who is named where it closes (or where it opens) said all of it.
- *introduced*: a paragraph that ends with a colon and names a speaker introduces the quotation
  that opens the next paragraph, if that quotation names nobody itself.
- *resumed*: a quotation that follows its speaker's sentence in the same paragraph ("...," she
  said. "...") goes on in the same voice, if nobody else is named for it.
- *closed*: a quotation that nobody claims belongs to the speaker named right behind it.
- *rest*: after "According to X," or "In her view," at the head of a sentence, the rest of the
  sentence is X's, or hers.
- *pointed*: where the content is a bare "this" that opens its sentence ("This was announced by
  ..."), the sentence before it is meant.
- *guarded*: nobody is the source of words that enclose their own name as a source; somebody quoted
  inside a quotation is the source of words in the same sentence only; an unquoted content that
  nothing attributes, or one of a single unquoted word, is no relation; an
  unquoted sentence is not taken for the content of reporting words in the sentence after it.

A rule never takes a content away from a source that the tagger found outside the quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.attribution.prepared import Prepared
from index.attribution.relations import Place, Relation
from index.attribution.words import CLOSING, INSIDE, OPENING, OUTSIDE

_COLON: Final = ":"
_LEAST_QUOTED: Final = 3
"""Words of the shortest quotation the rules care for; shorter ones are names and irony."""
_RESUME_GAP: Final = 2
"""Words (the full stop among them) allowed between a speaker's sentence and what resumes it."""
_HOLDERS: Final = frozenset({"his", "her", "their"})
_OPINIONS: Final = frozenset(
    {"opinion", "view", "words", "estimation", "assessment", "judgment", "judgement", "telling"}
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation: its piece in each paragraph it touches, marks included."""

    pieces: tuple[Place, ...]
    closed: bool

    def covers(self, place: Place) -> bool:
        """Whether a span lies inside the quotation."""
        return any(p == place[0] and a <= place[1] and place[2] <= b for p, a, b in self.pieces)

    def touches(self, place: Place) -> bool:
        """Whether a span shares a word with the quotation."""
        return any(p == place[0] and a < place[2] and place[1] < b for p, a, b in self.pieces)


def quotations_of(article: Prepared) -> list[Quotation]:
    """All quotations in order. One that is never closed ends with its paragraph."""
    found: list[Quotation] = []
    pieces: list[Place] = []
    for paragraph, states in enumerate(article.states):
        begin: int | None = None
        if pieces and states and states[0] in (INSIDE, OPENING, CLOSING):
            begin = 0
        elif pieces:
            found.append(Quotation(tuple(pieces), closed=False))
            pieces = []
        for i, state in enumerate(states):
            if state == OPENING and begin is None:
                begin = i
            elif state == CLOSING and begin is not None:
                pieces.append((paragraph, begin, i + 1))
                found.append(Quotation(tuple(pieces), closed=True))
                pieces, begin = [], None
        if begin is not None:
            pieces.append((paragraph, begin, len(states)))
    if pieces:
        found.append(Quotation(tuple(pieces), closed=False))
    return found


def complete(relations: Sequence[Relation], article: Prepared) -> list[Relation]:
    """Apply the rules to the tagger's relations of one article."""
    quotations = quotations_of(article)
    result = [kept for r in relations if r.contents and (kept := _guarded(r, quotations, article))]
    bare = [r for r in relations if not r.contents]
    for quotation in quotations:
        if sum(b - a for _, a, b in quotation.pieces) < _LEAST_QUOTED + 2:
            continue
        if not _claims(quotation, result):
            _closed_by(quotation, bare, result, article)
        if len(quotation.pieces) > 1:
            _carry(quotation, result)
        if not _claims(quotation, result):
            _introduce(quotation, result, article)
        if not _claims(quotation, result):
            _resume(quotation, result, article)
    _rest(bare, result, article)
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


def _rest(bare: Sequence[Relation], relations: list[Relation], article: Prepared) -> None:
    """ "According to X, ..." and "In X's view, ..." at the head of a sentence: the rest is X's.

    Nobody else may have it, except a source that stands inside it ("In her view, the board wants
    ..."): what the board wants is then said by both, each in a relation of its own.
    """
    for relation in bare:
        source, cue = relation.source, relation.cue
        if not source or not cue or relation.contents or cue[:1] != source[:1]:
            continue
        after = _introduced_by(source, cue, article)
        if after is not None and (rest := _free_rest(cue[0], after, relations, article)):
            relation.contents, relation.rule = [rest], "rest"
            _add_rest(relation, relations)
    for paragraph, begin, cue, source, after in _opinions(article):
        known = any(
            _overlap(place, (paragraph, begin, after))
            for r in relations
            for place in filter(None, (r.source, r.cue))
        )
        if not known and (rest := _free_rest(paragraph, after, relations, article)):
            _add_rest(Relation(source, cue, [rest], rule="rest"), relations)


def _add_rest(relation: Relation, relations: list[Relation]) -> None:
    """Add a relation that has the rest of a sentence; parts of it that nobody had are in it now."""
    rest = relation.contents[0]
    for other in list(relations):
        if not other.source and all(_within(c, rest) for c in other.contents):
            relations.remove(other)
    relations.append(relation)


def _introduced_by(source: Place, cue: Place, article: Prepared) -> int | None:
    """The word after "According to X," where that opens a sentence."""
    words = article.paragraphs[cue[0]]
    after = source[2]
    if (
        not article.opens_sentence(cue[0], cue[1])
        or words[cue[1]].text != "According"
        or cue[2] != source[1]
        or after >= len(words)
        or words[after].text != ","
    ):
        return None
    return after + 1


def _opinions(article: Prepared) -> Iterator[tuple[int, int, Place, Place, int]]:
    """ "In his opinion, ...": paragraph, first word, cue, source, and the word after the comma."""
    for number, words in enumerate(article.paragraphs):
        for i in range(len(words) - 4):
            low = [w.text.lower() for w in words[i : i + 4]]
            if (
                low[0] == "in"
                and low[1] in _HOLDERS
                and low[2] in _OPINIONS
                and low[3] == ","
                and article.states[number][i] == OUTSIDE
                and article.opens_sentence(number, i)
            ):
                yield number, i, (number, i + 2, i + 3), (number, i + 1, i + 2), i + 4


def _free_rest(
    paragraph: int, begin: int, relations: Sequence[Relation], article: Prepared
) -> Place | None:
    """The sentence from a word on, unless somebody outside of it already has words of it."""
    words = article.paragraphs[paragraph]
    number = article.sentence(paragraph, begin - 1)
    end = begin
    while end < len(words) and article.sentence(paragraph, end) == number:
        end += 1
    if end > begin and words[end - 1].text == ".":
        end -= 1
    rest = (paragraph, begin, end)
    taken = any(
        _overlap(c, rest)
        for r in relations
        if not any(_within(inner, rest) for inner in (r.source or r.cue,) if inner)
        for c in (*r.contents, *filter(None, (r.cue,)))
    )
    return None if taken or end - begin < 2 else rest


def _guarded(
    relation: Relation, quotations: Sequence[Quotation], article: Prepared
) -> Relation | None:
    """The relation as far as it can be trusted, or None."""
    source, cue = relation.source, relation.cue
    if source and any(_overlap(source, c) for c in relation.contents):
        relation.source = None
    inner = cue or source
    if inner and any(q.covers(inner) for q in quotations):
        sentence = article.sentence(inner[0], inner[1])
        relation.contents = [
            c
            for c in relation.contents
            if c[0] == inner[0]
            and article.sentence(c[0], c[1]) <= sentence <= article.sentence(c[0], c[2] - 1)
        ]
    if cue:
        relation.contents = [c for c in relation.contents if not _before(c, cue, article)]
    relation.contents = [_pointed(c, relation, article) for c in relation.contents]
    relation.contents = [c for c in relation.contents if _telling(c, article)]
    return relation if relation.contents else None


def _before(content: Place, cue: Place, article: Prepared) -> bool:
    """Whether unquoted words stand in a sentence before the reporting words' own."""
    same = content[0] == cue[0]
    ends = article.sentence(content[0], content[2] - 1) if same else -1
    return (
        (content[0] < cue[0] or (same and ends < article.sentence(cue[0], cue[1])))
        and content[2] - content[1] > 1
        and article.kind([content]) == "indirect"
    )


def _telling(content: Place, article: Prepared) -> bool:
    """Whether a content says anything: at least two words, or one in quotation marks."""
    words = article.paragraphs[content[0]][content[1] : content[2]]
    count = sum(any(c.isalnum() for c in w.text) for w in words)
    return count > 1 or (count == 1 and article.kind([content]) != "indirect")


def _pointed(content: Place, relation: Relation, article: Prepared) -> Place:
    """The sentence before, where the content is "this" and stands first in its own."""
    paragraph, first, end = content
    words = article.paragraphs[paragraph]
    if end - first != 1 or words[first].text.lower() != "this" or relation.cue is None:
        return content
    number = article.sentence(paragraph, first)
    opens = first and article.sentence(paragraph, first - 1) == number - 1
    if not opens or relation.cue[:2] != (paragraph, end):
        return content
    begin = first - 1
    while begin and article.sentence(paragraph, begin - 1) == number - 1:
        begin -= 1
    stop = first - 1 if words[first - 1].text == "." else first
    relation.rule = "pointed"
    return (paragraph, begin, stop) if begin < stop else content


def _within(a: Place, b: Place) -> bool:
    return a[0] == b[0] and b[1] <= a[1] and a[2] <= b[2]


def _overlap(a: Place, b: Place) -> bool:
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]


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
    owner = next((r for r in claims if any(_overlap(c, last) for c in r.contents)), None)
    if owner is None:
        owner = next((r for r in claims if any(_overlap(c, first) for c in r.contents)), None)
    if owner is None:
        return
    free = [
        piece
        for piece in quotation.pieces
        if not any(_overlap(c, piece) for r in claims if r is not owner for c in r.contents)
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
        if all(any(_overlap(c, p) for p in pieces) and quotation.covers(c) for c in other.contents):
            relations.remove(other)
    kept = [c for c in owner.contents if not any(_overlap(c, p) for p in pieces)]
    # A content that reaches out of its piece (an unquoted beginning, say) keeps its whole length.
    grown = []
    for piece in pieces:
        inside = [c for c in owner.contents if _overlap(c, piece)]
        begin = min([piece[1], *(c[1] for c in inside)])
        end = max([piece[2], *(c[2] for c in inside)])
        grown.append((piece[0], begin, end))
    owner.contents = sorted({*kept, *grown})
    owner.rule = rule


def _introduce(quotation: Quotation, relations: list[Relation], article: Prepared) -> None:
    paragraph, begin, _ = quotation.pieces[0]
    if begin or not paragraph:
        return
    before = article.paragraphs[paragraph - 1]
    if before[-1].text != _COLON:
        return
    speaker = _last_speaker(relations, paragraph - 1, len(before))
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
        quoted = article.kind(relation.contents) != "indirect"
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
