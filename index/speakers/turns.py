"""Who speaks in a transcript: lines that begin with the name of whoever says what follows.

Decided by form alone. A line such as ``Raman: …`` may be a turn, and so may ``Update: …``. It is
one where its label is a person (the article names them, or the label is a given name and a surname,
has a title or a number), or where several labels take turns in one run of sentences. A label that
stands alone in its article is none. Questions and answers (``Q: …``, ``A: …``) come in pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import Final

from index.speakers.initialled import bearer, is_initials
from index.speakers.interviewers import with_questions
from index.speakers.label_names import is_named, is_person, may_be_name
from index.speakers.lexicon import place_words
from index.speakers.turn_lines import Line, Role, lines_of, trimmed
from index.types import Span

_LINE: Final = re.compile(r"^.*\S.*$", re.M)
_ENDED: Final = re.compile(r"[.!?…—–-][\"'”’»)\]*_]*\s*$")
_OWN: Final = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our|me|us)\b")
_QUOTED: Final = re.compile(r"“[^”]*”?|\"[^\"]*\"?")
_ASIDE: Final = re.compile(r"[\[(*_#>“\"]|.*\?[*_\s]*$", re.S)
_NAME: Final = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]+ [A-ZÀ-ÖØ-Þ][\w’'-]+")
_REPEATED: Final = re.compile(r"^>(?!> )", re.M)  # what a mail repeats of another one
_LEAST: Final = 2
"""Labelled lines without which there is no conversation."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its label without marks, and the spans of what is said, one a paragraph."""

    label: Span
    body: tuple[Span, ...]
    role: Role = "speaker"


@lru_cache(maxsize=256)
def turns_of(text: str) -> tuple[Turn, ...]:
    """The turns of a transcript or an interview, in order; none where the text is neither.

    >>> [text for text in ("Raman: We lose.\\nLind: No.\\nRaman: We do.\\nLind: Never.",
    ...                    "Update: It is over.\\nPhoto: The pier.") if turns_of(text)]
    ['Raman: We lose.\\nLind: No.\\nRaman: We do.\\nLind: Never.']
    """
    rows = [m.span() for m in _LINE.finditer(text)]
    lines = list(lines_of(text, rows))
    changes = [] if _REPEATED.search(text) else [line for line in lines if line.change]
    if len(lines) < _LEAST and not changes:
        return ()
    found = {line.number for line in (*changes, *_speaking(text, lines))}
    taken = _asked(lines) or [line for line in lines if line.number in found]
    going_on = len({line.key for line in taken}) > 1
    starts = {line.number for line in lines}
    turns = []
    for line, after in zip_longest(taken, taken[1:]):
        body = [line.body] if line.body[0] < line.body[1] else []
        stop = after.number if after else len(rows)
        for number in range(line.number + 1, stop):
            apart = "\n\n" in _gap(text, rows[number - 1][1], rows[number][0])
            more = after is not None and going_on and _goes_on(text[slice(*rows[number])])
            if number in starts or (apart and body and not more):
                break
            body.append(trimmed(text, rows[number]))
        if body:
            turns.append(Turn(line.label, tuple(body), line.role))
    return with_questions(text, turns)


def with_names(text: str, turns: Sequence[Turn]) -> str:
    r"""The text, of the same length, with labels in capitals as the article writes names.

    >>> text = "MR. O’DEA: No.\nMS. LIND: Yes.\nMR. O’DEA: No."
    >>> with_names(text, turns_of(text)).split("\n")[0]
    'Mr. O’Dea: No.'
    """
    parts, at = [], 0
    known: dict[str, str] = {}
    for start, end in (turn.label for turn in turns):
        label = text[start:end]
        if label.isupper() and len(label.title()) == len(label):
            if label not in known:
                written = _as_written(label, text)
                initials = is_initials(label) and written not in _without(text, [(start, end)])
                known[label] = label if initials else written
            parts += [text[at:start], known[label]]
            at = end
    return "".join([*parts, text[at:]])


def _as_written(label: str, text: str) -> str:
    """A label in capitals as another place has it: "McCall" for "MCCALL"."""
    others = re.finditer(rf"\b{re.escape(label)}\b", text, re.IGNORECASE)
    found = (m[0] for m in others if m[0].split()[-1][0].isupper() and not m[0].isupper())
    if known := next(found, ""):
        return known
    if " " in label:
        return " ".join(_as_written(word, text) for word in label.split(" "))
    return label.lower() if label[1:] == "T" and label[0] in "'’" else label.title()


def _gap(text: str, start: int, end: int) -> str:
    return re.sub(r"[ \t]", "", text[start:end])


def _goes_on(paragraph: str) -> bool:
    """Whether a paragraph without a label goes on with a turn: whole sentences, and no aside."""
    return bool(_ENDED.search(paragraph)) and not _ASIDE.match(paragraph.strip())


