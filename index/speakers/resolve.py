"""From the words of a source to a speaker, inside one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.speakers.descriptions import Descriptions
from index.speakers.folding import plain
from index.speakers.initialled import bearer, is_initials
from index.speakers.invisible import Visible, as_written, hides
from index.speakers.people import Person
from index.speakers.phrases import Source
from index.speakers.resolved import Relation, Resolved
from index.speakers.salience import (
    OTHER,
    SPOKE,
    Trace,
)
from index.types import Span


def resolve(
    text: str,
    sentences: Sequence[Span],
    relations: Sequence[Relation],
    *,
    author: str = "",
    source: str = "",
) -> list[Resolved]:
    """Resolve the source of every relation of one article, in the order given.

    ``author`` is whom "I" outside quotations means; ``source`` (the publisher) is whom "we" means
    where no author is known. A source that nothing in the article explains stays ``unresolved``.
    """
    if not hides(text):
        return _Article(text, sentences, relations, author, source).run()
    visible = Visible(text)
    places = [visible.span(sentence) for sentence in sentences]
    read = [visible.relation(relation) for relation in relations]
    found = _Article(visible.text, places, read, author, source).run()
    return [_in_whole(text, visible, one) for one in found]


def _in_whole(text: str, visible: Visible, one: Resolved) -> Resolved:
    """What was found in the visible text, with the name as the whole one has it."""
    if not one.evidence:
        return one
    place = visible.whole(one.evidence)
    same = visible.text[slice(*one.evidence)] == one.name
    name = as_written(text, place) if same else one.name
    return replace(one, name=name, evidence=place)


class _Article(Descriptions):
    """Resolves the sources in the order in which a reader meets them."""

    def run(self) -> list[Resolved]:
        def position(i: int) -> tuple[int, int]:
            reading = self.sources[i]
            if reading.kind == "empty":
                cue = self.relations[i].cue
                return (cue[0] if cue else min(a for a, _ in self.relations[i].content), 1)
            return (reading.span[0], 0)

        order = sorted(range(len(self.relations)), key=position)
        # Sources inside somebody's words wait until it is known whose words they are.
        nested = [i for i in order if self.enclosing(i) is not None]
        free = [i for i in order if self.enclosing(i) is None]
        pronouns = self.free_pronouns()
        for i in free:
            while pronouns and pronouns[0].start < position(i)[0]:
                self.remember(pronouns.pop(0))
            self._one(i)
        for i in nested:
            self._one(i)
        return self.results

    def labelled(
        self, reading: Source, result: Resolved, person: Person | None
    ) -> tuple[Resolved, Person | None]:
        """Whom the label of a turn means: who was asked, somebody named, else the label itself."""
        if self.labels[reading.span[0]].role != "speaker":
            person = self.interviewed()
            return (self.of(person, "certain") if person else Resolved()), person
        numbered = self.slice(reading.span)[-1].isdigit()
        if is_initials(self.slice(reading.span)):
            return self.initialled(reading.span)
        if reading.kind in ("named", "body") and not numbered:
            return result, person
        if result.certainty == "certain" and not result.local and not numbered:
            return result, person
        label = self.slice(reading.span)
        return Resolved(label, "", "unknown", "certain", reading.span, local=True), None

    def initialled(self, label: Span) -> tuple[Resolved, Person | None]:
        """Whose initials a label is, else the label as a description."""
        letters = self.slice(label)
        place = bearer(letters, self.text)
        known = self.cast.by_mention.get(place[0]) if place else None
        if known is not None and known[1]:
            return self.of(known[0], "certain"), known[0]
        return Resolved(letters, "", "unknown", "certain", label, local=True), None

    def interviewed(self) -> Person | None:
        """The one person whom an article names outside of its questions and answers."""
        people = {
            known[0]
            for start in self.introduced_ones
            if (known := self.cast.by_mention.get(start))
            and not self.in_byline(start)
            and plain(known[0].fullest().text) not in plain(self.author)
        }
        return people.pop() if len(people) == 1 else None

    def _one(self, i: int) -> None:
        reading = self.sources[i]
        form = self.written[reading.span[0] : reading.span[1]].strip(" ,;")
        person: Person | None = None
        result = Resolved(form=form)
        if reading.kind == "named" and reading.mention is not None:
            known = self.cast.by_mention.get(reading.mention.start)
            if known is not None:
                person, sure = known
                result = self.of(person, "certain" if sure else "uncertain")
            else:
                result = self.body(reading)
        elif reading.kind == "several":
            result = self.several(reading)
        elif reading.kind == "pronoun":
            result, person = self.pronoun(i, reading)
        elif reading.kind == "body":
            result = self.body(reading)
        elif reading.kind == "nominal":
            result, person = self.nominal(i, reading)
        if self.relations[i].source and reading.span[0] in self.labels:
            result, person = self.labelled(reading, result, person)
        self.results[i] = replace(result, form=form)
        self.persons[i] = person
        if person is not None and reading.kind != "empty":
            start, end = reading.span
            led = reading.mention is not None and reading.mention.start in self.leading
            weight = OTHER if led else SPOKE
            self.memory.add(Trace(start, end, self.layout.sentence(start), weight, person))
