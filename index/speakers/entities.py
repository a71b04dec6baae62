"""The people of one article: which mentions name the same person."""

from __future__ import annotations

from collections.abc import Sequence

from index.speakers.appositions import role_after, role_before
from index.speakers.folding import plain, romanised, tokens
from index.speakers.lexicon import GENDERED_NOUNS, HONORIFICS
from index.speakers.mentions import Mention
from index.speakers.names import (
    PersonName,
    compare_names,
    gender_of_given,
    is_first_name,
    parse_name,
)
from index.speakers.namesakes import elders, namesakes, relatives
from index.speakers.people import Person, places_in
from index.speakers.roles import role_words, roles_agree
from index.speakers.trimming import in_byline, without_bylines, without_openers
from index.speakers.words import Words
from index.types import Span


class Cast:
    """All people of one article, and who a bare surname can mean."""

    def __init__(
        self, words: Words, mentions: Sequence[Mention], promoted: frozenset[int] = frozenset()
    ) -> None:
        self.words = words
        self.people: list[Person] = []
        self.by_mention: dict[int, tuple[Person, bool]] = {}
        self._by_surname: dict[str, list[Person]] = {}
        self._cut: dict[int, int] = {}
        people = without_bylines(words, [m for m in mentions if m.kind == "person"], self._cut)
        self._elders = elders(words, people)
        self._relatives = relatives(words, people)
        surnames = {m.text.rsplit(" ", 1)[-1] for m in people if m.strong}
        self.ends = frozenset(m.end for m in people if m.strong or m.text in surnames)
        self._roles = {
            m.start: role_before(words, m, self.ends) for m in people if m.strong or " " in m.text
        }
        promoted = promoted | frozenset(
            m.start
            for m in people
            if m.strong or (" " in m.text and (self._roles.get(m.start) or role_after(words, m)))
        )
        full = [m for m in people if m.start in promoted and parse_name(m.text).given]
        full += namesakes(words, people, full)
        known = frozenset(plain(m.text) for m in full)
        full = without_openers(words, full, self._cut, known)
        for mention in sorted(full, key=lambda m: (m.headline, -len(tokens(m.text)), m.start)):
            self._add_full(mention)
        rest = [m for m in people if m.start not in self.by_mention]
        rest = without_openers(words, rest, self._cut, known)
        for mention in rest:
            self._add_partial(mention, promoted)

    def _add_full(self, mention: Mention) -> None:
        name = parse_name(mention.text)
        fits = [
            person
            for person in self._by_surname.get(name.surname, ())
            if compare_names(person.name, name) != "different"
            and person.name.given
            and not self._is_the_younger(person, name)
        ]
        same = [p for p in fits if compare_names(p.name, name) == "same"]
        chosen = same[0] if same else fits[0] if len(fits) == 1 else None
        if chosen is None:
            chosen = self._inner(mention)
        if chosen is None:
            chosen = self._new(name)
        self._attach(chosen, mention, certain=True)

    def _inner(self, mention: Mention) -> Person | None:
        """ "Ildefonso Guajardo" or "Guajardo Villarreal" inside "Ildefonso Guajardo Villarreal"."""
        parts = [romanised(t) for t in tokens(mention.text)]
        for person in self.people:
            longer = [*person.name.given, person.name.surname]
            if len(longer) > len(parts) >= 2 and (
                longer[: len(parts)] == parts or longer[-len(parts) :] == parts
            ):
                return person
        return None

    def _new(self, name: PersonName) -> Person:
        person = Person(name)
        self.people.append(person)
        self._by_surname.setdefault(name.surname, []).append(person)
        if name.first and not self._by_surname.get("given:" + name.first):
            self._by_surname["given:" + name.first] = []
        if name.first:
            self._by_surname["given:" + name.first].append(person)
        return person

    def _add_partial(self, mention: Mention, promoted: frozenset[int]) -> None:
        name = parse_name(mention.text)
        bearers = self._by_surname.get(name.surname, [])
        bearers = self._of_their_age(bearers, name, mention)
        if name.given:
            bearers = [p for p in bearers if compare_names(p.name, name) != "different"]
            inner = self._inner(mention)
            if not bearers and inner is not None:
                bearers = [inner]
        elif not bearers and not mention.title and not mention.place:
            bearers = self._by_surname.get("given:" + name.surname, [])
            # A lone word that is no given name opens no name of many words: "Weather Watch
            # Meteorologist Ann Roe".
            given = is_first_name(mention.text)
            bearers = [p for p in bearers if len(p.name.surname) > 1]
            bearers = [p for p in bearers if given or len(p.name.given) < 3]
        if len(bearers) == 1:
            person = bearers[0]
            if self._contradicts(person, mention):
                person = self._new(name)
            title = role_words(mention.title)
            strange = title and person.roles and not roles_agree(title, frozenset(person.roles))
            self._attach(person, mention, certain=not (strange or self._is_shared(mention)))
        elif bearers:
            told = self._told_gender(mention)
            if told and all(p.gender and p.gender != told for p in bearers):
                # "Mr. Clinton" in an article that names only women of that surname in full.
                self._attach(self._new(name), mention, certain=True)
            else:
                self._attach(self._choose(mention, bearers), mention, certain=False)
        elif (mention.start in promoted or name.surname in self._elders) and not mention.place:
            self._attach(self._new(name), mention, certain=True)

    def _is_shared(self, mention: Mention) -> bool:
        """Whether a relative, named without the surname that is theirs as well, was told of before
        in the paragraph: "Roe’s father Ray watched. “Well done,” Roe said."."""
        begin = self.words.text.rfind("\n", 0, mention.start)
        relatives = self._relatives.get(mention.text, ())
        return not mention.title and any(begin < at < mention.start for at in relatives)

    def _of_their_age(
        self, bearers: list[Person], name: PersonName, mention: Mention
    ) -> list[Person]:
        """Whom "Trump" and "Trump Jr." can mean where father and son are in one article."""
        if name.surname not in self._elders or name.given:
            return [p for p in bearers if not self._is_the_younger(p, name)]
        younger = [p for p in bearers if p.name.suffix]
        if name.suffix:
            return [p for p in younger if p.name.suffix == name.suffix]
        begins = mention.title_start if mention.title_start >= 0 else mention.start
        before = self.words.first_from(begins) - 1
        if before >= 0 and self.words.tokens[before].low == "younger":
            return younger
        first = {p.name.first for p in younger} | {""}
        return [p for p in bearers if not p.name.suffix and p.name.first in first]

    def _is_the_younger(self, person: Person, name: PersonName) -> bool:
        """Whether a name without "Jr." is somebody else's than a person's who bears it."""
        return bool(person.name.suffix and not name.suffix and name.surname in self._elders)

    def _contradicts(self, person: Person, mention: Mention) -> bool:
        """A courtesy title of the other gender: "Mrs. Clinton" is not Bill Clinton."""
        told = HONORIFICS.get(plain(mention.title.rstrip(".").split(" ")[-1]), "")
        return bool(told and person.gender and told != person.gender)

    def _choose(self, mention: Mention, bearers: list[Person]) -> Person:
        """The most plausible of several people who bear one surname."""
        told = self._told_gender(mention)
        behind = role_after(self.words, mention, self.ends)  # "Roe, the mayor, said"
        beside = [mention.title, *(self.words.text[a:b] for a, b in behind)]
        title = role_words(" ".join(beside))
        near = self._last_named(mention.start, bearers)

        def score(person: Person) -> float:
            value = 0.0
            if told and person.gender and told != person.gender:
                value -= 100  # of whom no gender is known, "Mr." may be said as well
            value += 20 * len(title & person.roles)
            before = (m.start for m in person.mentions if m.start < mention.start or m.title)
            value += sum(1 for at in before if not in_byline(self.words.text, at))
            value += 3 if person is near else 0
            return value

        return max(bearers, key=lambda p: (score(p), -self.people.index(p)))

    def _last_named(self, offset: int, bearers: list[Person]) -> Person | None:
        paragraph = self.words.text.rfind("\n", 0, offset)
        named = {
            mention.start: person
            for person in bearers
            for mention in person.mentions
            if paragraph < mention.start < offset and " " in mention.text
        }
        return named[max(named)] if named else None

    def _told_gender(self, mention: Mention) -> str:
        for word in reversed(tokens(mention.title)):
            gender = HONORIFICS.get(plain(word), "") or GENDERED_NOUNS.get(plain(word), "")
            if gender:
                return gender
        return ""

    def _attach(self, person: Person, mention: Mention, *, certain: bool) -> None:
        person.mentions.append(mention)
        self.by_mention[mention.start] = (person, certain)
        self.by_mention.setdefault(self._cut.get(mention.start, mention.start), (person, certain))
        told = self._told_gender(mention)
        if told:
            person.votes[told] += 5
        spans = []
        before = self._roles.get(mention.start)
        if before is None and mention.start not in self._roles and mention.title:
            before = role_before(self.words, mention, self.ends)
        if before and (certain or " " in mention.text):
            spans.append(before)
        if certain:
            spans.extend(role_after(self.words, mention, self.ends))
        for span in spans:
            self._add_role(person, span)
        given = parse_name(mention.text).given
        if len(person.mentions) == 1 or (given and len(given) > len(person.name.given)):
            if given and len(person.name.given) <= len(given):
                person.name = parse_name(mention.text)
            kunya = "m" if plain(mention.text).startswith("abu ") else ""
            gender = kunya or gender_of_given(given)
            if gender:
                person.votes[gender] += 2

    def _add_role(self, person: Person, span: Span) -> None:
        phrase = self.words.text[span[0] : span[1]]
        person.role_spans.append(span)
        person.roles |= role_words(phrase)
        person.places |= places_in(phrase)
        for word in tokens(phrase):
            gender = GENDERED_NOUNS.get(plain(word), "")
            if gender:
                person.votes[gender] += 4