def _asked(lines: Sequence[Line]) -> list[Line]:
    """Questions and their answers: an answer needs a question before it."""
    found: list[Line] = []
    for line in lines:
        if line.role == "question" or (line.role == "answer" and found):
            found.append(line)
    return found if any(line.role == "answer" for line in found) else []


def _speaking(text: str, lines: Sequence[Line]) -> list[Line]:
    own = [line for line in lines if line.role == "speaker"]
    counts = Counter(line.key for line in own)
    rest = _without(text, [line.label for line in own])
    voiced = {line.key for line in own if _speaks_of_itself(text[slice(*line.body)])}
    people = {
        line.key
        for line in own
        if is_person(line.who)
        or is_named(line.who, rest, known=True)
        or (line.key in voiced and is_named(line.who, rest))
    }
    people |= _initials(own, counts, voiced, rest)
    if people:  # beside somebody who is one for certain, whom the article names is another
        people |= {line.key for line in own if is_named(line.who, rest)}
    others = {
        line.key
        for line in own
        if line.key not in people and counts[line.key] > 1 and may_be_name(line.who, rest)
    }
    if others and not _take_turns(text, own, people, others, rest):
        others = set()
    sure = people | others
    found = [line for line in own if line.key in sure or _is_among(line, own, sure, rest)]
    return found if _is_talk(text, found, rest) else []


def _initials(own: Sequence[Line], counts: Counter[str], voiced: set[str], rest: str) -> set[str]:
    """Labels with the initials of somebody named, among several that come again, where one of them
    speaks of itself."""
    found = {line.key: line.who for line in own if is_initials(line.who) and counts[line.key] > 1}
    told = {key for key, who in found.items() if bearer(who, rest)}
    return told if len(found) > 1 and voiced & set(found) else set()


def _is_talk(text: str, found: Sequence[Line], rest: str) -> bool:
    """Whether labelled lines are a conversation, and no list of people, places or results.

    Where no label comes again, they are one if two people are called by surnames that the article
    explains, or if people speak of themselves.
    """
    counts = Counter(line.key.split()[-1] for line in found)  # "Kerr" is "Bo Kerr" again
    bodies = [text[slice(*line.body)] for line in found]
    ended = sum(bool(not body or _ENDED.search(body)) for body in bodies)
    if len(found) < _LEAST or 2 * ended < len(found):
        return False
    if max(counts.values()) > 1 or all(line.who[-1].isdigit() for line in found):
        return True
    if any(place_words() & set(line.key.split()) for line in found):
        return False
    short = all(is_named(line.who, rest, known=True) for line in found)
    if short and len(found) == _LEAST and not any(" " in line.who for line in found):
        return True
    return all(map(_speaks_of_itself, bodies))


def _speaks_of_itself(body: str) -> bool:
    """Whether there is an "I", a "we" or a "you" outside of quotations."""
    return bool(_OWN.search(_QUOTED.sub("", body)))


def _take_turns(
    text: str, own: Sequence[Line], people: set[str], others: set[str], rest: str
) -> bool:
    """Whether labels that nothing explains alternate with one another or with a person's.

    Pairs of headings do so too (``Myth: …``, ``Fact: …``). Without a person among the labels they
    are names only where the article names them all and somebody says "I" or "you", or where there
    is next to nothing but labelled lines, and nobody else is named.
    """
    sure = people | others
    found = [line for line in own if line.key in sure]
    changes = sum(a.key != b.key for a, b in pairwise(found))
    if len(sure) < 2 or changes < 3:
        return False
    named = all(is_named(line.who, rest) for line in found)
    heard = any(_speaks_of_itself(text[slice(*line.body)]) for line in found)
    if not people and not (named and heard) and not _is_bare(text, found):
        return False
    bodies = [text[slice(*line.body)] for line in found]
    ended = all(not body or _ENDED.search(body) for body in bodies)
    return ended and 2 * len(found) > found[-1].number - found[0].number


def _is_bare(text: str, found: Sequence[Line]) -> bool:
    """Whether a text is a transcript and nothing else."""
    rows = len(_LINE.findall(text))
    rest = _without(text, [(line.label[0], line.body[1]) for line in found])
    return 4 * len(found) >= 3 * rows and not _NAME.search(rest)


def _is_among(line: Line, own: Sequence[Line], sure: set[str], rest: str) -> bool:
    """Whether a label in capitals, met once, stands among others that all are in capitals."""
    around = [other for other in own if other.key in sure]
    if not around or not line.who.isupper() or not all(o.who.isupper() for o in around):
        return False
    near = any(abs(other.number - line.number) <= 2 for other in around)
    inside = around[0].number < line.number
    return near and inside and may_be_name(line.who, rest)


def _without(text: str, spans: Sequence[Span]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts.append(text[at:start])
        at = end
    return "\n".join([*parts, text[at:]])
