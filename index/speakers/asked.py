"""Whom a question names: people, bodies that the collection knows, and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.speakers.called import SMALL_WORDS
from index.speakers.folding import romanised
from index.speakers.lexicon import FUNCTION_WORDS, PERSON_VERBS, PLURAL_GROUPS, role_groups
from index.speakers.matching import NameIndex
from index.speakers.mentions import find_mentions
from index.speakers.words import Token, Words
from index.types import Span, Speaker

_ORDINARY = FUNCTION_WORDS | PLURAL_GROUPS | SMALL_WORDS | PERSON_VERBS | {"speak", "talk", "think"}


def find_names(question: str, speakers: Sequence[Speaker] | NameIndex = ()) -> list[str]:
    """Names in a question, as it writes them: people first, then known speakers of other kinds.

    Written small they are found where a speaker bears them ("what does tkachenko say"). So is a
    role of two words or more that somebody has, behind "the" ("what does the harbour master say").
    """
    index = speakers if isinstance(speakers, NameIndex) else NameIndex(speakers)
    words = Words(question)
    start = words.tokens[0].start if words.tokens else 0
    titles = [
        span
        for at, chunk, span in _chunks(words)
        if _key(chunk) in index.titles and _definite(words.tokens, at)
    ]
    people = [
        (mention.start, mention.end)
        for mention in find_mentions(words, [(start, len(question))])
        if mention.kind == "person" and not mention.place
    ]
    people = [span for span in people if not _meets(span, titles)]
    others: list[Span] = []
    for span in titles:
        if not _meets(span, others):
            others.append(span)
    for _, chunk, span in _chunks(words):
        named = _key(chunk) in index.phrases and not _ordinary([t.low for t in chunk])
        if named and not _meets(span, (*people, *others)):
            others.append(span)
    ordered = [*sorted(people), *sorted(others)]
    return list(dict.fromkeys(re.sub(r"\s+", " ", question[a:b]) for a, b in ordered))


def _chunks(words: Words) -> Iterator[tuple[int, Sequence[Token], Span]]:
    """Every sequence of up to eight words, the longest first, with its place."""
    for size in range(8, 0, -1):
        for at in range(len(words.tokens) - size + 1):
            chunk = words.tokens[at : at + size]
            yield at, chunk, (chunk[0].start, chunk[-1].end)


def _key(chunk: Sequence[Token]) -> tuple[str, ...]:
    return tuple(romanised(token.text) for token in chunk)


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _ordinary(words: list[str]) -> bool:
    """Words any question holds: they name nobody by themselves."""
    edges = words[0] in _ORDINARY and words[-1] in _ORDINARY
    return edges or (len(words) == 1 and (words[0] in role_groups() or len(words[0]) < 3))


def _definite(tokens: Sequence[Token], at: int) -> bool:
    """Whether "the" stands before a word."""
    return at > 0 and tokens[at - 1].low == "the"
