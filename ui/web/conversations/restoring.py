"""Kept answers made whole again: every quotation is sliced again from its article, or not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from index.types import Article, AttributionKind, Filter
from rag.model_use import ModelUse, Rejection, Usage
from rag.types import Answer, AnswerSentence, Citation, Coverage, Segment, SourceLine, Voice
from ui.export.kinds import kept_kind

FindArticle = Callable[[str], Article | None]


def restored(shape: Mapping[str, Any], find: FindArticle) -> Answer | None:
    """The answer that ``Answer.to_dict`` wrote, or None where its articles no longer bear it out.

    A quotation can only be made by slicing an article, so an answer whose article is gone, or does
    not say the same words in the same place, cannot be shown again as it was.
    """
    try:
        citations = tuple(_citation(c, find) for c in shape["citations"])
        nearest = tuple(_citation(c, find) for c in shape["nearest"])
        kinds = {c.number: c.kind for c in citations}
        sentences = tuple(_sentence(s, kinds) for s in shape["sentences"])
        places = {c.number: find(c.quote.article_id) for c in citations}
        for segment in (segment for s in sentences for segment in s.segments):
            article = places[segment.citation] if segment.citation else None
            if segment.citation and (article is None or segment.text not in article.text):
                return None
        return Answer(
            question=str(shape["question"]),
            standalone=str(shape["standalone"]),
            rewritten=bool(shape["rewritten"]),
            type=shape["type"],
            status=shape["status"],
            reason=shape["reason"],
            message=str(shape["message"]),
            sentences=sentences,
            citations=citations,
            nearest=nearest,
            coverage=Coverage(**shape["coverage"]),
            generation=int(shape["generation"]),
            where=_within(shape.get("where") or {}),
            timings=dict(shape.get("timings", {})),
            confidence=float(shape.get("confidence", 0.0)),
            log_id=int(shape.get("log_id", 0)),
            model=_model(shape["model"]) if shape.get("model") else None,
            before=str(shape.get("before", "")),  # kept before there was one: stood alone
        )
    except (KeyError, TypeError, ValueError, _Gone):
        return None


def _within(shape: Mapping[str, Any]) -> Filter:
    """The limits that were searched within; none in what was kept before they were."""
    since, until = (shape.get(name) for name in ("since", "until"))
    return Filter(
        sources=tuple(shape.get("sources", ())),
        authors=tuple(shape.get("authors", ())),
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
        article_ids=tuple(shape.get("article_ids", ())),
        speaker_ids=tuple(shape.get("speaker_ids", ())),
        direct=bool(shape.get("direct")),
        languages=tuple(shape.get("languages", ())),
        reported=bool(shape.get("reported")),
    )


class _Gone(Exception):
    """An article is not there any more, or says something else."""


def _citation(shape: Mapping[str, Any], find: FindArticle) -> Citation:
    kept = shape["quote"]
    article = find(kept["article_id"])
    start, end = int(kept["start"]), int(kept["end"])
    if article is None or not 0 <= start < end or article.text[start:end] != kept["text"]:
        raise _Gone
    low, high = shape["context"]
    return Citation(
        int(shape["number"]),
        article.quote(start, end),
        SourceLine.of(article),
        Voice.from_dict(shape["voice"]),
        (int(low), int(high)),
        kept_kind(shape, article.text),  # one kept before there were kinds has one too
    )


def _sentence(
    shape: Mapping[str, Any], kinds: Mapping[int, AttributionKind | None]
) -> AnswerSentence:
    numbered = [(str(s["text"]), int(s["citation"])) for s in shape["segments"]]
    return AnswerSentence(
        tuple(Segment(text, number, kinds.get(number)) for text, number in numbered),
        tuple(shape["citations"]),
        shape["stance"],
        shape.get("by", "builtin"),
    )


def _model(shape: Mapping[str, Any]) -> ModelUse:
    rejected = tuple(Rejection(**rejection) for rejection in shape["rejected"])
    usage = Usage(**shape["usage"])
    return ModelUse(
        shape["name"], shape["prompt"], int(shape["wrote"]), shape["note"], rejected, usage
    )
