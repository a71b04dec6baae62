"""An answer in the making: collects sentences and citations, and closes with coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.articles.language import ATTRIBUTED
from index.collection import Collection
from rag.citations import CitationList
from rag.deciding import BOUNDS, Bounds, Held
from rag.question import Question
from rag.reading import Evidence
from rag.types import Answer, AnswerSentence, Coverage, Reason, Segment, Stance, Status
from rag.units import Unit
from rag.voices import credit
from rag.weighing import Likely, likely

NEAREST = 3
"""How many of the nearest quotes an abstention shows."""


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
        readings, raw = [e.reading for e in self.evidence], [e.raw for e in self.evidence]
        return likely(self.question, [e.unit for e in self.evidence], raw, readings)

    @property
    def there(self) -> bool:
        """Whether the articles speak of what is asked; they quote whoever is asked for their words,
        and a question that is mostly a name is near to nothing."""
        return bool(self.question.asked) or self.likely.there >= self.bounds.there

    @property
    def answers(self) -> bool:
        """Whether an answer is likely enough to speak."""
        return self.there and self.likely.answered >= self.bounds.answered(self.question.type)

    def takes_sides(self, sides: Mapping[Stance, Sequence[Held]]) -> bool:
        """The same where voices stand on sides (``rag.deciding.sides_of``)."""
        held = sides["affirm"] or sides["conditional"]
        disputed = self.there and held and sides["deny"]
        return self.answers or bool(disputed and self.likely.answered >= self.bounds.disputed)

    def quote(self, unit: Unit, stance: Stance | None = None, lead: str = "") -> None:
        """Add a sentence of one quote under whoever says it, else under who publishes it."""
        one = self.cited.cite(unit, unit.voice)
        lead += f"{credit(one.voice, one.kind, one.source, within=bool(lead))}: "
        segments = (Segment(lead), Segment(one.quote.text, one.number, one.kind))
        self.sentences.append(AnswerSentence(segments, (one.number,), stance))

    def answered(self, message: str = "") -> Answer:
        """Close the draft as an answer."""
        return self._close("answered", "", message, CitationList())

    def abstain(self, reason: Reason, message: str, nearest: Sequence[Evidence] = ()) -> Answer:
        """Close the draft as an abstention, with the nearest evidence."""
        self.sentences.clear()
        self.cited = CitationList()
        near = CitationList()
        for evidence in nearest[:NEAREST]:
            near.cite(evidence.unit, evidence.unit.voice)
        return self._close("abstained", reason, message, near)

    def _close(self, status: Status, reason: Reason, message: str, near: CitationList) -> Answer:
        where = self.question.where
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
            status=status,
            reason=reason,
            message=message,
            sentences=tuple(self.sentences),
            citations=tuple(self.cited.citations),
            nearest=tuple(near.citations),
            coverage=Coverage(sum(searched.values()), len(mentioning), len(quoted), unread),
            generation=self.collection.generation,
            where=where,
            confidence=self.likely.answered,
        )
