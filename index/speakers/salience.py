"""Who "he" is: the person most present in the text before a pronoun or a description.

Every mention leaves a trace that fades with each sentence; someone who has just spoken leaves the
strongest one, a name inside somebody's quotation the weakest (after Lappin and Leass 1994, with
weights chosen by reading errors on news text).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.speakers.folding import plain
from index.speakers.mentions import Mention
from index.speakers.people import Person
from index.speakers.phrases import PREPOSITIONS
from index.types import Span

SPOKE = 3.0
SUBJECT = 2.2
OTHER = 1.0
POSSESSIVE = 0.6
OWNER = 1.5
PRONOUN = 1.6
INTRODUCED = 0.9
QUOTED = 0.35
STILL_POSSIBLE = 0.4
FADE = 0.55
REACH = 12
CLEAR = 1.5

_QUOTE = re.compile(r"[“”\"\n]|''")
_LED = re.compile(r"(?:['’]s? [^\W\d_A-Z][^,;:.“”\"]*)?, (?:the )?")
"""What stands between the last name of what leads up to a subject and that: "Roe’s talk, "."""
_CLAUSE = re.compile(r" [a-z][^,;:.“”\"]*, (?:the )?(?:[A-Z]\w+ )?")
"""The same behind the subject of a clause that leads up to it: "Roe left the room, "."""
_WHEN = PREPOSITIONS | {"as", "when", "while", "once", "until", "because"}


@dataclass(frozen=True, slots=True)
class Trace:
    """One appearance of a person: where, in which sentence, how strongly."""

    start: int
    end: int
    sentence: int
    weight: float
    person: Person


def quoted_regions(text: str) -> list[Span]:
    """Spans between quotation marks. A quotation left open closes with its paragraph."""
    found: list[Span] = []
    opened = -1
    for match in _QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        if mark == "\n":
            if opened >= 0:
                found.append((opened, at))
            opened = -1
        elif mark == "“" or (mark in ('"', "''") and opened < 0):
            if opened < 0:
                opened = at
        elif opened >= 0:
            found.append((opened, match.end()))
            opened = -1
    if opened >= 0:
        found.append((opened, len(text)))
    return found


def _lines(text: str, start: int, end: int) -> list[Span]:
    if text.find("\n", start, end) < 0:
        return [(start, end)]
    return [
        (start + m.start(), start + m.end()) for m in re.finditer(r"[^\s][^\n]*", text[start:end])
    ]


class Layout:
    """Which sentence and which quotation an offset lies in; ``spoken`` are quotations too."""

    def __init__(self, text: str, sentences: Sequence[Span], spoken: Sequence[Span] = ()) -> None:
        self.text = text
        # A line end always ends a sentence, also where the full stop was forgotten.
        self.sentences = [
            piece
            for start, end in sentences or [(0, len(text))]
            for piece in _lines(text, start, end)
        ] or [(0, len(text))]
        self._starts = [start for start, _ in self.sentences]
        outside = (q for q in quoted_regions(text) if not any(a <= q[0] < b for a, b in spoken))
        self.quotes = sorted([*outside, *spoken])
        self._quote_starts = [start for start, _ in self.quotes]

    def sentence(self, offset: int) -> int:
        """Number of the sentence at an offset."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def quote(self, offset: int) -> int:
        """Number of the quotation around an offset, or -1."""
        at = bisect_right(self._quote_starts, offset) - 1
        return at if at >= 0 and offset < self.quotes[at][1] else -1


def leading_up(named: Sequence[tuple[Mention, Person]], layout: Layout) -> frozenset[int]:
    """Where those are named who are no more than led up with to the subject of a sentence."""
    return frozenset(
        mention.start
        for (mention, _), (after, _) in pairwise(named)
        if _leads_up(layout, layout.sentence(mention.start), mention, after)
    )


