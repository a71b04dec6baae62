"""Sources that are pronouns: he, she, they, it, who, I and we."""

from __future__ import annotations

import re
from dataclasses import replace

from index.speakers.folding import plain
from index.speakers.genders import gender_factor
from index.speakers.lexicon import word_set
from index.speakers.names import is_first_name
from index.speakers.people import Person
from index.speakers.phrases import PREPOSITIONS, Source
from index.speakers.resolved import Resolved, SpeakerKind
from index.speakers.salience import CLEAR, margin
from index.speakers.scene import Scene
from index.speakers.sources import FIRST, HE, IT, RELATIVE, SHE, THEY
from index.types import Span

# What may stand between a name and "who": a comma, a bracket, an apposition.
_APPOSED = re.compile(r"[’']?s?\.?,? ?|,? ?\([^()]*\),? ?|, (?:an?|the|former) [^,;:]*,? ?")
# What opens a sentence with a verb in -ing and no subject.
_BESIDES = re.compile(r"\W*(?:\w+ )?(?:\w+ly )?[a-zA-Z]+ing\b[^,;:.“”\"\n]*, ")
_NOBODY = frozenset(["you", "your", "yours", "yourself", "one"])
_PHRASE_BREAK = word_set("phrase_breaks")


class Pronouns(Scene):
    """Whom a pronoun means."""

    def pronoun(self, i: int, reading: Source) -> tuple[Resolved, Person | None]:
        word = re.split(r"['’]", reading.word)[0]
        start = reading.span[0]
        if word in FIRST:
            return self._first_person(i, word)
        if word in RELATIVE:
            return self._relative(start, word)
        if word in HE or word in SHE:
            return self.third_person(i, start, "m" if word in HE else "f")
        if word in THEY:
            return self._they(i), None
        if word in IT:
            return self._it(i), None
        if word in _NOBODY:
            return Resolved(), None
        return Resolved(
            self.slice(reading.span), "", "group", "certain", reading.span, local=True
        ), None

    def third_person(
        self, i: int, start: int, gender: str, *, owner: bool = False
    ) -> tuple[Resolved, Person | None]:
        """Whom "he" or "she" means, or with ``owner`` "his" or "her" in "his father"."""
        enclosing = self.enclosing(i)
        speaker = self.persons[enclosing] if enclosing is not None else None
        quoted = self.layout.quote(start) >= 0
        talked_of = {} if owner else self.talked_of(i) | self._named_besides(start)
        spoken = self.spoken()
        # Whoever speaks is "I", and whoever is spoken to is "you".
        present = {speaker, *self._addressed(start)} if quoted else set()

        def allowed(person: Person) -> float:
            if not (person.shown or person in spoken):
                return 0.0  # only a capital: "Fort Pierce", "Wall Street"
            return 0.0 if person in present else gender_factor(person, gender)

        # "Mr. Roe will not come, according to his office": whose it is stands in what is said.
        hidden = [] if owner else self.hidden(i, start)
        ranked, sure = self.rank(i, allowed, talked_of, hidden)
        if not ranked:
            return Resolved(), None
        best, person = ranked[0]
        clear = len(ranked) == 1 or best >= CLEAR * ranked[1][0]
        clear = clear and sure and best > 0.3 and person.shown
        clear = clear and (owner or not (person.owned or self._after_theirs(start, gender)))
        clear = clear and (owner or not self._passes_over(start, person))
        clear = clear and (owner or not self._named_in_quote(i, person))
        found = self.of(person, "certain" if clear else "uncertain")
        return replace(found, margin=margin(ranked)), person

    def _addressed(self, start: int) -> set[Person]:
        """Who is answered in the line of a transcript that holds an offset."""
        turns = sorted(self.labels.values(), key=lambda turn: turn.label)
        at = next((k for k, t in enumerate(turns) if t.body[0][0] <= start < t.body[-1][1]), 0)
        own = self.slice(turns[at].label) if turns else ""
        label = next((t.label for t in turns[:at][::-1] if self.slice(t.label) != own), (0, 0))
        return {known[0] for m, known in self.cast.by_mention.items() if label[0] <= m < label[1]}

    def _passes_over(self, start: int, person: Person) -> bool:
        """Whether somebody nearer may be meant, of whom a capital alone tells: who is named in the
        sentence before, behind no preposition, where that is not about the person who was found."""
        before = self.layout.sentence(start) - 1
        if any(t.person is person and t.sentence >= before for t in self.memory.traces_to(start)):
            return False
        named = (m for m in self.mentions if self.layout.sentence(m.start) == before)
        first = next((m for m in named if " " in m.text or is_first_name(m.text)), None)
        if first is None or first.kind != "person" or self.layout.quote(first.start) >= 0:
            return False
        known = self.cast.by_mention.get(first.start)
        ahead = self.words.between(self.layout.sentences[before][0], first.start)
        told = first.place or first.possessive or (known is not None and known[0].shown)
        return not told and not any(token.low in PREPOSITIONS for token in ahead)

    def _after_theirs(self, start: int, gender: str) -> bool:
        """Whether the sentence before is about somebody without a name, as what they are to
        somebody else: "Her sister came. “It is late,” she said"."""
        opens = self.layout.sentences[max(0, self.layout.sentence(start) - 1)][0]
        subject = self.introduced.get(opens)
        return subject is not None and subject.owned and gender_factor(subject, gender) > 0

    def _named_besides(self, start: int) -> dict[Person, float]:
        """Who is named in what "he" does besides, which is never himself: "Without naming Roe, he
        said"."""
        begin = self.layout.sentences[self.layout.sentence(start)][0]
        if not _BESIDES.fullmatch(self.text, begin, start):
            return {}
        return {
            person: 0.0
            for at, (person, _) in self.cast.by_mention.items()
            if begin <= at < start and at not in self.possessive
        }

    def _named_in_quote(self, i: int, person: Person) -> bool:
        """Whether the words in quotation marks name somebody: few call themselves by their name."""
        return any(
            self.layout.quote(m.start) >= 0
            and any(a <= m.start < b for a, b in self.relations[i].content)
            for m in person.mentions
        )

    def _first_person(self, i: int, word: str) -> tuple[Resolved, Person | None]:
        enclosing = self.enclosing(i)
        plural = word in ("we", "us", "our", "ours", "ourselves")
        if enclosing is not None and enclosing != i:
            outer = self.results[enclosing]
            if outer.certainty != "unresolved":
                sure = outer.certainty == "certain" and not plural
                kept = replace(outer, certainty="certain" if sure else "uncertain")
                return kept, self.persons[enclosing]
        if self.layout.quote(self.sources[i].span[0]) >= 0:
            return Resolved(), None
        several = "," in self.author
        name = self.author or (self.publisher if plural else "")
        publisher = set(plain(self.publisher).split())
        desk = bool(publisher) and publisher <= set(plain(self.author).split())
        if not name or ((several or desk) and not plural):
            return Resolved(), None  # which of the authors "I" is, nobody can tell
        kind: SpeakerKind = "group" if several else "person" if self.author else "body"
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
                return self.of(person, "certain" if sure else "uncertain"), person
        span = self._phrase_before(start)
        if span is None:
            return Resolved(), None
        name = self.slice(span)
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

    def _they(self, i: int) -> Resolved:
        earlier = self.earlier(i, lambda r: r.kind == "group", sentences=4)
        if earlier is not None:
            return replace(earlier, certainty="uncertain")
        outer = self.enclosing(i)
        if outer is not None and self.results[outer].kind == "group":
            return replace(self.results[outer], certainty="uncertain")
        return Resolved()

    def _it(self, i: int) -> Resolved:
        earlier = self.earlier(i, lambda r: r.kind == "body", sentences=3)
        return replace(earlier, certainty="uncertain") if earlier is not None else Resolved()
