"""How well the people of an article fit a description: "the minister", "the masked man"."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from index.speakers.folding import plain, tokens
from index.speakers.lexicon import PARTY_NOUNS, generic_nouns, word_set
from index.speakers.people import Person, places_in
from index.speakers.phrases import DEFINITE, MASTHEADS, Source
from index.speakers.pronouns import Pronouns
from index.speakers.roles import is_role, roles_agree, singular
from index.types import Span

_PUBLIC: Final = word_set("public_roles")
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
_JOINING: Final = frozenset(["of", "the", "a", "an", "for", "at", "in", "and", "s"])
_AGREES: Final = (0.0, 2.0, 9.0)
"""Worth of a role that does not fit, that can stand for the one described, that is the same."""
_SAME_NOUN, _OTHER_MAN, _SOURCE = 12.0, 3.0, 6.0
_HEARD, _MAN, _GUESS = 2.0, 1.0, 1.5


class Told(Pronouns):
    """What an article tells of those who may be meant by a description."""

    def is_called(self, reading: Source) -> bool:
        """Whether somebody named is called by just these words, whatever noun they have."""
        asked = said(self.slice(reading.head))
        return reading.definite and any(
            asked <= said(self.slice(span)) for person in self.cast.people for span in person.called
        )

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


@lru_cache(maxsize=16384)
def said(role: str) -> frozenset[str]:
    """The words of a role, without those that only join them."""
    return frozenset(singular(word) for word in tokens(role)) - _JOINING - DEFINITE


class Fit:
    """How well the people of an article fit one definite description."""

    def __init__(self, scene: Told, i: int, reading: Source) -> None:
        self.scene, self.reading = scene, reading
        self.start = reading.span[0]
        self.phrase = scene.slice(reading.head)
        self.places = reading.places | places_in(self.phrase)
        self.asked = said(self.phrase)
        # What it is the role of: "the Tarn senator", "the mayor of Tarn".
        self.of_what = self.named_in(self.phrase)
        generic = reading.noun in generic_nouns()
        self.bare = generic and reading.short and not self.places
        self.spoken = scene.spoken()
        enclosing = scene.enclosing(i)
        self.speaker = scene.persons[enclosing] if enclosing is not None else None
        # Their own title outweighs a name: "the president said that Mr. Obama ...".
        self.talked_of = scene.talked_of(i, titled=lambda person: self.agreement(person) == 2)
        # "The heckler", "the employee" say nothing about anybody who has a name.
        role = is_role(reading.noun) or "head-of-state" in reading.roles
        self.stranger = not (
            generic or role or reading.noun in PARTY_NOUNS or scene.is_called(reading)
        )
        # A role goes to whom the article gives it, and never to the nearest name.
        self.no_guess = bool(self.of_what) or (role and not generic)
        self.faceless = (
            self.stranger
            or bool(_FACELESS & {plain(word) for word in self.phrase.split()})
            or (reading.noun in _SOURCES and scene.sources_before(self.start))
        )
        # "The Observer" is a title or a name, and never just another word for somebody.
        self.titled = (
            (is_role(reading.noun) or reading.noun in MASTHEADS)
            and reading.noun not in _PUBLIC
            and self.phrase.split()[-1][:1].isupper()
        )
        self.guessed: set[Person] = set()
        """Candidates without evidence."""

    def named_in(self, phrase: str) -> frozenset[str]:
        """The words of a description that are names: "Tarn" of "the mayor of Tarn"."""
        if "head-of-state" in self.reading.roles:
            return frozenset()
        names = (w for w in tokens(phrase) if w[0].isupper() and not is_role(w))
        return frozenset(singular(word) for word in names if plain(word) not in DEFINITE)

    def agreement(self, person: Person) -> int:
        """How far the article gives somebody this role: 2, the same; 1, one for it; 0, none.

        The same is what says the same words ("the harbour master"), or has the same noun and is not
        of another place or body: "the Tarn senator" is no senator from Brennik.
        """
        texts = [said(self.scene.slice(span)) for span in person.called]
        if any(self.asked <= words for words in texts):
            return 2
        noun = frozenset([self.reading.noun]) & self.reading.roles or self.reading.roles
        agrees = min(
            roles_agree(noun, frozenset(person.roles)),
            roles_agree(self.reading.roles, frozenset(person.roles)),
        )
        if not agrees or not self.of_what or self.places & person.places:
            return agrees
        told = set().union(*texts)
        if self.of_what & told:
            return agrees
        # "Sen. Roe" may be the senator of any place, but not the leader of any body.
        bare = not any(
            word[0].isupper() and not is_role(word)
            for span in person.called
            for word in tokens(self.scene.slice(span))
        )
        return agrees if bare and agrees == 2 else 0

    def gender_fits(self, person: Person) -> bool:
        """Whether nothing is known of the gender that speaks against it."""
        return not (self.reading.gender and person.gender and self.reading.gender != person.gender)

    def weight(self, person: Person) -> float:
        """How well somebody fits; 0 where they cannot be meant."""
        if not self.gender_fits(person) or (self.faceless and person.described is None):
            return 0.0
        if person is self.speaker:
            return 0.0
        value = _AGREES[self.agreement(person)]
        if self.titled and (not value or (self.reading.noun in MASTHEADS and value < _AGREES[2])):
            return 0.0
        if person.described is not None:
            value = self._of_described(person, value)
        elif self.bare and person.shown and (self.reading.gender or self._is_heard(person)):
            # "The expert", "the source": whoever has been heard; "the man": whoever is one.
            value = max(value, _MAN if self.reading.gender else _HEARD)
        elif not value and not self.no_guess and self._is_prominent(person):
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
            described = person.described or (0, 0)
            theirs, ours = self.named_in(self.scene.slice(described)), self.of_what
            if theirs - ours and ours - theirs and not self.places & person.places:
                return 0.0  # "the mayor of West" after "the mayor of Ost"
            return _SAME_NOUN if self._shares_words(described) else _OTHER_MAN
        if person.noun in _CALLED_SOURCES and self.reading.noun in _SOURCES:
            return _SOURCE
        met = self.reading.gender or person in self.spoken
        if self.bare and not value and not self.faceless and met:
            self.guessed.add(person)
            return _MAN
        return value

    def _shares_words(self, described: Span) -> bool:
        """False for "the kneeling man" after "a masked man": each has a word, and not the same."""
        noun = {self.reading.noun}
        here, there = self.asked - noun, said(self.scene.slice(described)) - noun
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
