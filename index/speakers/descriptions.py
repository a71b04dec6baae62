"""Sources that are described, not named: "the minister", "his office", "local farmers"."""

from __future__ import annotations

import re
from dataclasses import replace

from index.speakers.entities import Person, describe, places_in
from index.speakers.folding import plain
from index.speakers.introductions import is_human
from index.speakers.lexicon import NON_PERSON_NOUNS, PARTY_NOUNS, generic_nouns, word_set
from index.speakers.phrases import DEFINITE, Source
from index.speakers.pronouns import Pronouns
from index.speakers.resolved import Resolved, SpeakerKind
from index.speakers.roles import is_role, roles_agree, singular
from index.speakers.salience import CLEAR
from index.types import Certainty

_OWNERS = frozenset(["his", "her", "their", "its", "our", "my"])
_WRITERS = frozenset(["author", "writer", "newspaper", "reporter", "correspondent", "editor"])
_PUBLIC = word_set("public_roles")
_OFFICES = frozenset(["president", "governor", "senator", "prime-minister", "mayor", "minister"])
_EXPERT = frozenset(["expert"])
_ANONYMOUS = frozenset(["source", "insider", "tipster", "informant", "whistleblower"])
_UNNAMED = _ANONYMOUS | {"official", "aide", "staffer", "employee", "executive", "person"}
_FACELESS = frozenset(
    [
        "unnamed",
        "unidentified",
        "anonymous",
        "masked",
        "hooded",
        "second",
        "third",
        "fourth",
        "other",
    ]
)
"""What nobody who is named is called by: "the unnamed official", "the second source"."""
_SEVERAL_ANONYMOUS = frozenset(noun + "s" for noun in _ANONYMOUS)


