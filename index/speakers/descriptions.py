"""Sources that are described, not named: "his office", "local farmers", "a veteran diplomat"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from index.speakers.abbreviations import Abbreviations
from index.speakers.cited import OWNERS, Cited
from index.speakers.folding import plain
from index.speakers.lexicon import NON_PERSON_NOUNS, PARTY_NOUNS, generic_nouns
from index.speakers.people import Person
from index.speakers.phrases import Source
from index.speakers.resolved import Resolved, SpeakerKind
from index.speakers.roles import is_human, is_role, singular


class Descriptions(Cited):
    """Whom a description means."""

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """What the article's abbreviations stand for."""
        return Abbreviations(self.text)

    def several(self, reading: Source) -> Resolved:
        if not reading.members:
            return Resolved(self.slice(reading.head), "", "group", "certain", reading.head)
        names = []
        for mention in reading.members:
            known = self.cast.by_mention.get(mention.start)
            names.append(known[0].fullest().text if known else mention.text)
        span = (reading.members[0].start, reading.members[-1].end)
        return Resolved(self.slice(span), "", "group", "certain", span, members=tuple(names))

    def body(self, reading: Source) -> Resolved:
        span = reading.head
        name = self.slice(span)
        full = self.abbreviations.full(name)
        if full is not None:
            return Resolved(self.slice(full), "", "body", "certain", full)
        before = self.cited_before(reading)
        if before is not None:
            return before
        local = not name[:1].isupper() and not any(c.isupper() for c in name)
        return Resolved(name, "", "body", "certain", span, local=local or reading.owner is not None)

    def nominal(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        head = reading.long or reading.head
        name = self.slice(head)
        if reading.plural:
            return self._group(i, reading), None
        if reading.owner is not None:
            found = self._owned(i, reading)
            if found.kind == "body" or not (is_role(reading.noun) or is_human(reading.noun)):
                return found, None
            theirs = self.describe(reading)
            theirs.owned = True
            self.heard_as[theirs] = found
            return found, theirs
        person_noun = (
            is_role(reading.noun)
            or is_human(reading.noun)
            or reading.noun in PARTY_NOUNS
            or "head-of-state" in reading.roles
            or self.is_called(reading)
        )
        if not reading.definite or not person_noun:
            person = None
            if person_noun or not name[:1].isupper():
                person = self.describe(reading) if person_noun else None
            kind: SpeakerKind = "unknown" if person_noun else "body"
            if reading.noun not in NON_PERSON_NOUNS and not person_noun:
                kind = "unknown"
            local = not any(c.isupper() for c in name) or person_noun
            return Resolved(name, "", kind, "certain", head, local=local), person
        return self.definite(i, reading)

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
        return Resolved(name, "", kind, "certain", reading.head, local=word in OWNERS)

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

    def _stands_in(self, result: Resolved, sentence: int) -> bool:
        """Whether a sentence names a source that the words in question are another subject of."""
        at = result.evidence
        return at is not None and self.layout.sentence(at[0]) == sentence

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
        here = self.layout.sentence(reading.span[0])
        last = self.earlier(i, lambda r: not self._stands_in(r, here), sentences=3)
        named = last is not None and any(c.isupper() for c in last.name)
        return last if last is not None and named and last.kind in ("group", "body") else None
