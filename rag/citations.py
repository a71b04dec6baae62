"""Numbering the quotes of an answer, and checking a saved answer against the collection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from index.collection import Collection
from index.exceptions import ArticleNotFound, QuoteError
from index.types import Article, Quote
from rag.judging.candidates import Candidate
from rag.types import Citation, SourceLine, Voice

CheckResult = Literal["exact", "article changed", "article gone"]


@dataclass
class CitationList:
    """Hands out citation numbers; the same quote of the same voice keeps its number."""

    citations: list[Citation] = field(default_factory=list)

    def cite(self, candidate: Candidate, voice: Voice) -> Citation:
        """The citation of a candidate, made on first use."""
        return self.cite_span(candidate.article, candidate.span, candidate.context, voice)

    def cite_span(
        self, article: Article, span: tuple[int, int], context: tuple[int, int], voice: Voice
    ) -> Citation:
        """The citation of a slice of an article, made on first use."""
        quote = article.quote(*span)
        for known in self.citations:
            if known.quote == quote and known.voice.name == voice.name:
                return known
        made = Citation(
            len(self.citations) + 1, quote, SourceLine.of(article), voice, context=context
        )
        self.citations.append(made)
        return made


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one citation of a saved answer."""

    number: int
    result: CheckResult
    article_id: str
    quote: str
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The JSON shape of a check."""
        return {
            "number": self.number,
            "result": self.result,
            "article_id": self.article_id,
            "quote": self.quote,
            "note": self.note,
        }


def verify(collection: Collection, answer: Mapping[str, Any]) -> list[Check]:
    """Check every citation of an answer saved as JSON against the collection as it is now.

    ``exact``: the same article holds the same words at the same place. ``article changed``: the
    article that was cited is no longer there but another version of it (same URL or path) is.
    ``article gone``: neither. Raises QuoteError where the JSON is not an answer.
    """
    citations = answer.get("citations")
    if not isinstance(citations, list):
        raise QuoteError(
            "this is not a saved answer: it has no list of citations; "
            "save one with: onrecord ask --json QUESTION > answer.json"
        )
    by_origin: dict[str, Article] | None = None
    checks = []
    for position, entry in enumerate(citations, start=1):
        try:
            number = int(entry["number"])
            shown = str(entry["quote"]["text"])
            article_id = str(entry["quote"]["article_id"])
            start, end = int(entry["quote"]["start"]), int(entry["quote"]["end"])
            source = entry["source"]
            origin = str(source["url"] or source["path"])
        except (KeyError, TypeError, ValueError) as error:
            raise QuoteError(f"citation {position} of the saved answer lacks {error}") from error
        checks.append(_check(collection, number, shown, article_id, start, end))
        if checks[-1].result == "article gone" and origin:
            if by_origin is None:
                by_origin = {a.origin: a for a in collection.articles() if a.origin}
            if newer := by_origin.get(origin):
                still = "still has these words" if shown in newer.text else "lacks these words"
                checks[-1] = Check(
                    number, "article changed", article_id, shown, f"version {newer.id} {still}"
                )
    return checks


def _check(
    collection: Collection, number: int, shown: str, article_id: str, start: int, end: int
) -> Check:
    """Check one citation by its article id alone."""
    try:
        article = collection.article(article_id)
    except ArticleNotFound:
        return Check(number, "article gone", article_id, shown)
    try:
        quote = Quote(article, start, end)
    except QuoteError as error:
        return Check(number, "article changed", article_id, shown, str(error))
    if quote.text == shown:
        return Check(number, "exact", article_id, shown)
    return Check(number, "article changed", article_id, shown, f"the article reads: {quote.text!r}")
