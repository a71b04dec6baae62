"""What one article tells about its sources: who is in it, who spoke before, who holds whom."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from index.speakers.entities import Cast
from index.speakers.genders import gender_factor, learn_genders
from index.speakers.introductions import Introduction, find_introductions
from index.speakers.mentions import find_mentions
from index.speakers.people import Person, best_role
from index.speakers.present import introduced_by_name, named_by_labels
from index.speakers.resolved import Relation, Resolved
from index.speakers.salience import (
    CLEAR,
    PRONOUN,
    STILL_POSSIBLE,
    Layout,
    Memory,
    Trace,
    leading_up,
    traces_of_introduced,
    traces_of_names,
)
from index.speakers.sources import Reader
from index.speakers.titles import shown, titles_in
from index.speakers.trimming import in_byline
from index.speakers.turns import turns_of, with_names
from index.speakers.words import Token, Words
from index.types import Certainty, Span

GROUP_WORD = re.compile(r"(?:ists|ians|crats|icans|ites|eans)$")
_SUBJECTS = frozenset(["he", "He", "she", "She"])


class Scene:
    """One article while its sources are resolved."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Span],
        relations: Sequence[Relation],
        author: str,
        publisher: str,
    ) -> None:
        turns = turns_of(text)
        self.written = text
        self.text = text = with_names(text, turns)
        self.labels = {turn.label[0]: turn for turn in turns}
        self.relations = relations
        self.author, self.publisher = author, publisher
        self.words = Words(text)
        self.layout = Layout(text, sentences, [span for turn in turns for span in turn.body])
        self.mentions = mentions = find_mentions(self.words, self.layout.sentences)
        reader = Reader(self.words, mentions)
        self.sources = [reader.read(tuple(r.source or ())) for r in relations]
        self.introduced_ones = introduced_by_name(turns, text, mentions)
        promoted = frozenset(
            mention.start
            for reading in self.sources
            for mention in (reading.mention, *reading.members)
            if mention is not None and not mention.place
        ).union(self.introduced_ones, named_by_labels(turns, text, mentions))
        self.cast = Cast(self.words, mentions, promoted)
        self._learn_titles()
        self.possessive = frozenset(m.start for m in mentions if m.possessive)
        learn_genders(self.words, self.layout, self.cast, mentions, self.sources, relations)
        self.introduced = {
            one.head[0]: one.person(text, self._owner(one))
            for one in find_introductions(self.words, mentions)
            if self.layout.quote(one.head[0]) < 0
        }
        self.heard_as: dict[Person, Resolved] = {}
        """Under what name somebody was heard of whom it is told whose they are: "his lawyer"."""
        told = [m for m in mentions if not self.in_byline(m.start)]
        named = [
            (m, self.cast.by_mention[m.start][0]) for m in told if m.start in self.cast.by_mention
        ]
        self.leading = leading_up(named, self.layout)
        self.memory = Memory(
            self.layout,
            [
                *traces_of_introduced(self.introduced, self.layout),
                *traces_of_names(named, self.layout, self.leading),
            ],
        )
        self.results: list[Resolved] = [Resolved()] * len(relations)
        self.persons: list[Person | None] = [None] * len(relations)
        self.outer: dict[int, int | None] = {}

    def _learn_titles(self) -> None:
        """What sources call those they name: "harbour master Ruth Calloway"."""
        for reading in self.sources:
            known = self.cast.by_mention.get(reading.mention.start) if reading.mention else None
            if reading.mention is None or known is None or not known[1]:
                continue
            for span in titles_in(self.words, reading.span, reading.mention):
                if not any(a < span[1] and span[0] < b for a, b in known[0].called):
                    known[0].titles.append(span)

    def _owner(self, one: Introduction) -> Person | None:
        known = self.cast.by_mention.get(one.owner[0]) if one.owner else None
        return known[0] if known else None

    def in_byline(self, start: int) -> bool:
        """Whether a line names the author here: "the deputy" in the text below is somebody else."""
        return in_byline(self.text, start)

    def free_pronouns(self) -> list[Token]:
        """Every "he" and "she" outside quotations that is no source itself."""
        taken = {reading.span[0] for reading in self.sources}
        return [
            token
            for token in self.words.tokens
            if token.text in _SUBJECTS
            and token.start not in taken
            and self.layout.quote(token.start) < 0
        ]

    def remember(self, token: Token) -> None:
        """Someone meant by "he" stays present, though less than someone named."""
        gender = "m" if token.low == "he" else "f"
        ranked = self.memory.rank(token.start, lambda p: gender_factor(p, gender))
        if ranked and (len(ranked) == 1 or ranked[0][0] >= CLEAR * ranked[1][0]):
            sentence = self.layout.sentence(token.start)
            self.memory.add(Trace(token.start, token.end, sentence, PRONOUN, ranked[0][1]))

    def slice(self, span: Span) -> str:
        return self.text[span[0] : span[1]]

    def of(self, person: Person, certainty: Certainty) -> Resolved:
        heard = self.heard_as.get(person)
        if heard is not None:
            sure = heard.certainty == certainty == "certain"
            return replace(heard, certainty="certain" if sure else "uncertain")
        if person.described is not None:
            span = person.described
            return Resolved(self.slice(span), "", "unknown", certainty, span, local=True)
        mention = person.fullest()
        if not person.name.given and GROUP_WORD.search(mention.text) and not mention.title:
            span = (mention.start, mention.end)
            return Resolved(mention.text, "", "group", certainty, span)
        role = best_role(self.text, person.role_spans or person.titles)
        return Resolved(
            mention.text,
            self.slice(shown(self.text, role)) if role else "",
            "person",
            certainty,
            (mention.start, mention.end),
            gender=person.gender,
        )

    def enclosing(self, i: int) -> int | None:
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

    def hidden(self, i: int, start: int) -> list[Span]:
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

    def spoken(self) -> set[Person]:
        """Everybody who is known to be behind a source so far."""
        return {person for person in self.persons if person is not None}

    def talked_of(
        self, i: int, titled: Callable[[Person], bool] = lambda _: False
    ) -> dict[Person, float]:
        """Excluded and down-weighted antecedents of a source, with the share of weight they keep.

        Whoever is spoken to ("the man told Lin"), is part of the source's own words ("the Mueller
        family’s spokesman") or is named in what is said behind it ("he said that Lin ...": Chomsky
        1981, principles B and C). In quotation marks some speak of themselves by name, reporters
        write "he said that Lin's video ..." of Lin, and ``titled`` says who else may be meant.
        """
        start, end = self.sources[i].span
        cue = self.relations[i].cue
        hearer = self.words.first_from(cue[1]) if cue is not None and cue[0] >= end else -1
        sentence = self.layout.sentence(start)
        found: dict[Person, float] = {}
        for at, (person, sure) in self.cast.by_mention.items():
            if start <= at < end or self.words.first_from(at) == hearer:
                found[person] = 0.0
            elif at >= end and sure and any(a <= at < b for a, b in self.relations[i].content):
                if self.layout.quote(at) >= 0 or at in self.possessive or titled(person):
                    found.setdefault(person, STILL_POSSIBLE)
                elif self.layout.sentence(at) == sentence:
                    found[person] = 0.0
        return found

    def rank(
        self,
        i: int,
        allowed: Callable[[Person], float],
        talked_of: Mapping[Person, float],
        hidden: Sequence[Span],
    ) -> tuple[list[tuple[float, Person]], bool]:
        """Who may be behind a source, the most present first, and whether it is more than a guess.

        Nobody where the most present one is talked of and no other comes near.
        """
        start = self.sources[i].span[0]
        present = self.memory.rank(start, allowed, hidden)
        if not any(person in talked_of for _, person in present):
            return present, True
        ranked = self.memory.rank(start, lambda p: allowed(p) * talked_of.get(p, 1.0), hidden)
        same = bool(ranked) and ranked[0][1] is present[0][1]
        if ranked and not same and ranked[0][0] * CLEAR < present[0][0]:
            return [], False
        return ranked, same

    def earlier(
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
