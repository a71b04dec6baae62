"""Personal names: their parts, and whether two of them can be one person's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.speakers.folding import plain, romanised, tokens
from index.speakers.lexicon import HONORIFICS, PARTICLES, SUFFIXES, first_names, nickname_groups

Match = Literal["same", "compatible", "different"]


_GIVEN_PARTICLES = frozenset(["al", "ben", "van"])
"""Particles that are given names at the beginning of a name: "Ben Carter", "Al Green"."""
_CALLED = re.compile(r"""\s["“'‘]([^"“”]+)["”'’](?=\s)""")
"""What somebody is called, inside of their name."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in parts, each romanised: ``given`` (first and middle), ``surname``, ``suffix``.

    ``given`` is empty for a bare surname. Particles ("de", "van") stand in neither. ``called`` is
    what stands in quotation marks inside of it: Karl "Skip" Roe.
    """

    given: tuple[str, ...]
    surname: str
    suffix: str = ""
    called: str = ""

    @property
    def first(self) -> str:
        """The first given name, or an empty string."""
        return self.given[0] if self.given else ""

    @property
    def full(self) -> bool:
        """Whether there is more than a surname, and more than an initial before it."""
        return any(len(part) > 1 for part in self.given)


@lru_cache(maxsize=32768)
def parse_name(text: str) -> PersonName:
    """Split a personal name. "Surname, Given" is turned round; honorifics are dropped.

    >>> parse_name("Dr. Ana de la Cruz Jr.")
    PersonName(given=('ana',), surname='cruz', suffix='jr', called='')
    """
    if text.count(",") == 1:
        last, _, rest = text.partition(",")
        if plain(rest.strip().rstrip(".")) not in SUFFIXES and rest.strip():
            text = f"{rest} {last}"
    nickname = _CALLED.search(text)
    text = _CALLED.sub("", text)
    parts = [part for part in tokens(text) if plain(part) not in ("s",)]
    while len(parts) > 1 and plain(parts[0]) in HONORIFICS:
        parts = parts[1:]
    suffix = ""
    while len(parts) > 1 and plain(parts[-1]) in SUFFIXES:
        suffix = plain(parts.pop())
    if not parts:
        return PersonName((), "", suffix)
    surname = romanised(parts[-1])
    given = tuple(
        romanised(part)
        for at, part in enumerate(parts[:-1])
        if plain(part) not in PARTICLES
        or (at == 0 and plain(part) in _GIVEN_PARTICLES and plain(parts[1]) not in PARTICLES)
    )
    return PersonName(given, surname, suffix, romanised(nickname[1]) if nickname else "")


def same_first_name(left: str, right: str) -> Match:
    """Compare two romanised given names.

    ``same``: equal, or known forms of one name (Bill/William, Mikhail/Mykhailo). ``compatible``:
    one is the other's initial. Else ``different``.
    """
    if left == right:
        return "same"
    if len(left) == 1 or len(right) == 1:
        return "compatible" if left[:1] == right[:1] else "different"
    groups = nickname_groups()
    if groups.get(left, frozenset()) & groups.get(right, frozenset()):
        return "same"
    if left.replace("-", "") == right.replace("-", ""):
        return "same"
    short, long = sorted((left, right), key=len)
    # Mihail/Mihailo, Danil/Danilo: an ending that changes no gender. "-a" would.
    if len(short) >= 4 and long == short + "o":
        return "same"
    return "different"


def compare_names(left: PersonName, right: PersonName) -> Match:
    """Whether two names can belong to one person.

    ``same`` needs equal surnames, given names that agree and nothing that speaks against it;
    ``compatible`` is a surname alone or an initial against a full name: never enough by itself.
    """
    if left.surname != right.surname or not left.surname:
        return "different"
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return "different"
    if not left.given or not right.given:
        return "compatible"
    first = same_first_name(left.first, right.first)
    middles = left.given[1:], right.given[1:]
    if first == "different" and (left.first == right.called or right.first == left.called):
        first, middles = "same", ((), ())  # Karl "Skip" Roe is Skip Roe
    if first == "different":
        return _by_middle(left, right)
    for a, b in zip(*middles, strict=False):
        if same_first_name(a, b) == "different":
            # "Ann Marie Cox" and "Ann Louise Cox" are two people.
            return "different"
    # A father and a son may share the full name: one suffix alone keeps it open.
    if bool(left.suffix) != bool(right.suffix):
        return "compatible"
    return first


def _by_middle(left: PersonName, right: PersonName) -> Match:
    """ "J. Edgar Hoover" and "Edgar Hoover": someone known by the second given name."""
    for a, b in ((left, right), (right, left)):
        if len(a.given) == 2 and len(b.given) == 1 and len(b.first) > 1:
            same = same_first_name(a.given[1], b.first) == "same"
            if same and len(a.given[1]) > 1:
                return "same" if len(a.first) == 1 else "compatible"
    return "different"


def gender_of_first(name: str) -> str:
    """``m``, ``f`` or an empty string for a given name in any spelling."""
    key = romanised(name.split("-")[0])
    gender = first_names().get(key, "")
    if gender in ("m", "f"):
        return gender
    groups = nickname_groups().get(key)
    if groups and not gender:
        found = {
            first_names().get(other, "u")
            for other, numbers in nickname_groups().items()
            if numbers & groups
        }
        if len(found - {"u"}) == 1:
            return (found - {"u"}).pop()
    return ""


def gender_of_given(given: Sequence[str]) -> str:
    """``m``, ``f`` or an empty string for all given names of somebody.

    Names that begin with "Abd" are men's, whatever stands before them ("Adel Abdul").
    """
    if any(part.startswith("abd") for part in given):
        return "m"
    return next((g for g in map(gender_of_first, given) if g), "")


@lru_cache(maxsize=32768)
def is_first_name(word: str) -> bool:
    """Whether the lists know this word as a given name."""
    if len(word) < 2:
        return False
    key = romanised(word.split("-")[0])
    return key in first_names() or key in nickname_groups()
