"""What the tagger has understood of a statement: its vectors of the words, pooled.

The tagger reads every word of an article when it looks for statements, so that these vectors cost
nothing. They are taken where they tell most: who is named, the reporting words, what is said, the
sentence around them, and where the article names whoever the source was found to mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.attribution.extraction import Extracted
from index.attribution.quotations import Place
from index.verifying.cases import Case, last_word, place_of
from index.verifying.naming import Names

Floats = NDArray[np.float32]

PARTS: Final = (
    *("source", "source begins", "source ends", "cue", "cue begins", "cue ends"),
    *("content", "content begins", "content ends", "sentence", "sentence begins"),
    *("named", "named begins", "named before"),
)
"""What is pooled, in the order of the vectors."""


def pooled(extracted: Extracted, cases: Sequence[Case], names: Names) -> Floats:
    """Vectors of the statements of one article: (statements, parts x width).

    What is not there (a source that nobody is named for) is nothing.
    """
    article, width = extracted.article, _width(extracted)
    starts = [words[0].start for words in article.paragraphs]
    table = np.zeros((len(cases), len(PARTS), width), np.float32)
    for row, case in zip(table, cases, strict=True):

        def take(place: Place | None) -> Floats | None:
            if place is None:
                return None
            rows: Floats = extracted.states[place[0]][place[1] : place[2]].astype(np.float32)
            return rows

        relation = case.relation
        source, cue = take(relation.source), take(relation.cue)
        contents = [take(place) for place in relation.contents]
        content = np.concatenate([c for c in contents if c is not None])
        sentence = take(_sentence(extracted, case.anchor))
        at = 0
        for words, ends in ((source, True), (cue, True), (content, True), (sentence, False)):
            if words is not None:
                row[at], row[at + 1] = words.mean(0), words[0]
                if ends:
                    row[at + 2] = words[-1]
            at += 3 if ends else 2
        evidence = case.resolved.evidence
        named = take(place_of(article, starts, evidence) if evidence else None)
        if named is not None:
            row[at], row[at + 1] = named.mean(0), named[0]
        last = names.before(last_word(case.resolved.name), case.begin)
        before = take(place_of(article, starts, last) if last else None)
        if before is not None:
            row[at + 2] = before.mean(0)
    return table.reshape(len(cases), -1)


def _width(extracted: Extracted) -> int:
    return extracted.states[0].shape[1] if extracted.states else 0


def _sentence(extracted: Extracted, place: Place) -> Place:
    """The sentence in which a place begins."""
    article = extracted.article
    paragraph, first = place[0], place[1]
    number = article.sentence(paragraph, first)
    begin, end = first, first + 1
    while begin and article.sentence(paragraph, begin - 1) == number:
        begin -= 1
    while end < len(article.paragraphs[paragraph]) and (article.sentence(paragraph, end) == number):
        end += 1
    return paragraph, begin, end
