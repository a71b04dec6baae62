"""Sources that are described, not named: "his office", "local farmers", "a veteran diplomat"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.speakers.definite import Definite
from index.speakers.folding import plain
from index.speakers.lexicon import NON_PERSON_NOUNS, PARTY_NOUNS, generic_nouns
from index.speakers.names import is_first_name
from index.speakers.people import Person
from index.speakers.phrases import Source
from index.speakers.resolved import Resolved, SpeakerKind
from index.speakers.roles import is_human, is_role, singular

_OWNERS = frozenset(["his", "her", "their", "its", "our", "my"])
_SAME = frozenset(["the", "this", "that", "its"])
"""What stands before a noun that means what was told of before."""


class Descriptions(Definite):
    """Whom a description means."""

    def several(self, reading: Source) -> Resolved:
        if not reading.members:
            return Resolved(self.slice(reading.head), "", "group", "certain", reading.head)
        names = []
        for mention in reading.members:
            known = self.cast.by_mention.get(mention.start)
            names.append(known[0].fullest().text if known else mention.text)
        span = (reading.members[0].start, reading.members[-1].end)
        return Resolved(self.slice(span), "", "group", "certain", span, members=tuple(names))

    def body(self, i: int, reading: Source) -> Resolved:
        span = reading.head
        name = self.slice(span)
        if reading.definite and reading.short and _is_small(name):
            heard = self._heard_before(reading)
            if heard is not None:
                return heard
        local = not name[:1].isupper() and not any(c.isupper() for c in name)
        return Resolved(name, "", "body", "certain", span, local=local or reading.owner is not None)

    def _heard_before(self, reading: Source) -> Resolved | None:
        """What "the health ministry" or "the report" means: the body heard before that has it for
        its name's end, or the one thing that was called so at more length, "a UN report".

        Not the body just heard: "the company" after a paper is told of, and never the paper. Where
        another one is told of in between ("another report"), nobody knows, nor which company is
        meant after one of another name has spoken.
        """
        phrase = plain(self.slice(reading.head)).split()
        before = []
        for k, result in enumerate(self.results):
            source, words = self.sources[k], plain(result.name).split()
            if source.span[0] >= reading.span[0] or result.kind != "body" or not result.evidence:
                continue
            named = not result.local and _ends_in(words, phrase)
            called = source.kind == "body" and source.noun == reading.noun and len(words) > 1
            if (named or called) and words[0] not in _OWNERS | _SAME:
                before.append((result.evidence, result, named))
        if not before:
            return None
        alone = len({plain(result.name) for _, result, _ in before}) == 1
        (_, end), found, named = max(before, key=lambda one: one[0])
        another = any(
            result.evidence and end < result.evidence[0] < reading.span[0]
            for result in self.results
            if not named and plain(result.name) != plain(found.name) and _is_named_body(result)
        )
        if alone and not another and not self._another_between(reading, end):
            return replace(found, certainty="certain")
        return replace(found, certainty="uncertain") if named else None

    def _another_between(self, reading: Source, end: int) -> bool:
        """Whether its noun stands between without "the": "a second report"; not "report author"."""
        tokens = self.words.tokens
        return any(
            singular(tokens[k].low) == reading.noun
            and tokens[k - 1].low not in _SAME
            and not (is_role(tokens[k + 1].text) or is_human(singular(tokens[k + 1].low)))
            for k in range(self.words.first_from(end), self.words.first_from(reading.span[0]))
        )

    def nominal(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        head = reading.long or reading.head
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


def _is_small(name: str) -> bool:
    """Whether a description has no capital but that of a sentence: "This study"."""
    first, _, rest = name.partition(" ")
    return name.islower() or (first.lower() in _SAME and rest.islower())


def _is_named_body(result: Resolved) -> bool:
    """Whether a body, or what may be one, speaks under a name of its own."""
    first = result.name.partition(" ")[0]
    may_be = result.kind == "body" or (result.kind == "person" and not is_first_name(first))
    return may_be and not result.local


def _ends_in(name: Sequence[str], phrase: Sequence[str]) -> bool:
    """Whether a name ends in the noun of a phrase and has its other words too."""
    return len(name) > len(phrase) and name[-1] == phrase[-1] and set(phrase) <= set(name)
