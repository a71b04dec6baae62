"""An answer in the making: collects sentences and citations, and closes with coverage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from index.collection import Collection
from index.types import Span, Statement
from rag.citations import CitationList
from rag.judging import Candidate, WeightedTerms, weigh_terms
from rag.question import Question
from rag.types import Answer, AnswerSentence, Coverage, Reason, Segment, Stance, Voice
from rag.voices import voice_of

SHARE, WHOLE = 0.25, 0.5
"""A sentence is somebody's statement when so much of it is content of the statement, and so much of
it content, speaker and reporting words together."""
MENTIONS_AT = 0.5
"""An article mentions what is asked when a sentence of it covers this share of the terms."""


@dataclass
class Draft:
    """What an answering function writes into. ``limit`` is how many voices or quotes to show."""

    collection: Collection
    question: Question
    limit: int
    sentences: list[AnswerSentence] = field(default_factory=list)
    cited: CitationList = field(default_factory=CitationList)
    mentioning: set[str] = field(default_factory=set)

    def weigh(self, text: str | None = None, ignore: Sequence[str] = ()) -> WeightedTerms:
        """Weigh the words of the claim (or of another text) over the collection."""
        return weigh_terms(
            self.collection,
            self.question.claim if text is None else text,
            ignore=ignore,
            paraphrase=self.question.type != "fact",
        )

    def note_mentions(self, candidates: Iterable[Candidate]) -> None:
        """Remember which articles mention what is asked."""
        for candidate in candidates:
            if candidate.coverage >= MENTIONS_AT:
                self.mentioning.add(candidate.article.id)

    def voice(self, statement: Statement | None) -> Voice:
        """Whose words a candidate is."""
        return voice_of(self.collection, statement)

    def statement_at(self, candidate: Candidate) -> Statement | None:
        """The statement that a sentence is, by the share of it that is somebody's words.

        None where they are too few, or where another speaker has a share as well: nobody is then
        named for the whole.
        """
        if candidate.statement:
            return candidate.statement
        start, end = candidate.span
        shares: dict[Statement, int] = {}
        for statement in self.collection.statements(article_id=candidate.article.id):
            if _shared(_parts(statement), start, end) < WHOLE * (end - start):
                continue
            for a, b in statement.content:
                shared = _shared([(a, b)], start, end)
                if shared >= SHARE * (end - start):
                    shares[statement] = shares.get(statement, 0) + shared
        if len({statement.speaker_id for statement in shares}) > 1:
            return None
        return max(shares, key=lambda s: (shares[s], -s.id), default=None)

    def say(
        self, lead: str, candidates: Sequence[Candidate], voice: Voice, stance: Stance | None = None
    ) -> None:
        """Add one sentence: our wording, then the quotes it rests on."""
        segments = [Segment(lead)] if lead else []
        numbers = []
        for i, candidate in enumerate(candidates):
            citation = self.cited.cite(candidate, voice)
            if citation.number in numbers:
                continue
            if i:
                segments.append(Segment(" "))
            segments.append(Segment(citation.quote.text, citation.number))
            numbers.append(citation.number)
        self.sentences.append(AnswerSentence(tuple(segments), tuple(numbers), stance))

    def answered(self, confidence: float, message: str = "") -> Answer:
        """Close the draft as an answer."""
        return self._close("answered", "", message, confidence, ())

    def abstain(
        self, reason: Reason, message: str, nearest: Sequence[Candidate] = (), confidence: float = 0
    ) -> Answer:
        """Close the draft as an abstention, with the nearest evidence."""
        self.sentences.clear()
        self.cited = CitationList()
        near = CitationList()
        for candidate in nearest[:3]:
            near.cite(candidate, self.voice(self.statement_at(candidate)))
        return self._close("abstained", reason, message, confidence, near.citations)

    def _close(
        self,
        status: str,
        reason: Reason,
        message: str,
        confidence: float,
        nearest: Sequence[object],
    ) -> Answer:
        where = self.question.where
        searched = (
            sum(1 for _ in self.collection.articles(where)) if where else self.collection.count()
        )
        quoted = {c.quote.article_id for c in self.cited.citations}
        return Answer(
            question=self.question.text,
            standalone=self.question.text,
            rewritten=False,
            type=self.question.type,
            status=status,  # type: ignore[arg-type]
            reason=reason,
            message=message,
            sentences=tuple(self.sentences),
            citations=tuple(self.cited.citations),
            nearest=tuple(nearest),  # type: ignore[arg-type]
            coverage=Coverage(
                searched, max(len(self.mentioning | quoted), len(quoted)), len(quoted)
            ),
            generation=self.collection.generation,
            where=where,
            confidence=confidence,
        )


def _parts(statement: Statement) -> list[Span]:
    cue = [statement.cue] if statement.cue else []
    return [*statement.content, *statement.source, *cue]


def _shared(spans: Sequence[Span], start: int, end: int) -> int:
    """How many characters between ``start`` and ``end`` the spans hold; they do not overlap."""
    return sum(max(0, min(b, end) - max(a, start)) for a, b in spans)
