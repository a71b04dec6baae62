"""People who enter an article without a name: "a masked man", "his wife", "Roe's lawyer".

What later is called "the man", "the source" or "he" is often one of them, and never to be taken for
the next person who happens to have a name. Discourse referents of indefinite noun phrases are those
of Heim (1982); a phrase that says what a named person is ("X, a painter", "X is a painter")
introduces nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Final

from index.speakers.lexicon import (
    FUNCTION_WORDS,
    GENDERED_NOUNS,
    PERSON_VERBS,
    word_set,
)
from index.speakers.mentions import Mention
from index.speakers.people import Person, describe
from index.speakers.phrases import PREPOSITIONS
from index.speakers.roles import is_human, singular
from index.speakers.words import Token, Words
from index.types import Span

_ARTICLES: Final = frozenset(["a", "an", "another", "one"])
_OWNERS: Final = {"his": "m", "her": "f"}
_LONGEST: Final = 6
_REACH: Final = 12
"""Words behind the noun that are looked at for a name."""
_SAYS_WHAT: Final = word_set("copulas") | {"as", "like", "such", "not", "than", "or"}
"""After one of these a phrase tells what somebody is, or nobody in particular."""
_NAMES: Final = frozenset(["named", "called", "identified", "known", "nicknamed"])
"""After one of these the name of who was introduced follows."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """A phrase for one person. ``head`` is the phrase without its article, but with its ``owner``,
    who stands there by name or as "his" or "her"."""

    head: Span
    noun: str
    owner: Span | None = None

    @property
    def gender(self) -> str:
        """``m`` or ``f`` where the noun tells."""
        return GENDERED_NOUNS.get(self.noun, "")

    def person(self, text: str, owner: Person | None) -> Person:
        """Who was introduced; ``owner`` is who "Roe" of "Roe's lawyer" is."""
        found = describe(text, self.head, self.noun, self.gender)
        if self.owner is not None:
            his = _OWNERS.get(text[slice(*self.owner)].lower(), "")
            gender = owner.gender if owner else his
            found.owned = True
            found.apart = bool(gender and self.gender) and gender != self.gender
        return found


def find_introductions(words: Words, mentions: Sequence[Mention]) -> list[Introduction]:
    """Everybody introduced by "a ...", "his ..." or "Roe's ..." whom no name goes with, in reading
    order."""
    names = {mention.start for mention in mentions}
    names |= {mention.title_start for mention in mentions}
    ends = {mention.end for mention in mentions}
    owners = {m.end: m.start for m in mentions if m.kind == "person"}
    found = []
    for k, token in enumerate(words.tokens):
        owner = None
        if token.low in _OWNERS or (token.possessive and token.end in owners):
            owner = (owners.get(token.end, token.start), token.end)
        elif token.low not in _ARTICLES:
            continue
        begins = k if owner is None else words.first_from(owner[0])
        last = _noun(words.tokens, k + 1)
        if last is None or _says_what_somebody_is(words, begins, ends):
            continue
        noun = words.tokens[last].low
        if owner is not None and noun != singular(noun):
            continue  # "his sons"
        if not _named_behind(words, last, names):
            start = words.tokens[k + 1].start if owner is None else owner[0]
            head = (start, words.tokens[last].end)
            found.append(Introduction(head, singular(noun), owner))
    return found


def _noun(tokens: Sequence[Token], first: int) -> int | None:
    """The index of the human noun that a phrase beginning at ``first`` ends in."""
    last = None
    for k in range(first, min(first + _LONGEST, len(tokens))):
        token = tokens[k]
        if not _is_word(token) or token.low in PREPOSITIONS or token.low in FUNCTION_WORDS:
            break
        if is_human(singular(token.low)):
            last = k
        elif last is not None:
            break
    return None if last is None or tokens[last].possessive else last


def _says_what_somebody_is(words: Words, article: int, ends: set[int]) -> bool:
    """ "Roe, a painter", "Roe (a painter)", "she is a painter", "as a painter"."""
    if article == 0:
        return False
    before = words.tokens[article - 1]
    if before.low in _SAYS_WHAT or before.possessive:  # "she's a painter"
        return True
    if before.text in ",(–—" and article > 1:
        return words.tokens[article - 2].end in ends or words.tokens[article - 2].text.isdigit()
    return False


def _named_behind(words: Words, noun: int, names: set[int]) -> bool:
    """ "a painter Ann Roe", "a painter from Ulm, Ann Roe,", "a painter named Ann Roe"."""
    rest = words.tokens[noun + 1 : noun + 1 + _REACH]
    if not rest:
        return False
    if rest[0].low in _NAMES:
        # "identified by police as Karl Lindt", "named Karl Lindt"
        return any(token.text[0].isupper() for token in takewhile(_is_word, rest[1:5]))
    if rest[0].start in names:
        return True
    for token, following in pairwise(rest):
        if token.text in ",(–—":
            return following.start in names
        if not _is_word(token) or token.low in PERSON_VERBS or token.low in _SAYS_WHAT:
            return False
    return False


def _is_word(token: Token) -> bool:
    return token.text[0].isalpha()
