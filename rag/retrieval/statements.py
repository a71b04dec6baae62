"""The statements nearest to a claim, of everybody or of one speaker, scored closely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from index.types import Filter
from rag.judging import (
    Candidate,
    WeightedTerms,
    score_candidates,
    statement_candidates,
    weigh_terms,
)
from rag.language import content_words, words
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
) -> list[Candidate]:
    """Sentences of the statements nearest to a claim, scored, best first.

    A claim without a word that carries meaning ("what else does he say?") takes every statement.
    """
    if content_words(claim):
        hits = collection.search_statements(claim, STATEMENTS, where)
        found = [(hit.statement, hit.score) for hit in hits]
    else:
        found = [(statement, 1.0) for statement in collection.statements(where)]
    candidates = statement_candidates(collection, found)
    return score_candidates(collection, candidates, terms, claim, question=question)


def statements_of(
    collection: Collection, question: Question, group: Sequence[MatchedSpeaker]
) -> tuple[list[Candidate], WeightedTerms]:
    """One named speaker's statements on what is asked, scored, best first, and the weighed terms.

    ``group`` are the speakers that the name can mean. Their names do not count as words of the
    topic, since everything that is searched is theirs, unless the topic has no other words.
    """
    where = replace(question.where, speaker_ids=tuple(m.speaker.id for m in group))
    names = [word for m in group for word in words(m.speaker.name)]
    terms = weigh_terms(collection, question.claim, ignore=names, paraphrase=True)
    if not terms.weights:
        terms = weigh_terms(collection, question.claim, paraphrase=True)
    found = statements_on(collection, question.claim, terms, where=where, question=question.text)
    return found, terms
