"""An answer in the making: collects sentences and citations, and closes with coverage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from index.collection import Collection
from rag.citations import CitationList
from rag.deciding import BOUNDS, Bounds
from rag.question import Question
from rag.reading import Evidence, likely_answered
from rag.types import Answer, AnswerSentence, Coverage, Reason, Segment, Stance, Status, Voice
from rag.units import Unit
from rag.voices import label

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
    def likely(self) -> float:
        """Probability that the evidence answers the question at all."""
        return likely_answered(self.question, self.evidence)

    @property
    def answers(self) -> bool:
        """Whether that is likely enough to speak."""
        return self.likely >= self.bounds.answered(self.question.type)

    def say(
        self, lead: str, units: Sequence[Unit], voice: Voice, stance: Stance | None = None
    ) -> None:
        """Add one sentence: our wording, then the quotes it rests on."""
        segments = [Segment(lead)] if lead else []
        numbers: list[int] = []
        for unit in units:
            citation = self.cited.cite(unit, voice)
            if citation.number in numbers:
                continue
            if numbers:
                segments.append(Segment(" "))
            segments.append(Segment(citation.quote.text, citation.number))
            numbers.append(citation.number)
        self.sentences.append(AnswerSentence(tuple(segments), tuple(numbers), stance))

    def quote(self, unit: Unit, stance: Stance | None = None, lead: str = "") -> None:
        """Add a sentence of one quote under whoever says it, else under who publishes it."""
        who = label(unit.voice) if unit.voice.somebody else publisher(unit)
        self.say(f"{lead}{who}: ", [unit], unit.voice, stance)

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
        searched = (
            sum(1 for _ in self.collection.articles(where)) if where else self.collection.count()
        )
        quoted = {c.quote.article_id for c in self.cited.citations}
        mentioning = quoted | {
            e.unit.article.id for e in self.evidence if e.reading.on_topic >= self.bounds.topic
        }
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
            coverage=Coverage(searched, len(mentioning), len(quoted)),
            generation=self.collection.generation,
            where=where,
            confidence=self.likely,
        )


def publisher(unit: Unit) -> str:
    """Who publishes a sentence, where no speaker is named for it."""
    article = unit.article
    return article.source or article.title or article.path or article.id
