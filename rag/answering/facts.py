"""Questions of fact: the sentences that answer them, each under whoever said it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Filter
from rag.answering.draft import Draft
from rag.judging import (
    Candidate,
    WeightedTerms,
    judge_topic,
    score_candidates,
    sentence_candidates,
)
from rag.judging.abstention import ANSWER_AT, LONG, TOGETHER, Verdict
from rag.judging.scoring import answers_it, counts_what_is_asked
from rag.language import fold
from rag.retrieval import find_passages
from rag.spelling import text_keys
from rag.types import Answer
from rag.voices import label

PASSAGES = 12
"""How many passages are read for sentences."""
WITHIN, ELSEWHERE = 0.85, 0.72
"""Further sentences are quoted when they score this share of the best one; those of an article not
yet quoted already at the second, since another article may say otherwise."""
NAMESAKE, NAMESAKES = 0.5, 8
"""The same share for an article that opens with the name asked about, as an article on each bearer
of a name does, and how many of these are quoted at most."""
HEAD = 12
"""Words an article opens with."""
BEST = 5
"""One of so many of the best sentences has to answer a short question."""
PART = 0.05
"""A further sentence for a long question has this share of its words that no other one has."""
SAME = 0.75
"""A sentence with this share of its words in another one tells nothing else."""
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
    passages = find_passages(draft.collection, query, k=PASSAGES, where=question.where)
    for wording in question.also:
        passages += find_passages(draft.collection, wording, k=PASSAGES, where=question.where)
    candidates = sentence_candidates(draft.collection, passages)
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


def answer_fact(draft: Draft) -> Answer:
    """Quote the sentences that answer a question of fact, or abstain."""
    everything, terms = fact_candidates(draft)
    asked = draft.question.text
    scored = [c for c in everything if counts_what_is_asked(asked, c.text)]
    verdict = judge_topic(scored, terms, together=True)
    short = len(terms.weights) < LONG
    if verdict.answer and short and not any(answers_it(asked, c, terms) for c in scored[:BEST]):
        # "When was she born?" is not answered by what else the articles say of her.
        verdict = Verdict(False, "no_claim", min(verdict.confidence, 0.99 * ANSWER_AT))
    if not verdict.answer:
        return draft.abstain(
            verdict.reason,
            abstention_message(draft, verdict.reason, terms.missing),
            everything,
            verdict.confidence,
        )
    for candidate in _to_show(draft, scored, terms):
        statement = draft.statement_at(candidate)
        voice = draft.voice(statement)
        lead = f"{label(voice)}: " if voice.somebody else f"{source_name(candidate)}: "
        draft.say(lead, [candidate], voice)
    return draft.answered(verdict.confidence)


def _to_show(draft: Draft, scored: Sequence[Candidate], terms: WeightedTerms) -> list[Candidate]:
    """The best sentence and those about as good; for a long question also those that have other
    words of it, as each answers a part.

    Every article that has something of its own to say comes before the second sentence of one and
    before the same told again, since the articles may not agree.
    """
    best = scored[0].score
    many = len(terms.weights) >= LONG
    about = _about(scored, terms)
    shown: list[Candidate] = []
    again: list[Candidate] = []
    covered: frozenset[str] = frozenset()
    for candidate in scored[: TOGETHER if many else None]:
        if any(_same_words(candidate, other) for other in (*shown, *again)):
            continue
        keys = _keys(candidate)
        adds = many and terms.coverage(covered | keys) >= terms.coverage(covered) + PART
        quoted = any(candidate.article.id == other.article.id for other in shown)
        of_it = candidate.article.id in about
        share = WITHIN if quoted else NAMESAKE if of_it else ELSEWHERE
        if adds or candidate.score >= share * best:
            told = quoted or any(_tells_the_same(keys, _keys(other)) for other in shown)
            (again if told and not adds else shown).append(candidate)
            covered |= keys
    namesakes = sum(candidate.article.id in about for candidate in shown)
    chosen = [*shown, *again][: max(draft.limit, min(namesakes, NAMESAKES))]
    return sorted(chosen, key=scored.index)


def _about(scored: Sequence[Candidate], terms: WeightedTerms) -> frozenset[str]:
    """The articles that open with the name asked about, where several do: each may be about
    another bearer of it."""
    if not terms.names:
        return frozenset()
    found = {
        c.article.id
        for c in scored
        if terms.covers(terms.names, text_keys(" ".join(c.article.text[:200].split()[:HEAD])))
    }
    return frozenset(found) if len(found) > 1 else frozenset()


def _keys(candidate: Candidate) -> frozenset[str]:
    return text_keys(candidate.article.text[candidate.context[0] : candidate.context[1]])


def _tells_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the shorter of two sentences has hardly a word that the longer one lacks."""
    return len(one & other) >= SAME * min(len(one), len(other))


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


def _same_words(a: Candidate, b: Candidate) -> bool:
    """True where two candidates say the same in the same words (a reprint, a repetition)."""
    return a.text.strip() == b.text.strip()
