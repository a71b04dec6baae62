"""The statements nearest to a claim, of everybody or of one speaker, scored closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.collection import Collection
from index.types import Filter
from rag.judging import (
    Candidate,
    WeightedTerms,
    score_candidates,
    statement_candidates,
    weigh_terms,
)
from rag.language import REPORTING_VERBS, words
from rag.names import MatchedSpeaker
from rag.question import Question

STATEMENTS = 60
"""How many statements are read for a question."""


def statements_on(
    collection: Collection,
    claim: str,
    terms: WeightedTerms,
    *,
    where: Filter = Filter(),
    question: str = "",
    also: Sequence[str] = (),
) -> list[Candidate]:
    """Sentences of the statements nearest to a claim, scored, best first.

    Those nearest to the wordings in ``also`` are looked at too, and scored by the claim as well.
    Without a word to look for ("what else does he say?") it is every statement, latest first.
    """
    if not terms.weights:
        return _latest(collection, where)
    found = {
        hit.statement: hit.score for hit in collection.search_statements(claim, STATEMENTS, where)
    }
    best = max(found.values(), default=1.0)
    for wording in also:
        for hit in collection.search_statements(wording, STATEMENTS, where):
            found.setdefault(hit.statement, min(hit.score, best))
    candidates = statement_candidates(collection, found.items())
    return score_candidates(collection, candidates, terms, claim, question=question)


def _latest(collection: Collection, where: Filter) -> list[Candidate]:
    """The sentences of every statement, those of the latest articles first, all as good."""
    candidates = statement_candidates(
        collection, [(statement, 1.0) for statement in collection.statements(where)]
    )
    dated = sorted(candidates, key=lambda c: (c.article.id, c.span))
    dated.sort(key=lambda c: c.article.published or date.min, reverse=True)
    return [replace(c, score=1.0, coverage=1.0) for c in dated]


def statements_of(
    collection: Collection, question: Question, group: Sequence[MatchedSpeaker]
) -> tuple[list[Candidate], WeightedTerms]:
    """One named speaker's statements on what is asked, scored, best first, and the weighed terms.

    ``group`` are the speakers that the name can mean. Their names do not count as words of the
    topic, since everything that is searched is theirs, and neither do verbs of saying.
    """
    where = replace(question.where, speaker_ids=tuple(m.speaker.id for m in group))
    names = [word for m in group for word in words(m.speaker.name)]
    ignore = [*names, *REPORTING_VERBS]
    terms = weigh_terms(collection, question.claim, ignore=ignore, paraphrase=True)
    found = statements_on(
        collection,
        question.claim,
        terms,
        where=where,
        question=question.text,
        also=question.also,
    )
    return found, terms
