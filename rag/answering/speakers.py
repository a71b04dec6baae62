"""What one speaker says on something, and whether a speaker said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rag.answering.draft import Draft
from rag.answering.facts import abstention_message
from rag.answering.voices import STATEMENTS, positions, statement_pool
from rag.judging import (
    Candidate,
    WeightedTerms,
    judge_topic,
    score_candidates,
    statement_candidates,
)
from rag.judging.abstention import ANSWER_AT, confidence_of
from rag.language import content_words, words
from rag.names import MatchedSpeaker
from rag.types import Answer, Reason
from rag.voices import label

WITHIN = 0.70
"""Further quotes of the speaker are shown when they score this share of the best one."""
SPEAKER_LIFT = 0.25
"""The speaker being right is itself evidence that the statement is the one asked for."""


def own_statements(
    draft: Draft, group: Sequence[MatchedSpeaker]
) -> tuple[list[Candidate], WeightedTerms]:
    """One named speaker's statements on the topic, scored, best first.

    ``group`` are the speakers that one name can mean.
    """
    question = draft.question
    where = replace(question.where, speaker_ids=tuple(m.speaker.id for m in group))
    names = [w for m in group for f in (m.speaker.name, *m.speaker.forms) for w in words(f)]
    topic = question.claim
    terms = draft.weigh(topic, ignore=names)
    if content_words(topic):
        hits = draft.collection.search_statements(topic, STATEMENTS, where)
        pairs = [(h.statement, h.score) for h in hits]
    else:
        pairs = [(s, 1.0) for s in draft.collection.statements(where)]
    candidates = statement_candidates(draft.collection, pairs)
    scored = score_candidates(draft.collection, candidates, terms, topic, question=question.text)
    draft.note_mentions(scored)
    return scored, terms


def _unknown(draft: Draft) -> Answer:
    """Nobody of that name speaks: say so, and show who does speak on the topic."""
    scored, _ = statement_pool(draft)
    message = f"Nobody called “{draft.question.unknown_speaker}” speaks in the collection."
    return draft.abstain("speaker_unknown", message, scored)


def answer_says(draft: Draft) -> Answer:
    """Quote what each named speaker says on it, or say that the speaker is silent on it."""
    if not draft.question.groups:
        return _unknown(draft)
    surest = 0.0
    nearest: list[Candidate] = []
    missing: tuple[str, ...] = ()
    everything = not content_words(draft.question.claim)
    each = max(1, draft.limit // len(draft.question.groups))
    for group in draft.question.groups:
        scored, terms = own_statements(draft, group)
        nearest += scored
        missing = terms.missing_names
        sure = [
            c for c in scored if everything or confidence_of(c, terms) + SPEAKER_LIFT >= ANSWER_AT
        ]
        for candidate in [c for c in sure if c.score >= WITHIN * sure[0].score][:each]:
            voice = draft.voice(candidate.statement)
            draft.say(f"{label(voice)}: ", [candidate], voice)
            surest = max(surest, min(1.0, confidence_of(candidate, terms) + SPEAKER_LIFT))
    if draft.sentences:
        return draft.answered(surest)
    name = draft.question.speakers[0].speaker.name
    message = f"{name} speaks in the collection, but says nothing on this."
    if missing:
        message += " " + abstention_message(draft, "no_topic", missing)
    return draft.abstain("speaker_silent", message, sorted(nearest, key=lambda c: c.order))


def answer_did_say(draft: Draft) -> Answer:
    """Yes with the quote; no with who did say it; or that the collection has nothing."""
    scored, terms = statement_pool(draft)
    verdict = judge_topic(scored, terms)
    asked = {m.speaker.id for m in draft.question.speakers}
    name = (
        draft.question.speakers[0].speaker.name
        if draft.question.speakers
        else draft.question.unknown_speaker
    )
    if not verdict.answer:
        message = f"The collection has no such statement by {name} or anybody else."
        reason: Reason = "speaker_silent" if asked else "speaker_unknown"
        return draft.abstain(reason, message, scored, verdict.confidence)
    best = scored[0].score
    near = [
        c for c in scored if c.score >= WITHIN * best and confidence_of(c, terms) >= 0.8 * ANSWER_AT
    ]
    own = [p for p in positions(draft, near, terms) if p.voice.speaker_id in asked]
    own_best = max((p.score for p in own), default=0.0)
    others = [
        p for p in positions(draft, near, terms) if p.voice.name and p.voice.speaker_id not in asked
    ]
    affirmed = [p for p in own if p.stance != "deny"]
    if affirmed and own_best >= 0.9 * best:
        for position in affirmed[: draft.limit]:
            draft.say(
                f"Yes. {label(position.voice)}: ",
                position.quotes[:1],
                position.voice,
                position.stance,
            )
        return draft.answered(verdict.confidence, f"{name} says so.")
    if own and own_best >= 0.9 * best:
        position = own[0]
        draft.say(
            f"No, the opposite. {label(position.voice)}: ",
            position.quotes[:1],
            position.voice,
            "deny",
        )
        return draft.answered(verdict.confidence, f"{name} says the opposite.")
    if others:
        position = others[0]
        draft.say(
            f"The collection does not have {name} saying so. It has {label(position.voice)}: ",
            position.quotes[:1],
            position.voice,
            position.stance,
        )
        return draft.answered(verdict.confidence, f"{name} is not quoted as saying so.")
    message = f"The collection has no such statement by {name}."
    return draft.abstain("speaker_silent" if asked else "speaker_unknown", message, scored)
