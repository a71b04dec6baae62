"""Whom a definite description means: "the minister", "the source", "the masked man"."""

from __future__ import annotations

from typing import Final

from index.speakers.entities import Person, describe, places_in
from index.speakers.folding import plain
from index.speakers.lexicon import PARTY_NOUNS, generic_nouns, word_set
from index.speakers.phrases import DEFINITE, Source
from index.speakers.pronouns import Pronouns
from index.speakers.resolved import Resolved
from index.speakers.roles import is_role, roles_agree
from index.speakers.salience import CLEAR
from index.types import Certainty, Span

_WRITERS: Final = frozenset(
    ["author", "writer", "newspaper", "reporter", "correspondent", "editor"]
)
_PUBLIC: Final = word_set("public_roles")
_OFFICES: Final = frozenset(
    ["president", "governor", "senator", "prime-minister", "mayor", "minister"]
)
_EXPERT: Final = frozenset(["expert"])
_SOURCES: Final = frozenset(["source", "insider", "tipster", "informant", "whistleblower"])
_SEVERAL_SOURCES: Final = frozenset(noun + "s" for noun in _SOURCES)
_CALLED_SOURCES: Final = _SOURCES | {
    *("official", "aide", "staffer", "employee", "executive", "person"),
}
"""What those without a name may be introduced as, who later are "the source"."""
_FACELESS: Final = frozenset(
    "unnamed unidentified anonymous masked hooded second third fourth other".split()
)
"""What nobody who is named is called by: "the unnamed official", "the second source"."""
_AGREES: Final = (0.0, 2.0, 9.0)
"""Worth of a role that does not fit, that can stand for the one described, that is the same."""
_SAME_NOUN, _OTHER_MAN, _SOURCE = 12.0, 3.0, 6.0
_HEARD, _MAN, _GUESS = 2.0, 1.0, 1.5


