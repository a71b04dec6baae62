"""Whom alone a role can mean that the article gives nobody in so many words.

"The deputy" is Ann Roe, "who sits in parliament", where nobody else is in the article; "the
professor" is whoever was heard last, where of them alone it tells no role.
"""

from __future__ import annotations

import re
from typing import Final

from index.speakers.fitting import Fit, Told
from index.speakers.lexicon import place_adjectives, word_set
from index.speakers.people import Person
from index.speakers.roles import is_role
from index.types import Certainty

OFFICES: Final = frozenset(
    ["president", "governor", "senator", "prime-minister", "mayor", "minister"]
)
_KNOWN: Final = word_set("public_roles") | OFFICES
"""Roles whose holders every reader knows, so that the article need not tell of them."""

_ARTICLES: Final = frozenset(["the", "a", "an"])


class Sole(Told):
    """Who is left when everybody else is told to be something else."""

    def only_bearer(self, fit: Fit) -> tuple[Person, Certainty] | None:
        """Who was heard last: certainly, where nobody else is in the article; perhaps, where of
        them alone it tells no role, in this paragraph or the one before. None where others may be
        meant."""
        last, since = self._last_source(fit.start)
        if last is None or not _may_be_called(fit, last) or self._told_before(fit, last):
            return None
        others = self._others(last)
        if not others:
            return last, "certain"
        before = {person for person, start in others if start < fit.start}
        apart = len(re.findall(r"\n+", self.text[since : fit.start]))
        if last.called or apart > 1 or (fit.of_what and before):
            return None
        named = {self.cast.by_mention[m][0] for m in self.cast.by_mention if since <= m < fit.start}
        rest = ((before & fit.spoken) | named) - {last}
        told = all(p is not None and p.called and fit.agreement(p) < 2 for p in rest)
        return (last, "uncertain") if told else None

    def _told_before(self, fit: Fit, person: Person) -> bool:
        """Whether somebody else was called so before: "the judge" of whom no source was one."""
        noun = self.words.between(*fit.reading.head)[-1].low
        own = [
            reading.span
            for reading, who in zip(self.sources, self.persons, strict=True)
            if who is person
        ]
        tokens = self.words.tokens[: self.words.first_from(fit.start)]
        return any(
            token.low == noun
            and any(before.low in _ARTICLES for before in tokens[max(0, k - 3) : k])
            and not any(a <= token.start < b for a, b in own)
            for k, token in enumerate(tokens)
        )

    def _last_source(self, start: int) -> tuple[Person | None, int]:
        """Who the last source before an offset is, and where it ends."""
        before = [
            (reading.span[1], k)
            for k, reading in enumerate(self.sources)
            if reading.kind != "empty" and reading.span[1] <= start
        ]
        end, k = max(before, default=(0, -1))
        return (self.persons[k], end) if before else (None, 0)

    def _others(self, person: Person) -> list[tuple[Person | None, int]]:
        """Everybody else whom the article names, introduces or hears, and where first."""
        found: list[tuple[Person | None, int]] = [
            (other, start) for start, other in self.introduced.items()
        ]
        for other in self.cast.people:
            starts = [m.start for m in other.mentions if not self.in_byline(m.start)]
            if other is not person and other.shown and starts:
                found.append((other, min(starts)))
        found += [(None, r.span[0]) for r in self.sources if r.plural or r.kind == "body"]
        return found


def _may_be_called(fit: Fit, person: Person) -> bool:
    """Whether somebody named may have this role: a noun with at most a nationality beside it."""
    reading = fit.reading
    role = is_role(reading.noun) and not reading.roles & _KNOWN
    the = fit.scene.text[reading.span[0] :][:4].lower() == "the "
    odd = fit.stranger or fit.faceless or fit.titled or not reading.short
    elsewhere = fit.places and person.places and not fit.places & person.places
    known = person.described is None and person.shown and person is not fit.speaker
    return bool(
        (role and the and known)
        and not (odd or elsewhere)
        and fit.of_what <= place_adjectives().keys()
        and fit.gender_fits(person)
        and fit.talked_of.get(person, 1.0) > 0
    )
