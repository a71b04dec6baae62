"""Which words of an article are somebody's own: what the article itself sets as a quotation.

Decided by form alone, from the characters of the text: quotation marks that open and close, block
quotations (lines that begin with ``>``) and the turns of a transcript (``Name: …``). Of whoever is
said to speak it matters only where the article says so: what somebody tells inside a quotation that
somebody else said is no quotation of that one. Every view asks here before it sets a quotation
mark.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.attribution.quotations import quotations_of
from index.attribution.single_marks import single_quotations
from index.attribution.states import quote_states
from index.attribution.words import CLOSING, OUTSIDE, direction
from index.paragraphs import paragraphs
from index.speakers.folding import plain
from index.speakers.nicknames import nickname_marks
from index.speakers.sources import FIRST
from index.speakers.turns import turns_of
from index.types import AttributionKind, Span

_TOKEN = re.compile(r"``|''|[“”„«»\"]|[^“”„«»\"`']+|[`']")
_LINE = re.compile(r"^[^\n]+$", re.M)
_BLOCK = re.compile(r"[ \t]*>[> \t]*")
_OPENERS, _CLOSERS = ("“", "„", "«"), ("”", "»")
_OPENING = "\"“„«‘'‚‹–—-"
_CLOSING = "\"”“»’'‘›,–—"
_FORMS = ('“„"«', '”“"»')


@lru_cache(maxsize=256)
def quoted_spans(text: str) -> tuple[Span, ...]:
    """The spans that the article sets as quotations, marks left out, in order, none overlapping.

    >>> [" ".join("He said “no” twice, 'no'."[a:b].split()) for a, b in quoted_spans(
    ...     "He said “no” twice, 'no'.")]
    ['no', 'no']
    """
    return tuple(_joined(_quotations(text)))


def kind_of(text: str, spans: Iterable[Span], told: Sequence[Span] = ()) -> AttributionKind:
    """Whether words of an article are quoted by it wholly, partly or not at all.

    ``told`` is where it is told whose they are (``Statement.told``).

    >>> [kind_of("“Tolls will fall,” he said.", [s]) for s in ((1, 17), (0, 27), (19, 26))]
    ['direct', 'mixed', 'reported']
    >>> kind_of("“He said tolls will fall,” said Lind.", [(9, 24)], [(1, 3), (4, 8)])
    'reported'
    """
    quoted = _quoted_by(text, told)
    inside = outside = 0
    for start, end in spans:
        place = bisect.bisect_right(quoted, start, key=lambda s: s[1])
        at = start
        while at < end:
            next_ = quoted[place] if place < len(quoted) else (end, end)
            outside += _letters(text, at, min(next_[0], end))
            inside += _letters(text, max(at, next_[0]), min(next_[1], end))
            at, place = max(at, next_[1]), place + 1
    if not inside:
        return "reported"
    return "mixed" if outside else "direct"


def marked(text: str, kind: str | None) -> str:
    """Words as they are shown: in “ ” where they are a direct quotation, else as they are.

    A slice that brings its own marks along gets no second ones.

    >>> marked("no toll", "direct"), marked("no toll", "reported"), marked("«no toll»", "direct")
    ('“no toll”', 'no toll', '«no toll»')
    """
    own = len(text) > 2 and text[0] in _FORMS[0] and text[-1] in _FORMS[1]
    return f"“{text}”" if kind == "direct" and not own else text


def drop_lone_mark(text: str, span: Span) -> Span:
    """Leave out a quotation mark at either end of a sentence whose partner lies outside it.

    >>> drop_lone_mark("“Prices fall. Wages too,” she said.", (0, 13))
    (1, 13)
    """
    start, end = span
    words = text[start:end]
    if words[:1] in _OPENERS and not any(mark in words for mark in _CLOSERS):
        start += 1
    if words[-1:] in _CLOSERS and not any(mark in words for mark in _OPENERS):
        end -= 1
    if words.count('"') == 1:
        start += words.startswith('"')
        end -= words.endswith('"')
    return (start, end) if start < end else span


def trim_quotation(text: str, span: Span) -> Span:
    """Narrow a span to the words inside its quotation marks; what is left is still a slice.

    An apostrophe that ends a word, as in "the allies' interest", is kept.

    >>> trim_quotation('"Prices will fall," she said.', (0, 19))
    (1, 17)
    """
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _OPENING):
        if text[start] in "'’‘" and text[start + 1 : start + 2].isalnum() and start > span[0]:
            break
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        if text[end - 1] in "'’" and text[end - 2 : end - 1] == "s" and "‘" not in text[start:end]:
            break
        end -= 1
    return start, end


@lru_cache(maxsize=256)
def _quotations(text: str) -> tuple[Span, ...]:
    """Every quotation without its marks, one inside another too."""
    spoken = (span for turn in turns_of(text) for span in turn.body)
    single = single_quotations(text, list(paragraphs(text, ())))
    names = nickname_marks(text)
    inside = (_bare(text, p) for pieces in single for p in pieces if p[0] not in names)
    return (*_in_double_marks(text), *inside, *_blocks(text), *spoken)


def _quoted_by(text: str, told: Sequence[Span]) -> Sequence[Span]:
    """The quotations of whoever is named at ``told``: none that itself holds a part of that.

    “The minister says he will go,” said Lind: these are words of Lind's. Who says "I" is who is
    quoted.
    """
    if any(plain(text[a:b]) in FIRST for a, b in told):
        return quoted_spans(text)
    every = _quotations(text)
    own = [(a, b) for a, b in every if not any(a <= start < b for start, _ in told)]
    return _joined(own) if len(own) < len(every) else quoted_spans(text)


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end])) if start < end else 0


def _in_double_marks(text: str) -> list[Span]:
    """Quotations over one paragraph or several. One that is never closed is a slip and is none."""
    places: list[list[Span]] = []
    marks: list[list[int]] = []
    names = nickname_marks(text)
    for first, last in paragraphs(text, ()):
        tokens = [m.span() for m in _TOKEN.finditer(text, first, last)]
        row: list[int] = []
        low = False  # „so“ closes with what opens elsewhere
        for a, b in tokens:
            mark = OUTSIDE if a in names else direction(text, a, b, first, last)
            if low and text[a:b] == "“":
                mark = CLOSING
            low = text[a:b] == "„" or (low and mark == OUTSIDE)
            row.append(mark)
        places.append(tokens)
        marks.append(row)
    found: list[Span] = []
    for quotation in quotations_of(quote_states(marks)):
        own = [(places[p][begin][0], places[p][end - 1][1]) for p, begin, end in quotation.pieces]
        if quotation.closed and all(_goes_on(text, *pair) for pair in itertools.pairwise(own)):
            found += [_bare(text, span) for span in own]
    return found


def _goes_on(text: str, piece: Span, after: Span) -> bool:
    """Whether a quotation goes on in the next paragraph: it opens again there, or no blank line
    parts the two. A paragraph of narration between a slip and the next quotation is nobody's."""
    return text[after[0]] in _FORMS[0] or "\n\n" not in text[piece[1] : after[0]]


def _bare(text: str, span: Span) -> Span:
    """A quotation without the marks around it."""
    start, end = span
    while start < end and (text[start] in "“”„«»\"`'‘" or text[start].isspace()):
        start += 1
    while start < end and (text[end - 1] in "“”„«»\"`'’" or text[end - 1].isspace()):
        end -= 1
    return start, end


def _blocks(text: str) -> list[Span]:
    lines = (m.span() for m in _LINE.finditer(text))
    return [(m.end(), b) for a, b in lines if (m := _BLOCK.match(text, a, b)) and m.end() < b]


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch or overlap made one, in order."""
    found: list[Span] = []
    for start, end in sorted(s for s in spans if s[0] < s[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found
