"""What may answer a question: a sentence of an article, or the content of a statement."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.collection import Collection
from index.types import Article, Passage, Sentence, Span, Statement

SHORT = 45
"""Sentences of fewer characters than this are quoted together with the next one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span that may be quoted, with how well it fits.

    ``span`` would be quoted; ``context`` is the whole sentences around it; ``neighbours`` is the
    wider window that may explain its pronouns. ``prior`` is the share of the best retrieval score.
    ``coverage`` and ``cosine`` are filled in by scoring; ``score`` joins them.
    """

    article: Article
    span: Span
    context: Span
    neighbours: Span
    statement: Statement | None = None
    prior: float = 0.0
    coverage: float = 0.0
    cosine: float = 0.0
    score: float = 0.0

    @property
    def text(self) -> str:
        """The words that would be quoted."""
        return self.article.text[self.span[0] : self.span[1]]

    @property
    def order(self) -> tuple[float, str, int]:
        """Sorting key: best first, ties by article id and offset, so that runs repeat."""
        return (-round(self.score, 9), self.article.id, self.span[0])


def _position(sentences: Sequence[Sentence], offset: int) -> int:
    """Index of the last sentence that starts at or before an offset."""
    return max(0, bisect.bisect_right(sentences, offset, key=lambda s: s.start) - 1)


def _neighbours(sentences: Sequence[Sentence], first: int, last: int) -> Span:
    """From one sentence before ``first`` to one after ``last``."""
    return (
        sentences[max(0, first - 1)].start,
        sentences[min(len(sentences) - 1, last + 1)].end,
    )


def sentence_candidates(
    collection: Collection, passages: Iterable[tuple[Passage, float]]
) -> list[Candidate]:
    """Every sentence of some passages, once."""
    ranked = list(passages)
    best = max((score for _, score in ranked), default=1.0) or 1.0
    seen: dict[tuple[str, int], Candidate] = {}
    for passage, score in ranked:
        article = collection.article(passage.article_id)
        sentences = collection.sentences(article.id)
        for i in range(_position(sentences, passage.start), len(sentences)):
            sentence = sentences[i]
            if sentence.start >= passage.end:
                break
            key = (article.id, sentence.start)
            if sentence.end <= passage.start or key in seen:
                continue
            whole = (sentence.start, sentence.end)
            span = drop_lone_mark(article.text, whole)
            seen[key] = Candidate(
                article, span, whole, _neighbours(sentences, i, i), prior=score / best
            )
    return list(seen.values())


def statement_candidates(
    collection: Collection, statements: Iterable[tuple[Statement, float]]
) -> list[Candidate]:
    """Every sentence that a statement's content touches, cut to the content where it is direct.

    Words in quotation marks are the speaker's own and are quoted alone; reported speech is the
    article's wording, so there the whole sentence is quoted.
    """
    ranked = list(statements)
    best = max((score for _, score in ranked), default=1.0) or 1.0
    found: list[Candidate] = []
    seen: set[tuple[str, int, int, int]] = set()
    for statement, score in ranked:
        article = collection.article(statement.article_id)
        sentences = collection.sentences(article.id)
        for start, end in statement.content:
            for i in range(_position(sentences, start), len(sentences)):
                sentence = sentences[i]
                if sentence.start >= end:
                    break
                last = sentence
                if sentence.end - sentence.start < SHORT and i + 1 < len(sentences):
                    # A few words ("The aim is plain.") say little without what follows.
                    last = sentences[i + 1] if sentences[i + 1].end <= end else sentence
                span = (max(start, sentence.start), min(end, last.end))
                context = (sentence.start, last.end)
                if statement.kind == "direct" or _inside_marks(article.text, start, end):
                    span = trim_quotation(article.text, span)
                else:
                    span = drop_lone_mark(article.text, context)
                key = (article.id, *span, statement.speaker_id or 0)
                if span[0] >= span[1] or key in seen:
                    continue
                seen.add(key)
                found.append(
                    Candidate(
                        article,
                        span,
                        context,
                        _neighbours(sentences, i, i),
                        statement,
                        prior=score / best,
                    )
                )
    return found


def _inside_marks(text: str, start: int, end: int) -> bool:
    """True where a content begins and ends with quotation marks, whatever stands between."""
    return text[start] in '"“„«' and text[end - 1] in '"”»'


def drop_lone_mark(text: str, span: Span) -> Span:
    """Leave out a quotation mark at either end of a sentence whose partner lies outside it.

    >>> drop_lone_mark("“Prices fall. Wages too,” she said.", (0, 13))
    (1, 13)
    """
    start, end = span
    words = text[start:end]
    if words[:1] in _OPENERS and not any(mark in words for mark in _CLOSERS):
        start += 1
    if words[-1:] in _CLOSERS and not any(mark in words for mark in _OPENERS):
        end -= 1
    if words.count('"') == 1:
        start += words.startswith('"')
        end -= words.endswith('"')
    return (start, end) if start < end else span


_OPENERS, _CLOSERS = ("“", "„", "«"), ("”", "»")
_OPENING = "\"“„«‘'‚‹–—-"
_CLOSING = "\"”“»’'‘›,–—"


def trim_quotation(text: str, span: Span) -> Span:
    """Narrow a span to the words inside its quotation marks; what is left is still a slice.

    An apostrophe that ends a word, as in "the allies' interest", is kept.

    >>> trim_quotation('"Prices will fall," she said.', (0, 19))
    (1, 17)
    """
    start, end = span
    while start < end and (text[start].isspace() or text[start] in _OPENING):
        if text[start] in "'’‘" and text[start + 1 : start + 2].isalnum() and start > span[0]:
            break
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _CLOSING):
        if text[end - 1] in "'’" and text[end - 2 : end - 1] == "s" and "‘" not in text[start:end]:
            break
        end -= 1
    return start, end
