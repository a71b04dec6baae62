"""Word lists for reading names and roles, loaded once from ``data/``.

The lists are closed sets of general words (role nouns, given names, places); none of them is taken
from an evaluation set.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from index.speakers.folding import plain, romanised

Gender = str
"""``"m"``, ``"f"`` or ``""`` where the word does not tell."""


def data_lines(name: str) -> list[str]:
    """Lines of a file in ``data/``, without comments and empty ones."""
    text = resources.files("index.speakers").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


HONORIFICS: dict[str, Gender] = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "sir": "m", "madam": "f", "madame": "f",
    "lady": "f", "lord": "m", "dr": "", "hon": "", "rev": "", "messrs": "m", "mx": "",
}  # fmt: skip

GENDERED_NOUNS: dict[str, Gender] = {
    "man": "m", "woman": "f", "king": "m", "queen": "f", "prince": "m", "princess": "f",
    "businessman": "m", "businesswoman": "f", "congressman": "m", "congresswoman": "f",
    "spokesman": "m", "spokeswoman": "f", "chairman": "m", "chairwoman": "f",
    "assemblyman": "m", "assemblywoman": "f", "councilman": "m", "councilwoman": "f",
    "actress": "f", "mother": "f", "father": "m", "daughter": "f", "son": "m", "wife": "f",
    "husband": "m", "widow": "f", "widower": "m", "sister": "f", "brother": "m", "aunt": "f",
    "uncle": "m", "niece": "f", "nephew": "m", "grandmother": "f", "grandfather": "m",
    "lady": "f", "gentleman": "m", "guy": "m", "boy": "m", "girl": "f", "pope": "m",
    "cardinal": "m", "imam": "m", "rabbi": "m", "duke": "m", "duchess": "f", "emir": "m",
    "newsman": "m", "heiress": "f", "hostess": "f", "nun": "f", "pontiff": "m",
}  # fmt: skip


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    section = ""
    for line in data_lines("words.txt"):
        if line.startswith("["):
            section = line.strip("[]")
            found[section] = set()
        else:
            found[section].update(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def word_set(section: str) -> frozenset[str]:
    """A section of ``data/words.txt``."""
    return _words()[section]


PARTICLES = word_set("particles") | {"'t", "in 't"}
SURNAME_NOUNS = word_set("surname_nouns")
SUFFIXES = word_set("suffixes")
FUNCTION_WORDS = word_set("function_words")
ORG_WORDS = word_set("org_words")
CALENDAR = word_set("calendar")
US_PLACES = word_set("us_places")
ADJECTIVES = word_set("adjectives")
PERSON_VERBS = word_set("person_verbs")
PLURAL_GROUPS = word_set("plural_groups")
PARTY_NOUNS = word_set("party_nouns")
NON_PERSON_NOUNS = word_set("non_person_nouns")


@lru_cache(maxsize=1)
def first_names() -> dict[str, Gender]:
    """Romanised given name -> ``m``, ``f`` or ``u``. The file has the names romanised already."""
    found: dict[str, Gender] = {}
    gender = "u"
    for line in data_lines("first_names.txt"):
        if line.startswith("["):
            gender = line[1]
        else:
            found.update(dict.fromkeys(line.split(), gender))
    return found


@lru_cache(maxsize=1)
def nickname_groups() -> dict[str, frozenset[int]]:
    """Romanised given name -> numbers of the groups of equivalent names it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(data_lines("nicknames.txt")):
        for name in line.split():
            found.setdefault(romanised(name), set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


@lru_cache(maxsize=1)
def _role_table() -> tuple[dict[str, frozenset[int]], frozenset[str]]:
    groups: dict[str, set[int]] = {}
    generic: set[str] = set()
    for number, line in enumerate(data_lines("roles.txt")):
        words = line.split("|")[0].split()
        if words[0] == "*":
            generic.update(words[1:])
            for word in words[1:]:
                groups.setdefault(word, set())
            continue
        for word in words:
            groups.setdefault(word, set()).add(number)
    return {word: frozenset(n) for word, n in groups.items()}, frozenset(generic)


def role_groups() -> dict[str, frozenset[int]]:
    """Role noun -> numbers of the groups of nouns that can stand for each other."""
    return _role_table()[0]


def generic_nouns() -> frozenset[str]:
    """Nouns that can refer to whoever has just spoken ("the expert", "the source")."""
    return _role_table()[1]


@dataclass(frozen=True, slots=True)
class Place:
    """A row of ``data/places.txt``."""

    name: str
    spellings: tuple[str, ...]
    seats: tuple[str, ...]
    people: tuple[str, ...]

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to name it but its people."""
        return (self.name, *self.spellings, *self.seats)


@lru_cache(maxsize=1)
def place_rows() -> tuple[Place, ...]:
    """The places the lists know: countries, alliances and their capitals."""
    rows = []
    for line in data_lines("places.txt"):
        name, spellings, seats, people = (part.strip() for part in line.split("|"))
        rows.append(Place(name, _split(spellings), _split(seats), tuple(people.split())))
    return tuple(rows)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(",") if part.strip())


@lru_cache(maxsize=1)
def place_words() -> frozenset[str]:
    """Folded place names of one word."""
    forms = {plain(form) for place in place_rows() for form in place.forms if " " not in form}
    return frozenset(forms | US_PLACES)


@lru_cache(maxsize=1)
def place_adjectives() -> dict[str, str]:
    """Folded adjective or people's name -> canonical place."""
    return {plain(word): place.name for place in place_rows() for word in place.people}
