"""Questions of fact: the sentences that answer them, each under whoever said it."""

from __future__ import annotations

from index.types import Statement
from rag.answering.draft import Draft
from rag.judging import (
    Candidate,
    WeightedTerms,
    judge_topic,
    score_candidates,
    sentence_candidates,
)
from rag.judging.scoring import counts_what_is_asked
from rag.retrieval import find_passages
from rag.types import Answer
from rag.voices import label

PASSAGES = 12
"""How many passages are read for sentences."""
WITHIN = 0.80
"""Further sentences are quoted when they score this share of the best one."""


def fact_candidates(draft: Draft) -> tuple[list[Candidate], WeightedTerms]:
    """The sentences of the best passages, scored, best first, and the question's weighed terms."""
    question = draft.question
    query = question.claim if question.type == "who" else question.text
    passages = find_passages(draft.collection, query, k=PASSAGES, where=question.where)
    candidates = sentence_candidates(draft.collection, passages)
    terms = draft.weigh()
    scored = score_candidates(
        draft.collection, candidates, terms, question.claim, question=question.text
    )
    draft.note_mentions(scored)
    return scored, terms


def answer_fact(draft: Draft) -> Answer:
    """Quote the sentences that answer a question of fact, or abstain."""
    everything, terms = fact_candidates(draft)
    asked = draft.question.text
    scored = [c for c in everything if counts_what_is_asked(asked, c.text)]
    verdict = judge_topic(scored, terms)
    if not verdict.answer:
        return draft.abstain(
            verdict.reason,
            abstention_message(draft, verdict.reason, terms.missing),
            everything,
            verdict.confidence,
        )
    best = scored[0].score
    shown: list[Candidate] = []
    for candidate in scored:
        if candidate.score < WITHIN * best or len(shown) == min(draft.limit, 3):
            break
        if any(_same_words(candidate, other) for other in shown):
            continue
        shown.append(candidate)
    for candidate in shown:
        statement = statement_at(draft, candidate)
        voice = draft.voice(statement)
        lead = f"{label(voice)}: " if voice.name else f"{_source_name(candidate)}: "
        draft.say(lead, [candidate], voice)
    return draft.answered(verdict.confidence)


def abstention_message(draft: Draft, reason: str, missing: tuple[str, ...]) -> str:
    """One plain sentence that says which part is missing."""
    if reason == "no_topic":
        if missing:
            named = ", ".join(f"“{word}”" for word in missing[:4])
            return f"Nothing in the collection speaks of this: no article mentions {named}."
        return "Nothing in the collection speaks of this."
    return "The collection mentions the topic, but no sentence of it answers this."


def statement_at(draft: Draft, candidate: Candidate) -> Statement | None:
    """The statement that a sentence belongs to: the smallest whose content covers its middle."""
    if candidate.statement:
        return candidate.statement
    middle = (candidate.span[0] + candidate.span[1]) // 2
    found: Statement | None = None
    size = 0
    for statement in draft.collection.statements(article_id=candidate.article.id):
        for start, end in statement.content:
            if start <= middle < end and (found is None or end - start < size):
                found, size = statement, end - start
    return found


def _source_name(candidate: Candidate) -> str:
    """Who publishes the sentence, where no speaker is named for it."""
    article = candidate.article
    return article.source or article.title or article.path or article.id


def _same_words(a: Candidate, b: Candidate) -> bool:
    """True where two candidates say the same in the same words (a reprint, a repetition)."""
    return a.text.strip() == b.text.strip()
