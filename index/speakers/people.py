"""Somebody whom an article names or describes, with what it says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from index.speakers.folding import plain, tokens
from index.speakers.lexicon import place_adjectives, place_rows
from index.speakers.mentions import Mention
from index.speakers.names import PersonName, parse_name
from index.speakers.roles import role_words
from index.types import Span


@dataclass(slots=True, eq=False)
class Person:
    """Somebody an article names, or describes without a name ("a senior official")."""

    name: PersonName
    mentions: list[Mention] = field(default_factory=list)
    role_spans: list[Span] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    votes: Counter[str] = field(default_factory=Counter)
    titles: list[Span] = field(default_factory=list)
    """Roles that only the words of a source tell, whose nouns are no known ones."""
    described: Span | None = None
    noun: str = ""
    owned: bool = False
    """Whether it is told whose they are: "his wife", "Roe's lawyer"."""
    apart: bool = False
    """Whether they are of another gender than whose they are."""

    @property
    def called(self) -> list[Span]:
        """Every role that the text gives."""
        return [*self.role_spans, *self.titles]

    @property
    def gender(self) -> str:
        """``m``, ``f`` or an empty string."""
        male, female = self.votes["m"], self.votes["f"]
        return "m" if male > female else "f" if female > male else ""

    @property
    def shown(self) -> bool:
        """Whether the text shows a person, and not only a name with a capital ("Evening Bugle")."""
        strong = any(m.strong and not m.headline for m in self.mentions)
        titled = any(m.title and not m.place for m in self.mentions)
        return bool(strong or titled or self.roles or self.gender or self.described is not None)

    def fullest(self) -> Mention:
        """The mention that says most about who this is; the first of several."""
        return max(
            self.mentions,
            key=lambda m: (
                bool(parse_name(m.text).given),
                not m.headline,
                not (m.text.isupper() and len(m.text) > 4),
                len(tokens(m.text)),
                len(m.text),
                -m.start,
            ),
        )


def describe(text: str, head: Span, noun: str, gender: str = "") -> Person:
    """Somebody without a name, from the words for them."""
    phrase = text[head[0] : head[1]]
    person = Person(PersonName((), ""), described=head, noun=noun)
    person.roles |= role_words(phrase)
    person.places |= places_in(phrase)
    if gender:
        person.votes[gender] += 5
    return person


@lru_cache(maxsize=8192)
def places_in(phrase: str) -> frozenset[str]:
    """Canonical places a phrase names, as nouns or adjectives."""
    low = plain(phrase)
    found = {place_adjectives()[w] for w in map(plain, tokens(phrase)) if w in place_adjectives()}
    padded = " " + low.replace("'s", "") + " "
    for place in place_rows():
        if any(f" {plain(form)} " in padded for form in place.forms):
            found.add(place.name)
    return frozenset(found)


def best_role(text: str, spans: Sequence[Span]) -> Span | None:
    """The role that tells most: a phrase rather than a bare title, and the earlier one."""
    if not spans:
        return None

    def value(span: Span) -> tuple[int, int]:
        count = len(tokens(text[span[0] : span[1]]))
        return (min(count, 4) if count <= 26 else 3, -span[0])

    return max(spans, key=value)
