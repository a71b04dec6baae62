"""The words of a sentence, and which of them name the voice it must be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from index.speakers.lexicon import generic_nouns
from index.speakers.roles import is_role
from index.types import Speaker
from rag.language import POSSESSIVE, REPORTING_VERBS, STOP_WORDS, fold, load_words
from rag.spelling import name_key
from rag.types import Voice

QUOTE = "\ufffc"
"""Stands for a quotation in the words around it."""
_TOKEN = re.compile(rf"{QUOTE}|[^\W_]+(?:[.'’\-–][^\W_]+)*|[^\w\s]")
_CONNECTIVES = load_words("connectives.txt")
WRITERS = frozenset("article report text piece story author outlet newspaper source".split())
"""Nouns for what reports, which is nobody's name."""
_ORDINARY = STOP_WORDS | _CONNECTIVES | REPORTING_VERBS | WRITERS
"""Words that may begin a sentence with a capital and are no names."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a quotation. ``opens`` where a sentence or a clause after a colon begins;
    ``owns`` where a possessive ending was cut off."""

    text: str
    low: str
    opens: bool
    owns: bool = False

    @property
    def word(self) -> bool:
        """Whether it is a word."""
        return self.text[0].isalnum()


def tokens_of(text: str) -> list[Token]:
    """The words and marks of a text in order."""
    found: list[Token] = []
    opens = True
    for match in _TOKEN.finditer(text):
        written = match[0]
        plain = POSSESSIVE.sub("", written) or written
        found.append(Token(plain, fold(plain), opens, plain != written))
        opens = written in ".!?:" or (opens and not written[0].isalnum())
    return found


@dataclass(frozen=True, slots=True)
class Names:
    """The words that may stand for the voice, and those that are names of others.

    ``own`` are folded words of the voice's names, ``roles`` of its roles; ``spoken`` are surnames
    of everybody who speaks in the collection, so that a name written small is seen too;
    ``ordinary`` are words that the evidence has in small letters.
    """

    own: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    spoken: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()

    def is_own(self, token: Token) -> bool:
        """Whether a word belongs to the voice's name, in any romanisation."""
        return token.low in self.own or name_key(token.text) in self.own

    def is_name(self, token: Token) -> bool:
        """Whether a word is, or may be, a name."""
        if not token.word or token.text.isdigit():
            return False
        if self.is_own(token) and token.low not in STOP_WORDS:
            return token.text[0].isupper() or token.low in self.spoken
        if not token.text.isascii() and token.text.lower() == token.text.upper():
            return True
        if any(c.isupper() for c in token.text[1:]):
            return True
        if not token.text[0].isupper():
            return token.low in self.spoken and token.low not in self.ordinary
        known = token.low in _ORDINARY or token.low in self.ordinary
        return not token.opens or not (known or is_role(token.low) or token.low in generic_nouns())


def names_of(voice: Voice, speaker: Speaker | None, spoken: frozenset[str], evidence: str) -> Names:
    """The names of a voice, from its speaker's forms where it has one."""
    own: set[str] = set()
    roles: set[str] = set()
    if voice.name and voice.certainty == "certain":
        forms = (voice.name, *(speaker.forms if speaker else ()))
        for token in (t for form in forms for t in tokens_of(form)):
            if token.word and token.low not in STOP_WORDS:
                own |= {token.low, name_key(token.text)}
        for role in (voice.role, *(speaker.roles if speaker else ())):
            roles |= {t.low for t in tokens_of(role) if t.word and t.low not in STOP_WORDS}
        roles |= {low for low in own if is_role(low)}
    ordinary = frozenset(t.low for t in tokens_of(evidence) if t.word and t.text[0].islower())
    return Names(frozenset(own), frozenset(roles), spoken, ordinary)


@lru_cache(maxsize=4)
def surnames(speakers: tuple[Speaker, ...]) -> frozenset[str]:
    """The folded last names of all people who speak."""
    last = (tokens_of(s.name)[-1:] for s in speakers if s.kind == "person")
    return frozenset(
        t.low for tokens in last for t in tokens if len(t.low) > 3 and t.low not in STOP_WORDS
    )
