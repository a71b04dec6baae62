"""Sentences that name at their head whose view the rest of them is: "According to X, ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place
from index.attribution.relations import Relation, overlap, within
from index.attribution.words import OUTSIDE

_HOLDERS: Final = frozenset({"his", "her", "their"})
_OPINIONS: Final = frozenset(
    {"opinion", "view", "words", "estimation", "assessment", "judgment", "judgement", "telling"}
)


def add_rests(bare: Sequence[Relation], relations: list[Relation], article: Prepared) -> None:
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
            overlap(place, (paragraph, begin, after))
            for r in relations
            for place in filter(None, (r.source, r.cue))
        )
        if not known and (rest := _free_rest(paragraph, after, relations, article)):
            _add_rest(Relation(source, cue, [rest], rule="rest"), relations)


def _add_rest(relation: Relation, relations: list[Relation]) -> None:
    """Add a relation that has the rest of a sentence; parts of it that nobody had are in it now."""
    rest = relation.contents[0]
    for other in list(relations):
        if not other.source and all(within(c, rest) for c in other.contents):
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
            if words[i].text.lower() != "in":
                continue
            low = [w.text.lower() for w in words[i + 1 : i + 4]]
            if (
                low[0] in _HOLDERS
                and low[1] in _OPINIONS
                and low[2] == ","
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
        overlap(c, rest)
        for r in relations
        if not any(within(inner, rest) for inner in (r.source or r.cue,) if inner)
        for c in (*r.contents, *filter(None, (r.cue,)))
    )
    return None if taken or end - begin < 2 else rest