class Definite(Pronouns):
    """Whom "the ..." means."""

    def describe(self, reading: Source) -> Person:
        """The person without a name that a description speaks of, who may be known already."""
        person = self.introduced.get(reading.head[0])
        if person is None:
            person = describe(self.text, reading.head, reading.noun, reading.gender)
        person.described = reading.long or reading.head
        person.roles |= reading.roles
        person.places |= reading.places
        return person

    def definite(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        """The person meant, or the description itself where nobody is."""
        fit = _Fit(self, i, reading)
        ranked, sure = self.rank(i, fit.weight, fit.talked_of, self.hidden(i, fit.start))
        ranked = [(score, p) for score, p in ranked if p.shown or p in fit.spoken]
        if not ranked:
            guess = self._guess(i, fit) if sure else None
            if guess is not None:
                return self.of(guess, "uncertain"), guess
            name = self.slice(reading.head)
            capital = any(word[0].isupper() for word in name.split() if plain(word) not in DEFINITE)
            told_apart = fit.stranger and capital  # "the Gawker employee"
            certainty: Certainty = "certain" if told_apart else "unresolved"
            result = Resolved(name, "", "unknown", certainty, reading.head, local=True)
            return result, self.describe(reading)
        best, person = ranked[0]
        clear = len(ranked) == 1 or best >= CLEAR * ranked[1][0]
        clear = clear and sure and person not in fit.guessed and best > 1.0
        return self.of(person, "certain" if clear else "uncertain"), person

    def _guess(self, i: int, fit: _Fit) -> Person | None:
        """Who may be meant where nobody fits: somebody just introduced, or who alone has spoken."""
        if fit.reading.noun in _WRITERS or fit.faceless:
            # "The author" is who wrote a text that is told of, or this one, and seldom in it.
            # Unnamed sources stay unnamed.
            return None
        near = self.memory.rank(
            fit.start, lambda p: float(fit.is_unexplained(p)), self.hidden(i, fit.start), reach=2
        )
        if near and (len(near) == 1 or near[0][0] >= 2 * near[1][0]):
            return near[0][1]
        return self._only_speaker(fit)

    def _only_speaker(self, fit: _Fit) -> Person | None:
        """Who alone has spoken so far: most articles of one voice vary how they call it."""
        if len(fit.spoken) != 1:
            return None
        (person,) = fit.spoken
        # "The president" is not the aide who alone was heard.
        office = fit.reading.roles & _OFFICES and not fit.agreement(person)
        fits = not office and fit.gender_fits(person) and person is not fit.speaker
        return person if fits and person.described is None else None

    def last_heard(self, start: int) -> Person | None:
        """Who spoke last before an offset."""
        before = [
            (self.sources[k].span[0], k)
            for k, person in enumerate(self.persons)
            if person is not None and self.sources[k].span[0] < start
        ]
        return self.persons[max(before)[1]] if before else None

    def sources_before(self, start: int) -> bool:
        """Whether unnamed sources were told of before: "security sources", "an insider"."""
        if any(at < start and p.noun in _SOURCES for at, p in self.introduced.items()):
            return True
        tokens = self.words.tokens
        return any(
            tokens[k].low in _SEVERAL_SOURCES
            and not any(token.low in ("the", "these") for token in tokens[max(0, k - 3) : k])
            and tokens[min(k + 1, len(tokens) - 1)].low != "of"
            for k in range(self.words.first_from(start))
        )


class _Fit:
    """How well the people of an article fit one definite description."""

    def __init__(self, scene: Definite, i: int, reading: Source) -> None:
        self.scene, self.reading = scene, reading
        self.start = reading.span[0]
        self.phrase = scene.slice(reading.head)
        self.places = reading.places | places_in(self.phrase)
        generic = reading.noun in generic_nouns()
        self.bare = generic and reading.short and not self.places
        self.spoken = scene.spoken()
        enclosing = scene.enclosing(i)
        self.speaker = scene.persons[enclosing] if enclosing is not None else None
        # Their own title outweighs a name: "the president said that Mr. Obama ...".
        self.talked_of = scene.talked_of(i, titled=lambda person: self.agreement(person) == 2)
        # "The heckler", "the employee" say nothing about anybody who has a name.
        role = is_role(reading.noun) or "head-of-state" in reading.roles
        self.stranger = not (generic or role or reading.noun in PARTY_NOUNS)
        self.faceless = (
            self.stranger
            or bool(_FACELESS & {plain(word) for word in self.phrase.split()})
            or (reading.noun in _SOURCES and scene.sources_before(self.start))
        )
        self.guessed: set[Person] = set()
        """Candidates without evidence."""

    def agreement(self, person: Person) -> int:
        """See ``roles_agree``."""
        return roles_agree(self.reading.roles, frozenset(person.roles))

    def gender_fits(self, person: Person) -> bool:
        """Whether nothing is known of the gender that speaks against it."""
        return not (self.reading.gender and person.gender and self.reading.gender != person.gender)

    def weight(self, person: Person) -> float:
        """How well somebody fits; 0 where they cannot be meant."""
        if not self.gender_fits(person) or (self.faceless and person.described is None):
            return 0.0
        if person is self.speaker:
            return 0.05
        value = _AGREES[self.agreement(person)]
        if person.described is not None:
            value = self._of_described(person, value)
        elif self.bare and person.shown and (self.reading.gender or self._is_heard(person)):
            # "The expert", "the source": whoever has been heard; "the man": whoever is one.
            value = max(value, _MAN if self.reading.gender else _HEARD)
        elif not value and self._is_prominent(person):
            # Somebody known to every reader is often given no role: the more prominent, the
            # likelier, and never more than a guess.
            value = 0.05 * min(len(person.mentions), 6)
        if self.places and person.places and value:
            value *= 3.0 if self.places & person.places else 0.3
        if not value and self.is_unexplained(person):
            # Nothing says what this person is, so the description may well mean them; it keeps
            # somebody who merely could be meant from being taken for certain.
            self.guessed.add(person)
            value = _GUESS
        return value

    def _of_described(self, person: Person, value: float) -> float:
        """How well somebody met as "a ..." fits "the ..."."""
        if person.noun == self.reading.noun:
            return _SAME_NOUN if self._shares_words(person.described or (0, 0)) else _OTHER_MAN
        if person.noun in _CALLED_SOURCES and self.reading.noun in _SOURCES:
            return _SOURCE
        met = self.reading.gender or person in self.spoken
        if self.bare and not value and not self.faceless and met:
            self.guessed.add(person)
            return _MAN
        return value

    def _shares_words(self, described: Span) -> bool:
        """False for "the kneeling man" after "a masked man": each has a word, and not the same."""
        here = {plain(word) for word in self.phrase.split()[:-1]}
        there = {plain(word) for word in self.scene.slice(described).split()}
        there.discard(self.reading.noun)
        return not here or not there or bool(here & there)

    def _is_heard(self, person: Person) -> bool:
        """Whether "the expert" or "the source" may be somebody: they spoke, or are experts."""
        expert = bool(roles_agree(_EXPERT, frozenset(person.roles)))
        if self.reading.noun not in _SOURCES:
            return expert or person in self.spoken
        if not expert:
            self.guessed.add(person)  # few call a politician their source
        return person in self.spoken and (expert or person is self.scene.last_heard(self.start))

    def _is_prominent(self, person: Person) -> bool:
        return not person.roles and bool(self.reading.roles & _PUBLIC) and len(person.mentions) >= 3

    def is_unexplained(self, person: Person) -> bool:
        """Whether it may be a second way of naming someone just introduced, of whom no role is
        told, and not somebody the article is about."""
        seldom = 1 <= len(person.mentions) <= 3 and self.talked_of.get(person, 1.0) > 0
        named = self.gender_fits(person) and not person.roles and person is not self.speaker
        return seldom and named
