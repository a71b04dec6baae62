"""From the words of a source to a speaker, inside one article."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.speakers.entities import Cast, Person, best_role, places_in
from index.speakers.folding import plain
from index.speakers.lexicon import NON_PERSON_NOUNS, PARTY_NOUNS, generic_nouns, word_set
from index.speakers.mentions import Mention, find_mentions
from index.speakers.names import PersonName
from index.speakers.resolved import Relation, Resolved, SpeakerKind
from index.speakers.roles import is_role, roles_agree
from index.speakers.salience import (
    CLEAR,
    OTHER,
    OWNER,
    POSSESSIVE,
    PRONOUN,
    SPOKE,
    SUBJECT,
    Layout,
    Memory,
    Trace,
)
from index.speakers.sources import FIRST, HE, IT, RELATIVE, SHE, THEY, Reader, Source
from index.speakers.words import Token, Words
from index.types import Certainty, Span


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
    return _Article(text, sentences, relations, author, source).run()


class _Article:
    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        relations: Sequence[Relation],
        author: str,
        publisher: str,
    ) -> None:
        self.text = text
        self.relations = relations
        self.author, self.publisher = author, publisher
        self.words = Words(text)
        self.layout = Layout(text, sentences)
        mentions = find_mentions(self.words, self.layout.sentences)
        reader = Reader(self.words, mentions)
        self.sources = [reader.read(tuple(r.source or ())) for r in relations]
        promoted = frozenset(
            mention.start
            for reading in self.sources
            for mention in (reading.mention, *reading.members)
            if mention is not None and not mention.place
        )
        self.cast = Cast(self.words, mentions, promoted)
        self._learn_genders(mentions)
        self.memory = Memory(self.layout, self._traces(mentions))
        self.results: list[Resolved] = [Resolved()] * len(relations)
        self.persons: list[Person | None] = [None] * len(relations)
        self.outer: dict[int, int | None] = {}

    def run(self) -> list[Resolved]:
        def position(i: int) -> tuple[int, int]:
            reading = self.sources[i]
            if reading.kind == "empty":
                cue = self.relations[i].cue
                return (cue[0] if cue else min(a for a, _ in self.relations[i].content), 1)
            return (reading.span[0], 0)

        order = sorted(range(len(self.relations)), key=position)
        # Sources inside somebody's words wait until it is known whose words they are.
        nested = [i for i in order if self._enclosing(i) is not None]
        free = [i for i in order if self._enclosing(i) is None]
        pronouns = self._free_pronouns()
        for i in free:
            while pronouns and pronouns[0].start < position(i)[0]:
                self._remember(pronouns.pop(0))
            self._one(i)
        for i in nested:
            self._one(i)
        return self.results

    def _learn_genders(self, mentions: Sequence[Mention]) -> None:
        """Count the pronouns in sentences that name one person only, outside quotations."""
        named: dict[int, dict[Person, int]] = {}
        for mention in mentions:
            known = self.cast.by_mention.get(mention.start)
            if known is not None and self.layout.quote(mention.start) < 0:
                sentence = self.layout.sentence(mention.start)
                named.setdefault(sentence, {}).setdefault(known[0], mention.end)
        for sentence, people in named.items():
            if len(people) != 1:
                continue
            person, after = next(iter(people.items()))
            end = self.layout.sentences[sentence][1]
            heard = {
                "m" if token.low in HE else "f"
                for token in self.words.between(after, end)
                if (token.low in HE or token.low in SHE) and self.layout.quote(token.start) < 0
            }
            if len(heard) == 1:
                person.votes[heard.pop()] += 1

    def _free_pronouns(self) -> list[Token]:
        """Every "he" and "she" outside quotations that is no source itself."""
        taken = {reading.span[0] for reading in self.sources}
        return [
            token
            for token in self.words.tokens
            if token.text in _SUBJECTS
            and token.start not in taken
            and self.layout.quote(token.start) < 0
        ]

    def _remember(self, token: Token) -> None:
        """Someone meant by "he" stays present, though less than someone named."""
        gender = "m" if token.low == "he" else "f"
        ranked = self.memory.rank(token.start, lambda p: _gender_factor(p, gender))
        if ranked and (len(ranked) == 1 or ranked[0][0] >= CLEAR * ranked[1][0]):
            sentence = self.layout.sentence(token.start)
            self.memory.add(Trace(token.start, token.end, sentence, PRONOUN, ranked[0][1]))

    def _traces(self, mentions: Sequence[Mention]) -> list[Trace]:
        found: list[Trace] = []
        last = -1
        for mention in mentions:
            known = self.cast.by_mention.get(mention.start)
            if known is None:
                continue
            sentence = self.layout.sentence(mention.start)
            weight = POSSESSIVE if mention.possessive else OTHER
            if sentence != last and self.layout.quote(mention.start) < 0:
                weight = OWNER if mention.possessive else SUBJECT
                last = sentence
            found.append(Trace(mention.start, mention.end, sentence, weight, known[0]))
        return found

    def _one(self, i: int) -> None:
        reading = self.sources[i]
        form = self.text[reading.span[0] : reading.span[1]].strip(" ,;")
        person: Person | None = None
        result = Resolved(form=form)
        if reading.kind == "named" and reading.mention is not None:
            known = self.cast.by_mention.get(reading.mention.start)
            if known is not None:
                person, sure = known
                result = self._of(person, "certain" if sure else "uncertain")
            else:
                result = self._body(reading)
        elif reading.kind == "several":
            result = self._several(reading)
        elif reading.kind == "pronoun":
            result, person = self._pronoun(i, reading)
        elif reading.kind == "body":
            result = self._body(reading)
        elif reading.kind == "nominal":
            result, person = self._nominal(i, reading)
        self.results[i] = replace(result, form=form)
        self.persons[i] = person
        if person is not None and reading.kind != "empty":
            start = reading.span[0]
            self.memory.add(
                Trace(start, reading.span[1], self.layout.sentence(start), SPOKE, person)
            )

    def _of(self, person: Person, certainty: Certainty) -> Resolved:
        if person.described is not None:
            span = person.described
            return Resolved(self._slice(span), "", "unknown", certainty, span, local=True)
        mention = person.fullest()
        if not person.name.given and GROUP_WORD.search(mention.text) and not mention.title:
            span = (mention.start, mention.end)
            return Resolved(mention.text, "", "group", certainty, span)
        role = best_role(self.text, person.role_spans)
        return Resolved(
            mention.text,
            self._slice(role) if role else "",
            "person",
            certainty,
            (mention.start, mention.end),
            gender=person.gender,
        )

    def _slice(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def _several(self, reading: Source) -> Resolved:
        names = []
        for mention in reading.members:
            known = self.cast.by_mention.get(mention.start)
            names.append(known[0].fullest().text if known else mention.text)
        span = (reading.members[0].start, reading.members[-1].end)
        return Resolved(self._slice(span), "", "group", "certain", span, members=tuple(names))

    def _body(self, reading: Source) -> Resolved:
        span = reading.head
        name = self._slice(span)
        local = not name[:1].isupper() and not any(c.isupper() for c in name)
        return Resolved(name, "", "body", "certain", span, local=local or reading.owner is not None)

    # Pronouns

    def _pronoun(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        word = re.split(r"['’]", reading.word)[0]
        start = reading.span[0]
        if word in FIRST:
            return self._first_person(i, word)
        if word in RELATIVE:
            return self._relative(start, word)
        if word in HE or word in SHE:
            return self._third_person(i, start, "m" if word in HE else "f")
        if word in THEY:
            return self._they(i, start), None
        if word in IT:
            return self._it(i, start), None
        return Resolved(
            self._slice(reading.span), "", "group", "certain", reading.span, local=True
        ), None

    def _third_person(self, i: int, start: int, gender: str) -> tuple[Resolved, Person | None]:
        enclosing = self._enclosing(i)
        speaker = self.persons[enclosing] if enclosing is not None else None
        quoted = self.layout.quote(start) >= 0

        def allowed(person: Person) -> float:
            if quoted and person is speaker:
                return 0.05
            return _gender_factor(person, gender)

        hidden = self._hidden(i, start)
        ranked = self.memory.rank(start, allowed, hidden)
        if not ranked:
            return Resolved(), None
        best, person = ranked[0]
        clear = len(ranked) == 1 or best >= CLEAR * ranked[1][0]
        return self._of(person, "certain" if clear and best > 0.3 else "uncertain"), person

    def _enclosing(self, i: int) -> int | None:
        """The innermost other relation whose content holds this one's source."""
        if i not in self.outer:
            self.outer[i] = self._find_enclosing(i)
        return self.outer[i]

    def _find_enclosing(self, i: int) -> int | None:
        start, end = self.sources[i].span
        best: tuple[int, int] | None = None
        for k, relation in enumerate(self.relations):
            if k == i:
                continue
            for a, b in relation.content:
                if a <= start and end <= b and (best is None or b - a < best[0]):
                    best = (b - a, k)
        return best[1] if best else None

    def _hidden(self, i: int, start: int) -> list[Span]:
        """What a speaker says does not name the speaker: quotations, and the source's sentence.

        Names in an earlier sentence count even where the content is said to reach over it.
        """
        sentence = self.layout.sentences[self.layout.sentence(start)][0]
        found = []
        for a, b in self.relations[i].content:
            begin = a if self.layout.quote(a) >= 0 else max(a, sentence)
            if begin < min(b, start):
                found.append((begin, b))
        return found

    def _first_person(self, i: int, word: str) -> tuple[Resolved, Person | None]:
        enclosing = self._enclosing(i)
        plural = word in ("we", "us", "our", "ours", "ourselves")
        if enclosing is not None and enclosing != i:
            outer = self.results[enclosing]
            if outer.certainty != "unresolved":
                sure = outer.certainty == "certain" and not plural
                kept = replace(outer, certainty="certain" if sure else "uncertain")
                return kept, self.persons[enclosing]
        if self.layout.quote(self.sources[i].span[0]) >= 0:
            return Resolved(), None
        name = self.author or (self.publisher if plural else "")
        if not name:
            return Resolved(), None
        kind: SpeakerKind = "person" if self.author else "body"
        return Resolved(name, "", kind, "uncertain" if plural else "certain", None), None

    def _relative(self, start: int, word: str) -> tuple[Resolved, Person | None]:
        """ "X, who says": the person or thing named just before."""
        sentence = self.layout.sentences[self.layout.sentence(start)][0]
        before = [m for m in self.cast.by_mention if sentence <= m < start]
        if before:
            at = max(before)
            person, sure = self.cast.by_mention[at]
            mention = next(m for m in person.mentions if m.start == at)
            gap = self.text[mention.end : start]
            if _APPOSED.fullmatch(gap) and not mention.possessive:
                return self._of(person, "certain" if sure else "uncertain"), person
        span = self._phrase_before(start)
        if span is None:
            return Resolved(), None
        name = self._slice(span)
        plural = plain(name).endswith("s") or (word == "who" and plain(name) in ("those", "people"))
        kind: SpeakerKind = "group" if plural else "unknown" if word == "who" else "body"
        return Resolved(name, "", kind, "uncertain", span, local=True), None

    def _phrase_before(self, start: int) -> Span | None:
        """The noun phrase right before an offset, without its article, at most six words."""
        tokens = self.words.tokens
        k = self.words.first_from(start) - 1
        if k >= 0 and tokens[k].text == ",":
            k -= 1
        last = k
        while k >= 0 and last - k < 6:
            token = tokens[k]
            if not token.text[0].isalnum() or token.low in _PHRASE_BREAK:
                break
            k -= 1
        if k == last:
            return None
        return (tokens[k + 1].start, tokens[last].end)

    def _they(self, i: int, start: int) -> Resolved:
        earlier = self._earlier(i, lambda r: r.kind == "group", sentences=4)
        if earlier is not None:
            return replace(earlier, certainty="uncertain")
        outer = self._enclosing(i)
        if outer is not None and self.results[outer].kind == "group":
            return replace(self.results[outer], certainty="uncertain")
        return Resolved()

    def _it(self, i: int, start: int) -> Resolved:
        earlier = self._earlier(i, lambda r: r.kind == "body", sentences=3)
        return replace(earlier, certainty="uncertain") if earlier is not None else Resolved()

    def _earlier(
        self, i: int, wanted: Callable[[Resolved], object], sentences: int
    ) -> Resolved | None:
        """The last source before this one that fits and is near."""
        start = self.sources[i].span[0]
        here = self.layout.sentence(start)
        best: tuple[int, Resolved] | None = None
        for k, result in enumerate(self.results):
            at = self.sources[k].span[0]
            near = 0 <= here - self.layout.sentence(at) <= sentences
            fits = k != i and at < start and near and result.name and wanted(result)
            if fits and (best is None or at > best[0]):
                best = (at, result)
        return best[1] if best else None

    # Descriptions

    def _nominal(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        start, head = reading.span[0], reading.long or reading.head
        name = self._slice(head)
        if reading.plural:
            return self._group(i, reading), None
        if reading.owner is not None:
            return self._owned(i, reading), None
        person_noun = (
            is_role(reading.noun)
            or reading.noun in generic_nouns()
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
        person = Person(
            PersonName((), ""), described=reading.long or reading.head, noun=reading.noun
        )
        person.roles |= reading.roles
        person.places |= reading.places
        if reading.gender:
            person.votes[reading.gender] += 5
        return person

    def _definite(self, i: int, reading: Source, start: int) -> tuple[Resolved, Person | None]:
        places = reading.places | places_in(self._slice(reading.head))
        generic = reading.noun in generic_nouns()
        enclosing = self._enclosing(i)
        speaker = self.persons[enclosing] if enclosing is not None else None

        def allowed(person: Person) -> float:
            if reading.gender and person.gender and reading.gender != person.gender:
                return 0.0
            if person is speaker:
                return 0.05
            agreement = roles_agree(reading.roles, frozenset(person.roles))
            value = (0.0, 3.0, 9.0)[agreement]
            if person.described is not None and person.noun == reading.noun:
                value = 12.0
            if generic and reading.short:
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
            return value

        def unexplained(person: Person) -> float:
            # A second way of naming someone just introduced, not somebody the article is about.
            fits = not (reading.gender and person.gender and reading.gender != person.gender)
            fits = fits and len(person.mentions) <= 3
            return 1.0 if fits and not person.roles and person is not speaker else 0.0

        hidden = self._hidden(i, start)
        ranked = self.memory.rank(start, allowed, hidden)
        if not ranked:
            near = self.memory.rank(start, unexplained, hidden, reach=2)
            if near and (len(near) == 1 or near[0][0] >= 2 * near[1][0]):
                return self._of(near[0][1], "uncertain"), near[0][1]
            person = self._describe(reading)
            result = Resolved(
                self._slice(reading.head), "", "unknown", "unresolved", reading.head, local=True
            )
            return result, person
        best, person = ranked[0]
        clear = len(ranked) == 1 or best >= CLEAR * ranked[1][0]
        return self._of(person, "certain" if clear and best > 1.0 else "uncertain"), person

    def _owned(self, i: int, reading: Source) -> Resolved:
        """ "his campaign", "Jane Roe’s office": the owner's name where it is known."""
        assert reading.owner is not None
        owner = self._slice(reading.owner)
        rest = self.text[reading.owner[1] : reading.head[1]]
        kind: SpeakerKind = "body" if reading.noun in NON_PERSON_NOUNS else "unknown"
        word = plain(owner)
        if word in ("his", "her"):
            found, _ = self._third_person(i, reading.span[0], "m" if word == "his" else "f")
            if found.name and found.kind == "person":
                name = f"{found.name}’s{rest}"
                return Resolved(name, "", kind, "uncertain", found.evidence)
        name = self._slice(reading.head)
        return Resolved(name, "", kind, "certain", reading.head, local=word in _OWNERS)

    def _group(self, i: int, reading: Source) -> Resolved:
        head = reading.long or reading.head
        name = self._slice(head)
        local = not any(c.isupper() for c in name[1:]) and (
            reading.definite or reading.owner is not None
        )
        if reading.definite and reading.short and len(name.split()) == 1:
            noun = reading.noun
            longer = self._earlier(
                i,
                lambda r: r.kind == "group" and re.match(rf"{re.escape(noun)}\b ", plain(r.name)),
                sentences=10,
            )
            if longer is not None:
                return replace(longer, certainty="uncertain")
        if reading.owner is not None and plain(self._slice(reading.owner)) in ("his", "her"):
            found = self._owned(i, reading)
            return replace(found, kind="group")
        return Resolved(name, "", "group", "certain", head, local=local)


def _gender_factor(person: Person, gender: str) -> float:
    """How well somebody fits "he" or "she": 0 where the text or the given name says otherwise."""
    if person.gender:
        return 1.0 if person.gender == gender else 0.0
    return 0.7 if person.name.given or person.roles else 0.35


GROUP_WORD = re.compile(r"(?:ists|ians|crats|icans|ites|eans)$")


_SUBJECTS = frozenset(["he", "He", "she", "She"])


_PUBLIC = word_set("public_roles")


# What may stand between a name and "who": a comma, a bracket, an apposition.
_APPOSED = re.compile(r"[’']?s?\.?,? ?|,? ?\([^()]*\),? ?|, (?:an?|the|former) [^,;:]*,? ?")
_OWNERS = frozenset(["his", "her", "their", "its", "our", "my"])


_PHRASE_BREAK = word_set("phrase_breaks")
