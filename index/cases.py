"""The statements of one article with whom they were given to, before they are verified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.attribution import Extracted, RawAttribution
from index.attribution.inner import inner_relations
from index.attribution.prepared import Prepared
from index.attribution.relations import Relation
from index.attribution.relations import raw as characters
from index.attribution.words import OPENING
from index.headings import headings_of
from index.quoting import kind_of
from index.speakers import resolve
from index.speakers.interviewers import is_outlet
from index.speakers.relays import heard, may_pass_on, says
from index.speakers.unsaid import is_unsaid
from index.types import Article, Span
from index.verifying import Case

Pair = tuple[Relation, RawAttribution]

_NOBODY = re.compile(r"(?:no|none|nobody|neither|not an?|not one|not every|hardly any)\b", re.I)


def cases_of(article: Article, sentences: Sequence[Span], extracted: Extracted) -> list[Case]:
    """The statements of one article before they are verified, in the order of their content.

    What a paper passes on stands under whose words it is (``index.attribution.inner``).
    """
    headings = headings_of(article.text, sentences)

    def kept(relation: Relation) -> Pair | None:
        found = characters(relation, extracted.article)
        if (
            not (found.source or found.cue)
            or _by_nobody(article.text, found)
            or _is_unsaid(article.text, found, sentences)
            or _is_heading(found, headings)
            or (relation.labelled and _by_outlet(article, found))
        ):
            return None
        found = _without_later_source(found, sentences)
        return relation, _within_sentence(article.text, found, sentences)

    cases = _resolved(article, sentences, [p for r in extracted.relations if (p := kept(r))])
    passing = [n for n, case in enumerate(cases) if may_pass_on(case.resolved)]
    inner = inner_relations([cases[n].relation for n in passing], extracted.article)
    passed = {
        n: pair
        for n, one in zip(passing, inner, strict=True)
        if one and (pair := kept(one)) and _is_speech(one, pair[1], extracted.article)
    }
    if not passed:
        return cases
    pairs = [passed.get(n, (case.relation, case.raw)) for n, case in enumerate(cases)]
    again = _resolved(article, sentences, pairs)
    return [
        _heard(case, other) if n in passed else other
        for n, (case, other) in enumerate(zip(cases, again, strict=True))
    ]


def _is_speech(inner: Relation, raw: RawAttribution, article: Prepared) -> bool:
    """Whether reporting words tell that something was said, or what they report is in marks: of
    “Video showed men chanting "Tarn is ours"” those are the men's words."""
    first = inner.contents[0]
    quoted = article.states[first[0]][first[1]] == OPENING
    return quoted or says(article.text[slice(*raw.cue or (0, 0))])


def _heard(outer: Case, inner: Case) -> Case:
    """What is passed on under whose words it is, or what was said where that is nobody else."""
    resolved = heard(outer.resolved, inner.resolved)
    return outer if resolved is None else replace(inner, resolved=resolved)


def _resolved(article: Article, sentences: Sequence[Span], pairs: Sequence[Pair]) -> list[Case]:
    speakers = resolve(
        _unwrapped(article.text, sentences),
        sentences,
        [_Relation(raw) for _, raw in pairs],
        author=article.author,
        source=article.source,
    )
    return [Case(*pair, resolved) for pair, resolved in zip(pairs, speakers, strict=True)]


def _unwrapped(text: str, sentences: Sequence[Span]) -> str:
    """The text, of the same length, with spaces for the line breaks inside its sentences.

    A name may stand on two lines of a text that was wrapped by hand.
    """
    if "\n" not in text:
        return text
    parts, position = [], 0
    for start, end in sentences:
        parts += [text[position:start], text[start:end].replace("\n", " ")]
        position = end
    return "".join([*parts, text[position:]])


def _by_nobody(text: str, relation: RawAttribution) -> bool:
    """ "No agency confirms that ...": nobody has stated it."""
    return bool(relation.source and _NOBODY.match(text, *relation.source[0]))


def _by_outlet(article: Article, labelled: RawAttribution) -> bool:
    """Whether the line of an interview is that of the publisher, who asks."""
    span = labelled.source[0] if labelled.source else (0, 0)
    return is_outlet(article.text[slice(*span)], article.source)


def _is_heading(raw: RawAttribution, headings: Sequence[Span]) -> bool:
    """Whether reporting words and all that is said stand in one heading: "Mayor calls for calm"."""
    if raw.cue is None:
        return False
    home = next(((a, b) for a, b in headings if a <= raw.cue[0] < b), None)
    return home is not None and all(home[0] <= a and b <= home[1] for a, b in raw.content)


def _is_unsaid(text: str, raw: RawAttribution, sentences: Sequence[Span]) -> bool:
    """ "X did not say that ...", "if X says that ...": nobody has said it."""
    if raw.cue is None:
        return False
    a, b = next(((a, b) for a, b in sentences if a <= raw.cue[0] < b), raw.cue)
    first = min(raw.cue[0], raw.source[0][0] if raw.source else raw.cue[0])
    content = " ".join(text[start:end] for start, end in raw.content)
    return is_unsaid(text[a:b], text[a:first], text[slice(*raw.cue)], content)


def _within_sentence(text: str, raw: RawAttribution, sentences: Sequence[Span]) -> RawAttribution:
    """Cut off what of reported speech stands in another sentence than its reporting words.

    Words in quotation marks run on over sentences; reported speech has to be reported in each, and
    a part of another sentence is more likely somebody else's, or the article's own: "The Mirror
    spoke with Ann Roe. “We wait,” said Roe."
    """
    if raw.kind == "direct" or raw.cue is None:
        return raw
    home = next(((a, b) for a, b in sentences if a <= raw.cue[0] < b), None)
    if home is None:
        return raw
    told = (*(raw.source or ()), raw.cue)

    def quoted(start: int, end: int) -> bool:
        return raw.kind == "mixed" and kind_of(text, [(start, end)], told) != "reported"

    inside = []
    for span in raw.content:
        if _meet(span, home):
            start, end = _cut(text, span, home)
            start = span[0] if quoted(span[0], start) else start
            inside.append((start, span[1] if quoted(end, span[1]) else end))
        elif quoted(*span):
            inside.append(span)
    return replace(raw, content=tuple(inside)) if inside else raw


def _without_later_source(raw: RawAttribution, sentences: Sequence[Span]) -> RawAttribution:
    """Nobody says what a sentence reports who is named in a later one only."""
    if not raw.source or raw.cue is None:
        return raw
    end = next((b for a, b in sentences if a <= raw.cue[0] < b), raw.source[0][0] + 1)
    return replace(raw, source=None) if raw.source[0][0] >= end else raw


def _meet(span: Span, other: Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _cut(text: str, span: Span, sentence: Span) -> Span:
    """The part of a span inside a sentence, without a full stop that only that sentence needs."""
    start, end = max(span[0], sentence[0]), min(span[1], sentence[1])
    if end < span[1] and end - start > 1 and text[end - 1] == ".":
        end -= 1
    return start, end


class _Relation:
    """A RawAttribution as the resolver reads it: a missing source is an empty one."""

    def __init__(self, raw: RawAttribution) -> None:
        self.source: Sequence[Span] = raw.source or ()
        self.cue: Span | None = raw.cue
        self.content: Sequence[Span] = raw.content
