"""Are the citations exact, to the point and complete?

*Exactness* is the first promise: a citation is exact when its text is the article's own slice, and
every quotation inside a sentence of the answer stands in the citation it is marked with. Anything
below 100 % is a defect. *Precision* and *recall* compare the cited spans with the gold spans as
ALCE does with passages (Gao et al. 2023), but by place instead of by a judge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eval.metrics.spans import Gold, Place, is_hit


def exact_counts(answer: Mapping[str, Any], texts: Mapping[str, str]) -> tuple[int, int]:
    """Exact and all quotations of an answer (its JSON shape), against the articles' texts.

    Counted are the citations, the nearest evidence of an abstention, and the quotations in the
    sentences. An article missing from ``texts`` makes its quotations inexact.
    """
    right = total = 0
    quoted: dict[int, str] = {}
    for citation in (*answer["citations"], *answer["nearest"]):
        total += 1
        right += _is_exact(citation, texts)
    for citation in answer["citations"]:
        quoted[citation["number"]] = citation["quote"]["text"]
    for sentence in answer["sentences"]:
        for segment in sentence["segments"]:
            if segment["citation"]:
                total += 1
                whole = quoted.get(segment["citation"], "")
                right += bool(segment["text"]) and segment["text"] in whole
    return right, total


def exact_numbers(answer: Mapping[str, Any], texts: Mapping[str, str]) -> set[int]:
    """Numbers of the citations whose text is their article's own."""
    return {c["number"] for c in answer["citations"] if _is_exact(c, texts)}


def ungrounded_counts(answer: Mapping[str, Any]) -> tuple[int, int]:
    """Sentences of an answer that rest on no citation it has, and all its sentences."""
    numbers = {c["number"] for c in answer["citations"]}
    bad = sum(not s["citations"] or not set(s["citations"]) <= numbers for s in answer["sentences"])
    return bad, len(answer["sentences"])


def cited_places(answer: Mapping[str, Any]) -> list[Place]:
    """Where the citations of an answer (its JSON shape) stand."""
    quotes = [c["quote"] for c in answer["citations"]]
    return [Place(q["article_id"], q["start"], q["end"]) for q in quotes]


def precision(cited: Sequence[Place], gold: Sequence[Gold]) -> float:
    """Share of the cited places that match a gold item; 0 without citations."""
    if not cited:
        return 0.0
    return sum(any(is_hit(place, item) for item in gold) for place in cited) / len(cited)


def recall(cited: Sequence[Place], gold: Sequence[Gold]) -> float:
    """Share of the gold items that some cited place matches; 0 without gold."""
    if not gold:
        return 0.0
    return sum(any(is_hit(place, item) for place in cited) for item in gold) / len(gold)


def _is_exact(citation: Mapping[str, Any], texts: Mapping[str, str]) -> bool:
    quote = citation["quote"]
    text = texts.get(quote["article_id"])
    start, end = quote["start"], quote["end"]
    return text is not None and 0 <= start < end and text[start:end] == quote["text"]
