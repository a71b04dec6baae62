"""An answer in the making: collects sentences and citations, and closes with coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.articles.language import ATTRIBUTED
from index.collection import Collection
from rag.citations import CitationList
from rag.deciding import BOUNDS, Bounds, Held, affirming, sides_of
from rag.question import Question
from rag.reading import Evidence, other_side
from rag.types import Answer, AnswerSentence, Citation, Coverage, Reason, Segment, Stance
from rag.units import Unit
from rag.voices import credit
from rag.weighing import Likely, likely


@dataclass
class Draft:
    """What an answering function writes into. ``limit`` is how many voices or quotes to show.

    ``evidence`` is all that was read for the question, nearest first.
    """

    collection: Collection
    question: Question
    evidence: Sequence[Evidence]
    limit: int = 5
    bounds: Bounds = BOUNDS
    sentences: list[AnswerSentence] = field(default_factory=list)
    cited: CitationList = field(default_factory=CitationList)

    @cached_property
    def likely(self) -> Likely:
        """How likely the evidence answers the question, and is on its matter at all."""
        units = [e.unit for e in self.evidence]
        readings, raw = [e.reading for e in self.evidence], [e.raw for e in self.evidence]
        found = likely(self.question, units, raw, readings)
        if self.question.against:  # the matter is that of the question which is turned round
            before = likely(self.question, units, other_side(raw), other_side(readings))
            found = Likely(*map(max, found, before))
        return found

    @property
    def there(self) -> bool:
        """Whether the articles speak of what is asked; they quote whoever is asked for their words,
        and a question that is mostly a name is near to nothing."""
        return bool(self.question.asked) or self.likely.there >= self.bounds.there

    @cached_property
    def sides(self) -> dict[Stance, list[Held]]:
        """Who stands where: towards a claim on every side that they took, in an answer to a
        question on that of their likeliest quote."""
        return sides_of(self.evidence, self.bounds, once=not self.question.claim)

    def speaks(self) -> bool:
        """Whether an answer is likely enough to speak."""
        bounds, sides = self.bounds, self.sides
        one_sided = {"says": bounds.answer_says, "fact": bounds.answer_fact}
        least = one_sided.get(self.question.type, bounds.answer)
        holding = [*sides["affirm"], *sides["conditional"]]
        if sides["deny"] and holding and self.question.type not in one_sided:
            least = min(least, bounds.disputed)
        opposed = max(map(affirming, self.evidence), default=0.0)
        if self.question.against and opposed < bounds.turned:
            return False
        return self.there and self.likely.answered >= least

    def quote(self, unit: Unit, stance: Stance | None = None, lead: str = "") -> None:
        """Add a sentence of one quote under whoever says it, else under who publishes it."""
        one = self.cited.cite(unit)
        lead += f"{credit(one.voice, one.kind, one.source, within=bool(lead))}: "
        segments = (Segment(lead), Segment(one.quote.text, one.number, one.kind))
        self.sentences.append(AnswerSentence(segments, (one.number,), stance))

    def close(
        self, message: str = "", reason: Reason = "", nearest: Sequence[Citation] = ()
    ) -> Answer:
        """Close the draft as an answer; with a reason to be silent as an abstention."""
        where, confidence = self.question.where, self.likely.answered
        if self.question.against:  # that there is an answer says nothing of an opposite one
            confidence = max(map(affirming, self.evidence), default=0.0)
        searched = self.collection.languages(where)
        unread = sum(n for code, n in searched.items() if code not in ATTRIBUTED)
        quoted = {c.quote.article_id for c in self.cited.citations}
        on_topic = (e for e in self.evidence if e.reading.on_topic >= self.bounds.topic)
        mentioning = quoted | {e.unit.article.id for e in on_topic if self.there}
        return Answer(
            question=self.question.text,
            standalone=self.question.text,
            rewritten=False,
            type=self.question.type,
            status="abstained" if reason else "answered",
            reason=reason,
            message=message,
            sentences=tuple(self.sentences),
            citations=tuple(self.cited.citations),
            nearest=tuple(nearest),
            coverage=Coverage(sum(searched.values()), len(mentioning), len(quoted), unread),
            generation=self.collection.generation,
            where=where,
            confidence=confidence,
        )
