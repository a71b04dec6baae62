"""From tagged and linked spans to relations of one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from index.attribution.decode import Hit
from index.attribution.neighbours import relink
from index.attribution.prepared import Prepared
from index.attribution.quotations import Place
from index.attribution.types import RawAttribution
from index.attribution.words import CLOSING, INSIDE, OPENING
from index.types import AttributionKind

LABELLED: Final = "labelled"
"""The rule by which the lines of a transcript are those of their labels."""
RELATIVE: Final = frozenset({"which", "who", "that", "whom", "whose"})
_FINITE: Final = frozenset({"is", "was", "are", "were", "has", "have", "had", "it"})
"""With these, reporting words have a subject of their own: "it was said that ..., she left"."""
_PAGE: Final = re.compile(r" [,;(] pp? ?\.? \d+(?: ?[-–] ?\d+)?(?: \))?(?: \.)?$")
"""A source that is given by its page, as footnotes do: ", p. 14"."""
_DASHES: Final = frozenset({"-", "–", "—", "--"})


@dataclass(slots=True)
class Relation:
    """A relation in words, still open to the rules."""

    source: Place | None
    cue: Place | None
    contents: list[Place]
    confidence: float = 1.0
    rule: str = ""
    """Name of the rule that made or completed it; empty for the tagger's own."""

    @property
    def labelled(self) -> bool:
        """Whether a label at the head of a line names who says these words: certain by form."""
        return self.rule == LABELLED

    def paragraphs(self) -> set[int]:
        """Numbers of the paragraphs it touches."""
        places = [*self.contents, *(p for p in (self.source, self.cue) if p)]
        return {p for p, _, _ in places}


def relations_of(hits: Sequence[Hit], article: Prepared) -> list[Relation]:
    """Group contents by their cue.

    A cue with a source but without content is handed on with no contents, for the rules to
    complete or drop. The links of neighbouring quotations are mended in ``hits``.
    """
    relink(hits, article)
    grouped: dict[int, list[int]] = {}
    loose: list[int] = []
    for i, hit in enumerate(hits):
        if hit.role != "content":
            continue
        if hit.cue is None:
            loose.append(i)
        else:
            grouped.setdefault(hit.cue, []).append(i)
    relations: list[Relation] = []
    for c, contents in grouped.items():
        cue = hits[c]
        own = [cue.source, *(hits[i].source for i in contents)]
        places = [place_of(hits[i]) for i in contents]
        s = next(
            (
                i
                for i in own
                if i is not None and not _is_behind(hits[i], place_of(cue), places, article)
            ),
            None,
        )
        chain = [cue, *(hits[i] for i in contents), *([hits[s]] if s is not None else [])]
        source = None if s is None else place_of(hits[s])
        relations.append(
            Relation(
                source=_named_behind(place_of(cue), source, places, article),
                cue=place_of(cue),
                contents=[snapped(place_of(hits[i]), article) for i in contents],
                confidence=min(h.confidence * h.link for h in chain),
            )
        )
    for i in loose:
        hit = hits[i]
        s = hit.source
        relations.append(
            Relation(
                source=None if s is None else place_of(hits[s]),
                cue=None,
                contents=[snapped(place_of(hit), article)],
                confidence=hit.confidence * hit.link,
            )
        )
    relations.sort(key=lambda r: r.contents[0])
    for i, hit in enumerate(hits):
        if hit.role == "cue" and hit.source is not None and i not in grouped:
            confidence = min(hit.confidence * hit.link, hits[hit.source].confidence)
            relations.append(Relation(place_of(hits[hit.source]), place_of(hit), [], confidence))
    return relations


def _is_behind(source: Hit, cue: Place, contents: Sequence[Place], article: Prepared) -> bool:
    """Whether a source stands behind reported speech and is no source of it.

    "While saying that he would, she ..." leads up to her across a comma. Who comes into "they said
    that it would, while others ..." or into the next sentence does something else.
    """
    begin, end = min(contents)[:2], max((p, e) for p, _, e in contents)
    place = (source.paragraph, source.first)
    if not (cue[:2] < begin and end <= place) or article.kind(contents) != "reported":
        return False
    if place[0] != end[0] or place[0] != cue[0]:
        return True
    words = article.paragraphs[place[0]]
    between = [w.text for w in words[end[1] : place[1]]]
    finite = words[cue[1]].text.lower() in _FINITE
    return finite or between != [","] or words[place[1]].text.lower() in RELATIVE


def _named_behind(
    cue: Place, source: Place | None, contents: Sequence[Place], article: Prepared
) -> Place | None:
    """The source, or the name right behind the cue where the source stands in another sentence.

    "…, said Ines Wolf, its head." has its speaker there, whoever spoke before.
    """
    paragraph, first, end = cue
    inverted = any(p == paragraph and 0 <= first - stop <= 1 for p, _, stop in contents)
    if source is None or source[0] != paragraph or not inverted:
        return source
    home = article.sentence(paragraph, end - 1)
    if article.sentence(paragraph, source[1]) == home:
        return source
    words = article.paragraphs[paragraph]
    stop = end
    while (
        stop < len(words)
        and words[stop].text.istitle()
        and article.sentence(paragraph, stop) == home
    ):
        stop += 1
    return (paragraph, end, stop) if stop - end > 1 else source


def place_of(hit: Hit) -> Place:
    """Where a tagged span stands."""
    return hit.paragraph, hit.first, hit.end


def snapped(place: Place, article: Prepared) -> Place:
    """Take in a quotation mark that stands just outside a quoted content.

    The corpus counts the marks (and the comma before the closing one) to the content. A dash that
    leads over to the reporting words and the page on which they stand are left out.
    """
    paragraph, first, end = place
    words, states = article.paragraphs[paragraph], article.states[paragraph]
    if first and states[first - 1] == OPENING and states[first] == INSIDE:
        first -= 1
    stop = end
    if stop < len(words) and words[stop].text in {",", ".", "?", "!"}:
        stop += 1
    if stop < len(words) and states[stop] == CLOSING and states[end - 1] == INSIDE:
        end = stop + 1
    while end - first > 1 and words[end - 1].text in _DASHES:
        end -= 1
    page = _PAGE.search(" ".join(word.text for word in words[first:end]))
    return paragraph, first, end - len(page[0].split()) if page else end


def raw(relation: Relation, article: Prepared) -> RawAttribution:
    """The relation in characters."""
    contents = sorted(set(relation.contents))
    return RawAttribution(
        source=None if relation.source is None else (article.span(*relation.source),),
        cue=None if relation.cue is None else article.span(*relation.cue),
        content=tuple(article.span(*c) for c in contents),
        kind="direct" if relation.labelled else cast("AttributionKind", article.kind(contents)),
        confidence=round(relation.confidence, 4),
    )


def within(a: Place, b: Place) -> bool:
    """Whether all words of the first place are of the second."""
    return a[0] == b[0] and b[1] <= a[1] and a[2] <= b[2]


def overlap(a: Place, b: Place) -> bool:
    """Whether two places have a word in common."""
    return a[0] == b[0] and a[1] < b[2] and b[1] < a[2]
