"""Questions of fact: the sentences that answer them, each under whoever said it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Filter, Passage
from rag.answering.draft import Draft
from rag.answering.shown import sentence_before, sentences_to_show
from rag.judging import (
    Candidate,
    WeightedTerms,
    judge_topic,
    score_candidates,
    sentence_candidates,
)
from rag.judging.abstention import ANSWER_AT, Verdict
from rag.judging.posts import has_the_post
from rag.judging.scoring import answers_it, counts_what_is_asked
from rag.language import fold
from rag.retrieval import find_passages
from rag.types import Answer
from rag.voices import label

PASSAGES = 12
"""How many passages are read for sentences."""
BEST = 5
"""One of so many of the best sentences has to answer a short question."""
SUBJECT_NEAR = 0.75
"""A sentence about what is named just before it, or at the head of the article, gets this share of
the credit for the name."""
_ARTICLE = re.compile(
    r"\b(?:articles?|reports?|reporting|posts?|story|stories|column|coverage|website)\b", re.I
)


def fact_candidates(draft: Draft) -> tuple[list[Candidate], WeightedTerms]:
    """The sentences of the best passages, scored, best first, and the question's weighed terms."""
    question = draft.question
    query = question.claim if question.type == "who" else question.text
    passages = _passages(draft, query)
    for wording in question.also:
        passages += _passages(draft, wording)
    candidates = _once(sentence_candidates(draft.collection, passages))
    terms = draft.weigh()
    scored = score_candidates(
        draft.collection,
        candidates,
        terms,
        question.claim,
        question=question.text,
        subject=SUBJECT_NEAR,
    )
    draft.note_mentions(scored)
    return scored, terms


def _passages(draft: Draft, query: str) -> list[tuple[Passage, float]]:
    """The best passages; one from a reprint of an article before it comes for nothing, since copies
    may differ in the very number or name that is asked for."""
    kept: list[tuple[Passage, float]] = []
    copies: set[str] = set()
    own = 0
    for passage, score in find_passages(
        draft.collection, query, k=2 * PASSAGES, where=draft.question.where, fold_reprints=False
    ):
        if passage.article_id not in copies:
            own += 1
            if own > PASSAGES:
                break
            copies.update(draft.collection.reprints(passage.article_id))
        kept.append((passage, score))
    return kept


def _once(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Candidates without the sentences that another article has in the same words."""
    seen: dict[str, Candidate] = {}
    for candidate in candidates:
        seen.setdefault(candidate.text.strip(), candidate)
    return list(seen.values())


def asks_a_publication(draft: Draft) -> bool:
    """Whether the "speaker" asked for is an article or who publishes articles of the collection.

    What "The Gazette reports" stands in its articles and is nobody's statement there.
    """
    question = draft.question
    if not question.speakers and _ARTICLE.search(question.unknown_speaker):
        return True
    names = [m.speaker.name for m in question.speakers] or [question.unknown_speaker]
    bare = [_bare(name) for name in names if _bare(name)]
    wanted = Filter(sources=tuple(form for name in bare for form in (name, f"the {name}")))
    return bool(bare) and any(True for _ in draft.collection.articles(wanted))


def _bare(name: str) -> str:
    """A name folded, without article, quotation marks and possessive."""
    folded = fold(name).strip(" ,.?!'’\"").removesuffix("'s")
    return folded.removeprefix("the ").strip()


def answer_fact(draft: Draft, *, least: float = 0.0) -> Answer:
    """Quote the sentences that answer a question of fact, or abstain.

    ``least`` is how much of the question, by the weight of its words, a sentence has to have.
    """
    everything, terms = fact_candidates(draft)
    asked = draft.question.text
    scored = [
        c
        for c in everything
        if c.coverage >= least
        and counts_what_is_asked(asked, c.text)
        and has_the_post(asked, c.text)
    ]
    verdict = judge_topic(scored, terms, together=True)
    told = terms.long or any(answers_it(asked, c, terms) for c in scored[:BEST])
    if verdict.answer and not told:
        # "When was she born?" is not answered by what else the articles say of her.
        verdict = Verdict(False, "no_claim", min(verdict.confidence, 0.99 * ANSWER_AT))
    if not verdict.answer:
        return draft.abstain(
            verdict.reason,
            abstention_message(draft, verdict.reason, terms.missing),
            everything,
            verdict.confidence,
        )
    shown = sentences_to_show(asked, scored, terms, draft.limit)
    texts = {candidate.text.strip() for candidate in shown}
    for candidate in shown:
        statement = draft.statement_at(candidate)
        voice = draft.voice(statement)
        lead = f"{label(voice)}: " if voice.somebody else f"{source_name(candidate)}: "
        before = None if voice.somebody else sentence_before(candidate)
        needed = [before] if before and before.text.strip() not in texts else []
        draft.say(lead, [*needed, candidate], voice)
    return draft.answered(verdict.confidence)


def abstention_message(draft: Draft, reason: str, missing: tuple[str, ...]) -> str:
    """One plain sentence that says which part is missing."""
    if reason == "no_topic":
        if missing:
            named = ", ".join(f"“{word}”" for word in missing[:4])
            return f"Nothing in the collection speaks of this: no article mentions {named}."
        return "Nothing in the collection speaks of this."
    return "The collection mentions the topic, but no sentence of it answers this."


def source_name(candidate: Candidate) -> str:
    """Who publishes the sentence, where no speaker is named for it."""
    article = candidate.article
    return article.source or article.title or article.path or article.id
