"""Whom a question names: people, bodies that the collection knows, and roles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.speakers.called import SMALL_WORDS
from index.speakers.folding import romanised
from index.speakers.lexicon import FUNCTION_WORDS, PERSON_VERBS, PLURAL_GROUPS, role_groups
from index.speakers.matching import NameIndex
from index.speakers.mentions import find_mentions
from index.speakers.names import gender_of_given, parse_name
from index.speakers.sources import HE, SHE
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
        for at, key, span in _chunks(words)
        if key in index.titles and _definite(words.tokens, at)
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
    for at, key, span in _chunks(words):
        named = key in index.phrases and not _ordinary(words.tokens[at : at + len(key)])
        if named and not _meets(span, (*people, *others)):
            others.append(span)
    ordered = [*sorted(people), *sorted(others)]
    return list(dict.fromkeys(re.sub(r"\s+", " ", question[a:b]) for a, b in ordered))


def meant_by_pronoun(question: str, quoted: Iterable[Speaker]) -> Speaker | None:
    """The first of some people whom "he" or "she" can mean, as far as their given names tell."""
    said = {token.low for token in Words(question).tokens}
    if bool(said & HE) == bool(said & SHE):
        return None
    people = [one for one in quoted if one.kind == "person"]
    genders = [gender_of_given(parse_name(one.name).given) for one in people]
    for wanted in ("m" if said & HE else "f", ""):
        if wanted in genders:
            return people[genders.index(wanted)]
    return None


def _chunks(words: Words) -> Iterator[tuple[int, tuple[str, ...], Span]]:
    """Every sequence of up to eight words, the longest first: the index of its first word, its
    words as speakers are looked up by them, and its place."""
    tokens = words.tokens
    forms = [romanised(token.text) for token in tokens]
    for size in range(8, 0, -1):
        for at in range(len(tokens) - size + 1):
            span = (tokens[at].start, tokens[at + size - 1].end)
            yield at, tuple(forms[at : at + size]), span


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


def _ordinary(tokens: Sequence[Token]) -> bool:
    """Words any question holds: they name nobody by themselves."""
    words = [token.low for token in tokens]
    edges = words[0] in _ORDINARY and words[-1] in _ORDINARY
    return edges or (len(words) == 1 and (words[0] in role_groups() or len(words[0]) < 3))


def _definite(tokens: Sequence[Token], at: int) -> bool:
    """Whether "the" stands before a word."""
    return at > 0 and tokens[at - 1].low == "the"