class Descriptions(Pronouns):
    """Whom a description means."""

    def several(self, reading: Source) -> Resolved:
        names = []
        for mention in reading.members:
            known = self.cast.by_mention.get(mention.start)
            names.append(known[0].fullest().text if known else mention.text)
        span = (reading.members[0].start, reading.members[-1].end)
        return Resolved(self.slice(span), "", "group", "certain", span, members=tuple(names))

    def body(self, reading: Source) -> Resolved:
        span = reading.head
        name = self.slice(span)
        local = not name[:1].isupper() and not any(c.isupper() for c in name)
        return Resolved(name, "", "body", "certain", span, local=local or reading.owner is not None)

    def nominal(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        start, head = reading.span[0], reading.long or reading.head
        name = self.slice(head)
        if reading.plural:
            return self._group(i, reading), None
        if reading.owner is not None:
            return self._owned(i, reading), None
        person_noun = (
            is_role(reading.noun)
            or is_human(reading.noun)
            or reading.noun in PARTY_NOUNS
            or "head-of-state" in reading.roles
        )
        if not reading.definite or not person_noun:
            person = None
            if person_noun or not name[:1].isupper():
                person = self._describe(reading) if person_noun else None
            kind: SpeakerKind = "unknown" if person_noun else "body"
            if reading.noun not in NON_PERSON_NOUNS and not person_noun:
                kind = "unknown"
            local = not any(c.isupper() for c in name) or person_noun
            return Resolved(name, "", kind, "certain", head, local=local), person
        return self._definite(i, reading, start)

    def _describe(self, reading: Source) -> Person:
        person = self.introduced.get(reading.head[0])
        if person is None:
            person = describe(self.text, reading.head, reading.noun, reading.gender)
        person.described = reading.long or reading.head
        person.roles |= reading.roles
        person.places |= reading.places
        return person

    def _definite(self, i: int, reading: Source, start: int) -> tuple[Resolved, Person | None]:
        places = reading.places | places_in(self.slice(reading.head))
        generic = reading.noun in generic_nouns() and reading.short and not places
        # Their own title outweighs a name: "the president said that Mr. Obama ...".
        talked_of = self.talked_of(
            i, titled=lambda p: roles_agree(reading.roles, frozenset(p.roles)) == 2
        )
        spoken = {person for person in self.persons if person is not None}
        anonymous = reading.noun in _ANONYMOUS and self._anonymous_before(start)
        # "The heckler", "the employee" say nothing about anybody who has a name.
        told = reading.noun in generic_nouns() or reading.noun in PARTY_NOUNS
        stranger = not (told or is_role(reading.noun) or "head-of-state" in reading.roles)
        words = {plain(word) for word in self.slice(reading.head).split()}
        anonymous = anonymous or stranger or bool(words & _FACELESS)
        enclosing = self.enclosing(i)
        speaker = self.persons[enclosing] if enclosing is not None else None

        def allowed(person: Person) -> float:
            if reading.gender and person.gender and reading.gender != person.gender:
                return 0.0
            if anonymous and person.described is None:
                return 0.0
            if person is speaker:
                return 0.05
            agreement = roles_agree(reading.roles, frozenset(person.roles))
            value = (0.0, 2.0, 9.0)[agreement]
            if person.described is not None:
                value = described(person, value)
            elif generic and person.shown and (reading.gender or heard(person)):
                # "The expert", "the source": whoever has been heard; "the man": whoever is one.
                value = max(value, 1.0 if reading.gender else 2.0)
            elif (
                not value
                and not person.roles
                and person.described is None
                and reading.roles & _PUBLIC
                and len(person.mentions) >= 3
            ):
                # Somebody known to every reader is often given no role: the more prominent, the
                # likelier, and never more than a guess.
                value = 0.05 * min(len(person.mentions), 6)
            if places and person.places and value:
                value *= 3.0 if places & person.places else 0.3
            if not value and unexplained(person):
                # Nothing says what this person is, so the description may well mean them; it keeps
                # somebody who merely could be meant from being taken for certain.
                guessed.add(id(person))
                value = 1.5
            return value

        def described(person: Person, value: float) -> float:
            """How well somebody met as "a ..." fits "the ..."."""
            if person.noun == reading.noun:
                return 12.0 if self._shares_words(reading, person) else 3.0
            if person.noun in _UNNAMED and reading.noun in _ANONYMOUS:
                return 6.0
            if generic and not value and not anonymous and (reading.gender or person in spoken):
                guessed.add(id(person))
                return 1.0
            return value

        def heard(person: Person) -> bool:
            """Whether "the expert" or "the source" may be somebody: they spoke, or are experts."""
            expert = bool(roles_agree(_EXPERT, frozenset(person.roles)))
            if reading.noun not in _ANONYMOUS:
                return expert or person in spoken
            if not expert:
                guessed.add(id(person))  # few call a politician their source
            return person in spoken and (expert or person is self._last_heard(start))

        def unexplained(person: Person) -> float:
            # A second way of naming someone just introduced, not somebody the article is about.
            fits = not (reading.gender and person.gender and reading.gender != person.gender)
            fits = fits and 1 <= len(person.mentions) <= 3 and talked_of.get(person, 1.0) > 0
            return 1.0 if fits and not person.roles and person is not speaker else 0.0

        guessed: set[int] = set()
        hidden = self.hidden(i, start)
        ranked, sure = self.rank(i, allowed, talked_of, hidden)
        ranked = [(s, p) for s, p in ranked if p.shown or p in spoken]
        if not ranked and sure:
            # "The author" is who wrote a text that is told of, or this one, and seldom in it.
            # Unnamed sources stay unnamed.
            writes = reading.noun in _WRITERS or anonymous
            near = [] if writes else self.memory.rank(start, unexplained, hidden, reach=2)
            if near and (len(near) == 1 or near[0][0] >= 2 * near[1][0]):
                return self.of(near[0][1], "uncertain"), near[0][1]
            only = None if writes else self._only_speaker(reading, speaker)
            if only is not None:
                return self.of(only, "uncertain"), only
        if not ranked:
            person = self._describe(reading)
            name = self.slice(reading.head)
            capital = any(word[0].isupper() for word in name.split() if plain(word) not in DEFINITE)
            told_apart = stranger and capital  # "the Gawker employee"
            certainty: Certainty = "certain" if told_apart else "unresolved"
            return Resolved(name, "", "unknown", certainty, reading.head, local=True), person
        best, person = ranked[0]
        clear = len(ranked) == 1 or best >= CLEAR * ranked[1][0]
        clear = clear and sure and id(person) not in guessed
        return self.of(person, "certain" if clear and best > 1.0 else "uncertain"), person

    def _only_speaker(self, reading: Source, inside: Person | None) -> Person | None:
        """Who alone has spoken so far: most articles of one voice vary how they call it."""
        spoken = {id(p): p for p in self.persons if p is not None}
        if len(spoken) != 1:
            return None
        person = next(iter(spoken.values()))
        fits = not (reading.gender and person.gender and reading.gender != person.gender)
        # "The president" is not the aide who alone was heard.
        office = reading.roles & _OFFICES
        fits = fits and not (office and not roles_agree(reading.roles, frozenset(person.roles)))
        return person if fits and person is not inside and person.described is None else None

    def _shares_words(self, reading: Source, person: Person) -> bool:
        """False for "the kneeling man" after "a masked man": each has a word, and not the same."""
        assert person.described is not None
        here = {plain(word) for word in self.slice(reading.head).split()[:-1]}
        there = {plain(word) for word in self.slice(person.described).split()} - {person.noun}
        return not here or not there or bool(here & there)

    def _last_heard(self, start: int) -> Person | None:
        """Who spoke last before an offset."""
        before = [
            (self.sources[k].span[0], k)
            for k, person in enumerate(self.persons)
            if person is not None and self.sources[k].span[0] < start
        ]
        return self.persons[max(before)[1]] if before else None

    def _anonymous_before(self, start: int) -> bool:
        """Whether unnamed sources were told of before: "security sources", "an insider"."""
        if any(at < start and p.noun in _ANONYMOUS for at, p in self.introduced.items()):
            return True
        tokens = self.words.tokens
        return any(
            tokens[k].low in _SEVERAL_ANONYMOUS
            and not any(token.low in ("the", "these") for token in tokens[max(0, k - 3) : k])
            and tokens[min(k + 1, len(tokens) - 1)].low != "of"
            for k in range(self.words.first_from(start))
        )

    def _owned(self, i: int, reading: Source) -> Resolved:
        """ "his campaign", "Jane Roe’s office": the owner's name where it is known."""
        assert reading.owner is not None
        owner = self.slice(reading.owner)
        rest = self.text[reading.owner[1] : reading.head[1]]
        kind: SpeakerKind = "body" if reading.noun in NON_PERSON_NOUNS else "unknown"
        word = plain(owner)
        if word in ("his", "her"):
            gender = "m" if word == "his" else "f"
            found, _ = self.third_person(i, reading.span[0], gender, owner=True)
            if found.name and found.kind == "person":
                name = f"{found.name}’s{rest}"
                return Resolved(name, "", kind, "uncertain", found.evidence)
        name = self.slice(reading.head)
        return Resolved(name, "", kind, "certain", reading.head, local=word in _OWNERS)

    def _group(self, i: int, reading: Source) -> Resolved:
        head = reading.long or reading.head
        name = self.slice(head)
        local = not any(c.isupper() for c in name[1:]) and (
            reading.definite or reading.owner is not None
        )
        if reading.definite and reading.short and len(name.split()) == 1:
            noun = reading.noun
            longer = self.earlier(
                i,
                lambda r: r.kind == "group" and re.match(rf"{re.escape(noun)}\b ", plain(r.name)),
                sentences=10,
            )
            if longer is not None:
                return replace(longer, certainty="uncertain")
        if reading.owner is not None and plain(self.slice(reading.owner)) in ("his", "her"):
            found = self._owned(i, reading)
            return replace(found, kind="group")
        going_on = self._same_voices(i, reading)
        if going_on is not None:
            return replace(going_on, certainty="uncertain")
        return Resolved(name, "", "group", "certain", head, local=local)

    def _same_voices(self, i: int, reading: Source) -> Resolved | None:
        """A named group that was heard just before, for a bare "experts" after a quotation.

        "The authors of the Eastport Blog emphasise ... '...,' experts point out": news that varies
        its words for a source calls it so. Reported speech of "experts" may be anybody's.
        """
        bare = reading.short and not reading.definite and len(self.slice(reading.head).split()) == 1
        if not bare or singular(reading.noun) not in generic_nouns():
            return None
        if not any(self.layout.quote(a) >= 0 for a, _ in self.relations[i].content):
            return None
        last = self.earlier(i, lambda _: True, sentences=3)
        named = last is not None and any(c.isupper() for c in last.name)
        return last if last is not None and named and last.kind in ("group", "body") else None