def traces_of_names(
    named: Sequence[tuple[Mention, Person]], layout: Layout, leading: Container[int]
) -> Iterator[Trace]:
    """The traces of those who are named, in reading order.

    The subject of a sentence is whoever is named first, or whoever is named behind the comma of
    what leads up to it: "In a talk with Ann Roe, Karl Lindt said no".
    """
    last = -1
    for mention, person in named:
        sentence = layout.sentence(mention.start)
        weight = POSSESSIVE if mention.possessive else OTHER
        if mention.start in leading:
            pass
        elif sentence != last and layout.quote(mention.start) < 0:
            weight = OWNER if mention.possessive else SUBJECT
            last = sentence
        yield Trace(mention.start, mention.end, sentence, weight, person)


def _leads_up(layout: Layout, sentence: int, mention: Mention, after: Mention) -> bool:
    """Whether somebody is named in what opens a sentence with a preposition, before the subject."""
    begin, end = layout.sentences[sentence]
    opening = layout.text[begin : mention.start]
    subject = after.title_start if after.title_start >= 0 else after.start
    listed = layout.text.startswith((" and ", " or "), after.end)
    if not mention.end < subject < end or "," in opening or listed:
        return False
    if _LED.fullmatch(layout.text, mention.end, subject):
        return plain(opening.split(" ", 1)[0]) in PREPOSITIONS
    # "Hours after Roe left the room, Mayor Lindt warned"
    clause = len(opening.split()) <= 3 and any(plain(word) in _WHEN for word in opening.split())
    led = _CLAUSE.fullmatch(layout.text, mention.end, subject)
    return clause and led is not None and not after.possessive


def traces_of_introduced(introduced: Mapping[int, Person], layout: Layout) -> Iterator[Trace]:
    """The traces of those who come in without a name.

    As the subject of a sentence somebody is as present as by name where "she" cannot be taken for
    whose wife she is.
    """
    for start, person in introduced.items():
        if person.described is not None:
            sentence = layout.sentence(start)
            subject = person.apart and layout.sentences[sentence][0] == start
            weight = SUBJECT if subject else INTRODUCED
            yield Trace(*person.described, sentence, weight, person)


class Memory:
    """The traces of one article, in reading order."""

    def __init__(self, layout: Layout, traces: Sequence[Trace]) -> None:
        self.layout = layout
        self.traces = sorted(traces, key=lambda t: (t.start, -t.weight))
        self._starts = [t.start for t in self.traces]

    def add(self, trace: Trace) -> None:
        """Remember that somebody spoke."""
        at = bisect_right(self._starts, trace.start)
        self.traces.insert(at, trace)
        self._starts.insert(at, trace.start)

    def traces_to(self, offset: int) -> Sequence[Trace]:
        """The traces before an offset."""
        return self.traces[: bisect_right(self._starts, offset - 1)]

    def rank(
        self,
        offset: int,
        allowed: Callable[[Person], float],
        hidden: Sequence[Span] = (),
        reach: int = REACH,
    ) -> list[tuple[float, Person]]:
        """People before an offset, the most present first.

        ``allowed`` weighs a person (0 excludes); traces inside ``hidden`` spans or more than
        ``reach`` sentences back do not count.
        """
        here = self.layout.sentence(offset)
        quote = self.layout.quote(offset)
        scores: dict[Person, float] = {}
        at = bisect_right(self._starts, offset - 1) - 1
        while at >= 0:
            trace = self.traces[at]
            at -= 1
            distance = here - trace.sentence
            if distance > reach:
                break
            if any(a <= trace.start < b for a, b in hidden):
                continue
            factor = allowed(trace.person)
            if factor <= 0:
                continue
            weight = trace.weight
            inside = self.layout.quote(trace.start)
            if inside >= 0 and inside != quote:
                weight *= QUOTED
            gain = factor * weight * FADE**distance
            scores[trace.person] = max(scores.get(trace.person, 0.0), gain) + 0.15 * min(
                gain, scores.get(trace.person, 0.0)
            )
        return sorted(
            ((score, person) for person, score in scores.items()),
            key=lambda pair: (-pair[0], pair[1].mentions[0].start if pair[1].mentions else 0),
        )


def margin(ranked: Sequence[tuple[float, Person]]) -> float:
    """By how much of its weight the first of those ranked is before the second: 0 to 1."""
    return 1 - ranked[1][0] / ranked[0][0] if len(ranked) > 1 else 1.0
