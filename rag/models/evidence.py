"""The numbered evidence that a model is shown, and whose words each part of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.collection import Collection
from index.types import Article, Span, Statement
from rag.deciding import BOUNDS, stance_of
from rag.question import Question
from rag.reading import Evidence
from rag.types import Answer, Citation, Stance, Voice
from rag.units import Unit
from rag.voices import voice_of

MOST = 20
"""Pieces of evidence in one request."""
ROOM = 6000
"""Characters of evidence in one request."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A piece of evidence with its number (from 1).

    The model is shown the whole sentences around the unit and may quote from them. ``stance`` is
    the side it takes, where the question has sides.
    """

    number: int
    unit: Unit
    stance: Stance | None = None

    @property
    def text(self) -> str:
        """What the model is shown."""
        return self.unit.article.text[slice(*self.unit.context)]

    @property
    def named(self) -> bool:
        """Whether somebody is known to say it."""
        return bool(self.unit.voice.name) and self.unit.voice.certainty == "certain"


@dataclass
class Attribution:
    """Whose words a span of an article is; the statements of an article are read once."""

    collection: Collection
    _statements: dict[str, Sequence[Statement]] = field(default_factory=dict)

    def statements(self, article_id: str) -> Sequence[Statement]:
        """The statements of an article."""
        if article_id not in self._statements:
            self._statements[article_id] = self.collection.statements(article_id=article_id)
        return self._statements[article_id]

    def covering(self, article: Article, span: Span) -> Statement | None:
        """The smallest statement whose content covers a span."""
        best: tuple[int, Statement] | None = None
        for statement in self.statements(article.id):
            for start, end in statement.content:
                if start <= span[0] and span[1] <= end and (not best or end - start < best[0]):
                    best = (end - start, statement)
        return best[1] if best else None

    def touching(self, article: Article, span: Span) -> list[Statement]:
        """Every statement with content that shares a character with a span."""
        return [
            statement
            for statement in self.statements(article.id)
            if any(start < span[1] and span[0] < end for start, end in statement.content)
        ]

    def voice(self, article: Article, span: Span) -> Voice | None:
        """The voice of a span; None where it holds the words of more than one.

        A span that no statement touches is the article's own. Words that a statement covers are its
        speaker's; a span that reaches beyond one (with "she said" in it) is still hers as long as
        nobody else speaks in it.
        """
        covering = self.covering(article, span)
        if covering is not None:
            return voice_of(self.collection, covering)
        touched = self.touching(article, span)
        voices = {(v.name, v.described): v for v in (voice_of(self.collection, s) for s in touched)}
        if len(voices) > 1:
            return None
        return next(iter(voices.values()), Voice())


def numbered(
    question: Question, builtin: Answer, evidence: Sequence[Evidence]
) -> list[EvidenceItem]:
    """Number what a model may answer a question with; ``evidence`` is all that was read for it.

    First what the built-in answer cites, as it cites it, then the best-read of the rest. A sentence
    of a model can only rest on what is here, so this is also what it may speak of.
    """
    stances = {n: s.stance for s in builtin.sentences for n in s.citations}
    first = [_cited(citation, evidence) for citation in builtin.citations]
    further = [
        e
        for e in evidence
        if not any(e is one for one in first) and _may_answer(e, question, builtin)
    ]
    further.sort(key=lambda e: (-e.reading.speaks, -e.reading.related, e.unit.order))
    units = [
        (replace(e.unit, voice=c.voice), stances.get(c.number))
        for e, c in zip(first, builtin.citations, strict=True)
    ] + [(e.unit, _side(e, question)) for e in further]
    items: list[EvidenceItem] = []
    room = ROOM
    for unit, stance in units[:MOST]:
        item = EvidenceItem(len(items) + 1, unit, stance)
        room -= len(item.text)
        if items and room < 0:
            break
        items.append(item)
    return items


def _cited(citation: Citation, evidence: Sequence[Evidence]) -> Evidence:
    """What a citation of the built-in answer was made from: two may say the same words together."""
    quote = citation.quote
    place = (quote.article_id, (quote.start, quote.end))
    same = [e for e in evidence if (e.unit.article.id, e.unit.span) == place]
    voice = citation.voice.speaker_id
    return next((e for e in same if e.unit.voice.speaker_id == voice), same[0])


def _may_answer(evidence: Evidence, question: Question, builtin: Answer) -> bool:
    """Whether a model may rest a sentence on a unit that the built-in answer does not cite.

    It has to be on the topic, and by those who are asked about, as far as they are answered for.
    Where the built-in answerer is silent the unit has to speak to the question itself, and the
    opposite does not answer who says so.
    """
    answered = builtin.status == "answered"
    each = question.type == "contrast" and len(question.groups) > 1
    if (question.type == "says" and question.asked) or each:
        own: set[int | None] = {m.speaker.id for m in question.speakers}
        if answered:
            own &= {c.voice.speaker_id for c in builtin.citations}
        if evidence.unit.voice.speaker_id not in own:
            return False
    if answered:
        return evidence.reading.on_topic >= BOUNDS.topic
    opposed = question.type == "who" and stance_of(evidence) == "deny"
    return evidence.reading.speaks >= BOUNDS.voice and not opposed


def _side(evidence: Evidence, question: Question) -> Stance | None:
    side = stance_of(evidence)
    return side if question.type in ("who", "contrast") and side != "report" else None
