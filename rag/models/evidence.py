"""The numbered evidence that a model is shown, and whose words each part of it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.collection import Collection
from index.types import Article, Filter, Span, Statement
from rag.types import Answer, Stance, Voice
from rag.voices import voice_of

MOST = 12
"""Pieces of evidence in one request."""
ROOM = 6000
"""Characters of evidence in one request."""
PASSAGES = 3
"""So many passages add their sentences where a question of fact is asked."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A piece of evidence with its number (from 1).

    ``span`` is what the built-in answerer would quote, ``context`` the whole sentences around it;
    the model is shown the context and may quote from it.
    """

    number: int
    article: Article
    span: Span
    context: Span
    voice: Voice = Voice()
    stance: Stance | None = None

    @property
    def text(self) -> str:
        """What the model is shown."""
        return self.article.text[self.context[0] : self.context[1]]

    @property
    def named(self) -> bool:
        """Whether somebody is known to say it."""
        return bool(self.voice.name) and self.voice.certainty == "certain"


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


def gather(
    collection: Collection, builtin: Answer, *, where: Filter = Filter()
) -> list[EvidenceItem]:
    """Number the evidence for a question that the built-in answerer has answered.

    First what it cites. For a question of fact the other sentences of the best passages follow:
    who is quoted for a claim is decided by the statements, but a fact may be put together.
    """
    items: list[EvidenceItem] = []
    stances = {n: s.stance for s in builtin.sentences for n in s.citations}
    for citation in builtin.citations:
        quote = citation.quote
        article = collection.article(quote.article_id)
        start = min(quote.start, citation.context[0] if citation.context[1] else quote.start)
        end = max(quote.end, citation.context[1])
        items.append(
            EvidenceItem(
                len(items) + 1,
                article,
                (quote.start, quote.end),
                (start, end),
                citation.voice,
                stances.get(citation.number),
            )
        )
    if builtin.type == "fact":
        _add_sentences(collection, builtin, items, where)
    room = ROOM
    kept: list[EvidenceItem] = []
    for item in items[:MOST]:
        room -= len(item.text)
        if kept and room < 0:
            break
        kept.append(item)
    return kept


def _add_sentences(
    collection: Collection, builtin: Answer, items: list[EvidenceItem], where: Filter
) -> None:
    """Append the sentences of the best passages that are not there yet."""
    from rag.retrieval import search

    attribution = Attribution(collection)
    for hit in search(collection, builtin.standalone, k=PASSAGES, where=where):
        article = collection.article(hit.quote.article_id)
        for sentence in collection.sentences(article.id):
            span = (sentence.start, sentence.end)
            if span[0] < hit.quote.start or span[1] > hit.quote.end or len(items) >= MOST:
                continue
            if any(i.article.id == article.id and _meet(i.context, span) for i in items):
                continue
            voice = attribution.voice(article, span)
            if voice is not None:
                items.append(EvidenceItem(len(items) + 1, article, span, span, voice))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
