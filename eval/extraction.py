"""Are the statements of a collection those that annotators marked? Span F1 of source, cue, content.

The score is CofeNet's (``index.attribution.metrics``) over the words of whole articles, here with
95 % intervals over articles. It is not the published setting, which gives a tagger one paragraph
at a time with its words already cut: here everything counts that a reader of the collection meets,
from sentences to linking, and annotators' spans may nest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.exceptions import EvaluationError
from eval.gold import GoldFinder
from eval.statistics import interval
from index.attribution.metrics import ROLES, RoleSpan, score
from index.attribution.words import words_of
from index.collection import Collection
from index.types import Span, Statement


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation: spans (characters of the article's text) of each role."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()

    @classmethod
    def of(cls, statement: Statement) -> Relation:
        """The spans of a statement."""
        cue = (statement.cue,) if statement.cue else ()
        return cls(statement.source, cue, statement.content)


def word_spans(text: str, relations: Iterable[Relation]) -> list[RoleSpan]:
    """Spans in words of the text: every word that a span touches, once for equal spans."""
    words = words_of(text)
    starts, ends = [w.start for w in words], [w.end for w in words]
    found: dict[RoleSpan, None] = {}
    for relation in relations:
        for role in ROLES:
            for start, end in getattr(relation, role):
                first, last = bisect_right(ends, start), bisect_left(starts, end)
                if first < last:
                    found[role, first, last] = None
    return list(found)


def extraction_scores(
    collection: Collection, gold: Mapping[str, Sequence[Relation]]
) -> dict[str, Any]:
    """Score the statements of the articles that ``gold`` names (as question sets name them).

    Stable JSON: ``articles`` and, for each role, ``precision``, ``recall`` and ``f1`` of exact
    spans with ``low`` and ``high`` of the F1, ``begin_f1`` and ``jaccard``, all from 0 to 1.
    Raises EvaluationError where an article is not in the collection or not the only one.
    """
    finder = GoldFinder(collection)
    wanted: list[list[RoleSpan]] = []
    got: list[list[RoleSpan]] = []
    for doc, relations in gold.items():
        named = finder.articles(doc)
        if len(named) != 1:
            raise EvaluationError(f"{doc!r} stands for {len(named)} articles of the collection")
        text = collection.article(named[0]).text
        wanted.append(word_spans(text, relations))
        statements = collection.statements(article_id=named[0])
        got.append(word_spans(text, map(Relation.of, statements)))
    report = score(wanted, got)
    shape: dict[str, Any] = {"articles": len(wanted)}
    for role in ROLES:
        parts, wholes = _exact(role, wanted, got)
        bounds = interval(parts, wholes)
        shape[role] = {
            "precision": round(report[role].exact.precision / 100, 6),
            "recall": round(report[role].exact.recall / 100, 6),
            "f1": round(report[role].exact.f1 / 100, 6),
            "low": round(bounds.low, 6),
            "high": round(bounds.high, 6),
            "begin_f1": round(report[role].begin.f1 / 100, 6),
            "jaccard": round(report[role].jaccard / 100, 6),
        }
    return shape


def _exact(
    role: str, wanted: Sequence[Sequence[RoleSpan]], got: Sequence[Sequence[RoleSpan]]
) -> tuple[list[float], list[float]]:
    """F1 as a ratio of sums over articles: twice the right ones over predicted and gold."""
    parts, wholes = [], []
    for one, other in zip(wanted, got, strict=True):
        a, b = ({s for s in spans if s[0] == role} for spans in (one, other))
        parts.append(2.0 * len(a & b))
        wholes.append(float(len(a) + len(b)))
    return parts, wholes
