"""Whom a definite description means: "the minister", "the source", "the masked man"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from index.speakers.fitting import Fit
from index.speakers.people import Person, describe
from index.speakers.phrases import Source
from index.speakers.resolved import Resolved
from index.speakers.salience import CLEAR, margin
from index.speakers.sole import Sole
from index.types import Certainty

_WRITERS: Final = frozenset(
    ["author", "writer", "newspaper", "reporter", "correspondent", "editor"]
)


class Definite(Sole):
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
        fit = Fit(self, i, reading)
        ranked, sure = self.rank(i, fit.weight, fit.talked_of, self.hidden(i, fit.start))
        ranked = [(score, p) for score, p in ranked if p.shown or p in fit.spoken]
        same = [(score, p) for score, p in ranked if fit.agreement(p) == 2]
        ranked = same or ranked
        if ranked and fit.no_guess and ranked[0][1] in fit.guessed:
            ranked = []  # nearer than whom the role fits at most in part
        if not ranked and (holder := self._holder(fit)) is not None:
            ranked = [(2.0, holder)]
        if not ranked and (only := self.only_bearer(fit)) is not None:
            person, sureness = only
            if sureness == "certain":
                person.titles.append(reading.head)
                person.roles |= reading.roles
            return self.of(person, sureness), person
        if not ranked:
            guess = self._guess(i, fit) if sure else None
            if guess is not None:
                return self.of(guess, "uncertain"), guess
            # "The mayor of Tarn", "the employee in the video" is somebody; "the mayor" anybody;
            # "The Observer" may be a paper.
            told_apart = not reading.short or " " in self.slice(reading.head)
            certainty: Certainty = "uncertain" if fit.titled else "unresolved"
            certainty = "certain" if told_apart else certainty
            name = self.slice(reading.head)
            result = Resolved(name, "", "unknown", certainty, reading.head, local=True)
            return result, self.describe(reading)
        best, person = ranked[0]
        clear = len(ranked) == 1 or best >= CLEAR * ranked[1][0]
        clear = clear and sure and person not in fit.guessed and best > 1.0
        found = self.of(person, "certain" if clear else "uncertain")
        return replace(found, margin=margin(ranked)), person

    def _holder(self, fit: Fit) -> Person | None:
        """Who alone is given this role, however far before, where it says of what: "the Tarn
        senator"."""
        if not fit.of_what:
            return None
        holders = [
            person
            for person in self.cast.people
            if fit.agreement(person) == 2
            and fit.weight(person)
            and min(m.start for m in person.mentions) < fit.start
        ]
        return holders[0] if len(holders) == 1 else None

    def _guess(self, i: int, fit: Fit) -> Person | None:
        """Who may be meant where nobody fits: somebody just introduced, or who alone has spoken."""
        if fit.reading.noun in _WRITERS or fit.faceless or fit.titled or fit.no_guess:
            # "The author" is who wrote a text that is told of, or this one, and seldom in it.
            # Unnamed sources stay unnamed.
            return None
        near = self.memory.rank(
            fit.start, lambda p: float(fit.is_unexplained(p)), self.hidden(i, fit.start), reach=2
        )
        if near and (len(near) == 1 or near[0][0] >= 2 * near[1][0]):
            return near[0][1]
        return self._only_speaker(fit)

    def _only_speaker(self, fit: Fit) -> Person | None:
        """Who alone has spoken so far: most articles of one voice vary how they call it."""
        if len(fit.spoken) != 1:
            return None
        (person,) = fit.spoken
        fits = fit.gender_fits(person) and person is not fit.speaker
        return person if fits and person.described is None else None
