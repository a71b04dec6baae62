"""Names in questions: which known speaker is meant by "aliev", by a surname, by a role."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from difflib import get_close_matches
from functools import cached_property, lru_cache

from index.speakers.called import SMALL_WORDS, head_of, phrases_of, titles_of
from index.speakers.folding import plain, romanised, tokens
from index.speakers.lexicon import (
    FUNCTION_WORDS,
    HONORIFICS,
    place_adjectives,
    role_groups,
)
from index.speakers.names import PersonName, compare_names, parse_name
from index.speakers.places import canonical_place
from index.speakers.roles import is_role
from index.types import Speaker

_OF = re.compile(r"\bof\b", re.I)
_FORMS = 12
ROLE = 0.7
"""Score of a role; others are given in ``NameIndex.match``."""
_OTHER_ROLES = frozenset(
    "former ex vice deputy assistant acting interim candidate nominee hopeful elect spokesman "
    "spokeswoman spokesperson adviser advisor aide son daughter wife husband brother sister".split()
)
"""Words that make another role of a role: a former mayor is not the mayor."""


class NameIndex:
    """Speakers by the words of their names and roles: built once, asked often."""

    def __init__(self, speakers: Sequence[Speaker]) -> None:
        self.speakers = speakers
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._surnames: dict[str, set[int]] = defaultdict(set)
        for number, speaker in enumerate(speakers):
            for text in (speaker.name, *speaker.forms[:_FORMS], *speaker.roles):
                for word in _words(text):
                    self._by_word[_place(word)].add(number)
            if speaker.kind == "person":
                self._surnames[parse_name(speaker.name).surname].add(number)
                for given in parse_name(speaker.name).given:
                    self._by_word["given:" + given].add(number)

    @cached_property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """Romanised word sequences that name somebody."""
        return frozenset(phrase for speaker in self.speakers for phrase in phrases_of(speaker))

    @cached_property
    def titles(self) -> frozenset[tuple[str, ...]]:
        """Romanised word sequences, two words or more, that are somebody's role."""
        return frozenset(title for speaker in self.speakers for title in titles_of(speaker))

    def match(self, query: str) -> list[tuple[Speaker, float]]:
        """Speakers a name or a role can mean, best first; scores between 0 and 1.

        1.0 the name itself; 0.85 and more another spelling or short form; 0.8 a surname; 0.75 part
        of a body's name; 0.7 the role; 0.6 a given name; 0.5 a slip of the pen. Ties go to whoever
        speaks more.
        """
        wanted = _words(query)
        if not wanted:
            return []
        name = parse_name(" ".join(_without_titles(wanted)))
        acronyms = {
            t for t in tokens(query) if t.isupper() and plain(t) in FUNCTION_WORDS - SMALL_WORDS
        }
        acronyms.discard("I")
        numbers = set(self._surnames.get(name.surname, ()))
        numbers |= self._by_word.get("given:" + name.surname, set())
        for word in wanted:
            numbers |= self._by_word.get(_place(word), set())
        scored = ((self.speakers[n], _score(query, wanted, self.speakers[n])) for n in numbers)
        hits = [hit for hit in scored if hit[1] > 0]
        if wanted[0] in role_groups() or wanted[-1] in role_groups():
            # It may be a role alone: "the FBI director", "the secretary of state".
            hits = _holders(wanted, hits)
        if not hits and len(name.surname) >= 5:
            near = get_close_matches(name.surname, self._surnames, n=3, cutoff=0.85)
            close = {number for key in near for number in self._surnames[key]}
            hits = [
                (self.speakers[number], 0.5)
                for number in close
                if not name.given
                or compare_names(name, _with_surname(self.speakers[number], name.surname))
                != "different"
            ]
        # "The WHO" asks for no "those who".
        hits = [(s, score) for s, score in hits if acronyms <= set(tokens(s.name))]
        if len(wanted) == 1:
            hits = _surnames_too(hits)
        return sorted(hits, key=lambda hit: (-hit[1], -hit[0].statements, hit[0].name, hit[0].id))


def _holders(wanted: list[str], hits: list[tuple[Speaker, float]]) -> list[tuple[Speaker, float]]:
    """Prefer regular holders of a role over those it was given to once.

    A body that only has the role in a long name ("the mayor's office") is not meant, and a source
    that the text calls nothing else ("the president") comes beside the people, not before them.
    """
    people = [(s, score, _place_of_role(wanted, s)) for s, score in hits if s.kind == "person"]
    leading = min((place for _, _, place in people if place is not None), default=None)
    if leading is None:
        return hits
    kept = [
        (s, score)
        for s, score, place in people
        if score > ROLE or (place is not None and (place == 0) == (leading == 0))
    ]
    bodies = [(s, min(score, ROLE)) for s, score in hits if s.kind != "person" and score >= 0.9]
    return [*kept, *bodies]


