"""Whose words a quotation is that follows what somebody does: “Lund shook her head. "We won."”

The one person of the sentence before, where that reports nothing and nobody else is named for the
quotation. It is a custom of telling and no grammar, so that the name is never certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from index.attribution.prepared import Prepared
from index.attribution.quotations import Place, Quotation
from index.attribution.relations import Relation
from index.attribution.words import OUTSIDE
from index.speakers.mentions import find_mentions
from index.speakers.words import Words
from index.types import Span

ACTED: Final = "acted"
"""The name of the rule, in relations."""
_ENDS: Final = frozenset({".", "?", "!", "…"})
_PRONOUNS: Final = frozenset({"he", "she"})


def acted(
    quotation: Quotation, relations: Sequence[Relation], article: Prepared
) -> Relation | None:
    """The relation of whoever acts in the sentence before a quotation; None where nobody does.

    ``relations`` are those found so far, also such as have nothing to report.
    """
    if len(quotation.pieces) > 1 or not quotation.closed:
        return None
    paragraph, first, end = quotation.pieces[0]
    words = article.paragraphs[paragraph]
    alone = words[end - 2].text in _ENDS and article.opens_sentence(paragraph, first)
    goes_on = end < len(words) and not article.opens_sentence(paragraph, end)
    if not alone or goes_on or not first:
        return None
    number = article.sentence(paragraph, first - 1)
    begin = first - 1
    while begin and article.sentence(paragraph, begin - 1) == number:
        begin -= 1
    quiet = all(state == OUTSIDE for state in article.states[paragraph][begin:first])
    reports = any(
        place and place[0] == paragraph and place[1] < first and place[2] > begin
        for r in relations
        for place in (r.source, r.cue, *r.contents)
    )
    if not quiet or reports or words[first - 1].text != ".":
        return None
    source = _person((paragraph, begin, first), article)
    return Relation(source, None, [quotation.pieces[0]], rule=ACTED) if source else None


def _person(sentence: Place, article: Prepared) -> Place | None:
    """The only person of a sentence, or the pronoun that opens it where it names nobody."""
    paragraph, begin, end = sentence
    words = article.paragraphs[paragraph]
    found = find_mentions(Words(article.text), list(_sentences(article)))
    here = [m for m in found if words[begin].start <= m.start < words[end - 1].end]
    if not here:
        opens = words[begin].text.lower() in _PRONOUNS
        return (paragraph, begin, begin + 1) if opens else None
    if len(here) > 1 or here[0].kind != "person" or here[0].possessive:
        return None
    inside = [n for n in range(begin, end) if here[0].start <= words[n].start < here[0].end]
    return (paragraph, inside[0], inside[-1] + 1) if inside else None


def _sentences(article: Prepared) -> Iterator[Span]:
    """The sentences of all paragraphs, in characters."""
    for paragraph, words in enumerate(article.paragraphs):
        first = 0
        for n in range(1, len(words) + 1):
            if n == len(words) or article.opens_sentence(paragraph, n):
                yield words[first].start, words[n - 1].end
                first = n