def _place_of_role(wanted: list[str], speaker: Speaker) -> int | None:
    """Where among a speaker's roles, the most frequent first, the one asked for stands."""
    return next((n for n, role in enumerate(speaker.roles) if _role_fits(wanted, role)), None)


def _surnames_too(hits: list[tuple[Speaker, float]]) -> list[tuple[Speaker, float]]:
    """Let a lone word mean the people who bear it as well as a body that has no other name.

    A body by the name of "Lindt" that is quoted less than Karl Lindt is most often he, seen where
    nothing showed a person.
    """
    known = max(
        (s.statements for s, score in hits if s.kind == "person" and score >= 0.8), default=0
    )
    return [
        (s, min(score, 0.8) if s.kind != "person" and s.statements < known else score)
        for s, score in hits
    ]


def _words(text: str) -> list[str]:
    words = [plain(word).removesuffix("'s").rstrip("'") for word in tokens(text)]
    return [word for word in words if word and word not in SMALL_WORDS]


def _with_surname(speaker: Speaker, surname: str) -> PersonName:
    own = parse_name(speaker.name)
    return PersonName(own.given, surname, own.suffix)


def _score(query: str, wanted: list[str], speaker: Speaker) -> float:
    own = _words(speaker.name)
    if wanted == own and (len(wanted) > 1 or speaker.kind != "person"):
        return 1.0
    if speaker.kind == "person":
        # "The speaker of the house" is nobody called House.
        titles = {word for role in speaker.roles for word in _words(role)}
        named = wanted if _OF.search(query) else _without_titles(wanted, titles)
        best = _person_score(named, speaker)
    else:
        best = _body_score(query, wanted, own)
    if best < ROLE and any(_words(form) == wanted for form in speaker.forms[:_FORMS]):
        best = ROLE
    if best < ROLE and any(_role_fits(wanted, role) for role in speaker.roles):
        best = ROLE
    return best


def _without_titles(words: list[str], titles: Set[str] = frozenset()) -> list[str]:
    """The words of a name without what leads to it; ``titles`` are those of somebody's roles."""
    kept = list(words)
    while len(kept) > 1 and (kept[0] in HONORIFICS or is_role(kept[0]) or kept[0] in titles):
        kept = kept[1:]
    return kept


def _person_score(words: list[str], speaker: Speaker) -> float:
    name, own = parse_name(" ".join(words)), parse_name(speaker.name)
    match = compare_names(name, own)
    if match == "same":
        return 0.95 if name.given else 0.8
    if match == "compatible":
        return 0.8 if not name.given else 0.85 if own.given else 0.6
    parts = [*own.given, own.surname]
    keys = [romanised(word) for word in words]
    if len(keys) == 1:
        return 0.6 if keys[0] in own.given else 0.0
    # A name in another order, or without its last part ("Guajardo", "Ana Maria").
    return 0.85 if all(key in parts for key in keys) else 0.0


def _body_score(query: str, wanted: list[str], own: list[str]) -> float:
    place = canonical_place(query)
    if place is not None and place == canonical_place(" ".join(own)):
        return 0.95
    left, right = [romanised(w) for w in wanted], [romanised(w) for w in own]
    if left == right:
        return 0.9
    # "Military Chronicle" inside "authors of the Telegram channel Military Chronicle".
    for at in range(len(right) - len(left) + 1):
        if right[at : at + len(left)] == left and (len(left) > 1 or len(right) <= 3):
            return 0.75 if len(left) > 1 else 0.65
    return 0.0


def _role_fits(wanted: list[str], role: str) -> bool:
    """Whether every word of the query stands in the role, adjectives counted as their places."""
    told = _words(role)
    # "The harbour master" has a noun that is known for a role, or is the role's own.
    heads = head_of(role)[-1:] if len(wanted) > 1 else []
    if not any(word in role_groups() or word in heads for word in wanted):
        return False
    if (_OTHER_ROLES & set(told)) - set(wanted):
        return False
    return {_place(w) for w in wanted} <= {_place(w) for w in told}


@lru_cache(maxsize=65536)
def _place(word: str) -> str:
    return plain(place_adjectives().get(word) or canonical_place(word) or word)
