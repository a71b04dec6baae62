"""What one speaker says on something, and whether a speaker said it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.speakers.places import canonical_place
from rag.answering.draft import Draft
from rag.answering.facts import (
    abstention_message,
    answer_fact,
    asks_a_publication,
    fact_candidates,
    source_name,
)
from rag.answering.voices import (
    MOST,
    OPPOSED_WITHIN,
    Position,
    positions,
    speaks_to_it,
    statement_pool,
)
from rag.dates import is_time
from rag.judging import Candidate, WeightedTerms, judge_topic, side_of
from rag.judging.abstention import ANSWER_AT, confidence_of
from rag.language import content_words, stem, words
from rag.names import MatchedSpeaker
from rag.retrieval.statements import statements_of
from rag.spelling import text_keys
from rag.types import Answer, Reason, Stance, Voice
from rag.voices import label

WITHIN = 0.70
"""Further quotes of the speaker are shown when they score this share of the best one."""
TOPIC_COSINE = 0.25
"""A quote further away than this shares a word by chance ("climate change", "change of power")."""
NAMED_COSINE = 0.35
"""A quote that has every name of the topic is on it from this cosine on, where the topic has more
words than names."""
DECIDES = 0.80
"""A yes is read from the speaker's best quote, when it scores this share of the best of all."""
NEARLY_ALL = 0.80
"""A quote with this share of the words asked for has said it, even where no side can be read."""
ELSE = 0.88
"""Somebody else is named as having said it when the quote scores this share of the best one."""
SURE = 0.80
"""Keywords on which the speaker named first is silent are answered as a fact from this confidence
on: a few words cover much of many sentences."""
SUBJECT_WORDS = 4
"""A sentence says something of whom it names in so many of its first words."""
SPEAKER_LIFT = 0.25
"""The speaker being right is itself evidence that the statement is the one asked for."""


def own_statements(
    draft: Draft, group: Sequence[MatchedSpeaker]
) -> tuple[list[Candidate], WeightedTerms]:
    """One named speaker's statements on the topic, scored, best first."""
    scored, terms = statements_of(draft.collection, draft.question, group)
    draft.note_mentions(scored)
    return scored, terms


def as_fact(draft: Draft) -> Draft:
    """The same question, asked of what an article says and not of what a person says."""
    question = replace(draft.question, type="fact", claim=draft.question.text, unknown_speaker="")
    return replace(draft, question=question)


def _unknown(draft: Draft) -> Answer:
    """Nobody of that name speaks: say so, and show who does speak on the topic."""
    scored, _ = statement_pool(draft)
    message = f"Nobody called “{draft.question.unknown_speaker}” speaks in the collection."
    return draft.abstain("speaker_unknown", message, scored)


def on_topic(candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a quote of the speaker asked for is on what is asked: it has the topic's names, or
    enough of its words and meaning."""
    named = bool(terms.names) and terms.covers(terms.names, text_keys(candidate.text))
    if named and not terms.ordinary:
        return True
    if named and candidate.cosine >= NAMED_COSINE:
        return True
    sure = confidence_of(candidate, terms) + SPEAKER_LIFT >= ANSWER_AT
    return sure and candidate.cosine >= TOPIC_COSINE


def _at_that_time(candidate: Candidate, terms: WeightedTerms) -> bool:
    """Whether a quote, or a sentence beside it, has the days asked for."""
    start, end = candidate.neighbours
    return terms.covers(terms.weights, text_keys(candidate.article.text[start:end]))


def _somebody_elses(voice: Voice, place: str) -> bool:
    return voice.somebody and canonical_place(voice.name) != canonical_place(place)


def _own_sentences(draft: Draft, name: str) -> tuple[list[Candidate], WeightedTerms]:
    """What articles themselves say of a country on the topic, in sentences that begin with it.

    Asked how a country sees something, people mean what is written of it as well: its name stands
    for a government that is seldom quoted.
    """
    topic = f"{name}: {draft.question.claim}"
    asked = replace(draft.question, type="fact", text=topic, claim=topic, speakers=(), groups=())
    scored, terms = fact_candidates(replace(draft, question=asked))
    here = terms.names & {stem(word) for word in words(name)}
    found = [
        c
        for c in scored
        if here
        and terms.covers(here, text_keys(" ".join(c.text.split()[:SUBJECT_WORDS])))
        and confidence_of(c, terms) >= ANSWER_AT
        and not _somebody_elses(draft.voice(draft.statement_at(c)), name)
    ]
    return found, terms


def answer_says(draft: Draft) -> Answer:
    """Quote what each named speaker says on it, or say that the speaker is silent on it.

    Asked whether they agree, each one's side is given as well.
    """
    if asks_a_publication(draft):
        return answer_fact(as_fact(draft))
    if not draft.question.groups:
        return _unknown(draft)
    surest = 0.0
    nearest: list[Candidate] = []
    missing: tuple[str, ...] = ()
    silent: list[str] = []
    timed = all(map(is_time, content_words(draft.question.claim)))
    on_it = _at_that_time if timed else on_topic
    sides = draft.question.type == "contrast"
    each = 1 if sides else max(1, draft.limit // len(draft.question.groups))
    for group in draft.question.groups:
        scored, terms = own_statements(draft, group)
        nearest += scored
        missing = terms.missing_names
        sure = [c for c in scored if not terms.weights or on_it(c, terms)]
        name = group[0].speaker.name
        if not sure and canonical_place(name):
            sure, terms = _own_sentences(draft, name)
        if not sure:
            silent.append(name)
        for candidate in [c for c in sure if c.score >= WITHIN * sure[0].score][:each]:
            statement = draft.statement_at(candidate)
            voice = draft.voice(statement)
            stance: Stance | None = None
            if sides:
                stance = side_of(draft.question.claim, candidate, terms) or "report"
            lead = label(voice) if statement else source_name(candidate)
            draft.say(f"{lead}: ", [candidate], voice, stance)
            surest = max(surest, min(1.0, confidence_of(candidate, terms) + SPEAKER_LIFT))
    message = ""
    if silent:
        message = f"{' and '.join(silent)}: quoted in the collection, but not on this."
    if draft.question.unknown_speaker:
        unknown = f"Nobody called “{draft.question.unknown_speaker}” speaks in the collection."
        message = f"{message} {unknown}".strip()
    if draft.sentences:
        return draft.answered(surest, message)
    if draft.question.loose:
        fact = answer_fact(as_fact(draft))
        if fact.status == "answered" and fact.confidence >= SURE:
            return fact
    if missing:
        message += " " + abstention_message(draft, "no_topic", missing)
    return draft.abstain("speaker_silent", message, sorted(nearest, key=lambda c: c.order))


def _decides(claim: str, position: Position, terms: WeightedTerms) -> bool:
    """Whether a voice says it or the opposite: its words show a side, or are the claim's own, small
    ones too ("give up"), and not only those of the sentences beside it."""
    if position.stance != "report":
        return True
    quote = position.quotes[0].text
    said = {stem(word) for word in words(quote)}
    claimed = [stem(word) for word in words(claim) if len(word) > 2]
    word_for_word = sum(word in said for word in claimed) >= NEARLY_ALL * len(claimed)
    return word_for_word and terms.coverage(text_keys(quote)) >= NEARLY_ALL


def _lift(draft: Draft, candidate: Candidate, asked: set[int]) -> float:
    """What a quote of the speaker asked about gains in certainty to be what is asked about."""
    return SPEAKER_LIFT if draft.voice(candidate.statement).speaker_id in asked else 0.0


def answer_did_say(draft: Draft) -> Answer:
    """Yes with the quote; no with who did say it; or that the collection has nothing."""
    if asks_a_publication(draft):
        return answer_fact(as_fact(draft))
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
        c
        for c in scored
        if c.score >= OPPOSED_WITHIN * best
        and confidence_of(c, terms) + _lift(draft, c, asked) >= 0.8 * ANSWER_AT
        and speaks_to_it(c, terms)
    ]
    voices = positions(draft, near, terms)
    claim = draft.question.claim
    own = [p for p in voices if p.voice.speaker_id in asked and _decides(claim, p, terms)]
    denied = draft.question.disagreement
    if denied:
        own = [p for p in own if p.stance != "report"]
    if own and (own[0].stance == "deny") == denied:
        own = [p for p in own if p.score >= DECIDES * best]
    others = [
        p
        for p in voices
        if p.voice.speaker_id not in asked
        and p.score >= ELSE * best
        and p.stance != "report"
        and terms.coverage(text_keys(p.quotes[0].text)) >= MOST
    ]
    said = [p for p in own if (p.stance == "deny") == denied]
    if own and own[0] in said:
        for position in said[: draft.limit]:
            lead = f"Yes. {label(position.voice)}: "
            draft.say(lead, position.quotes[:1], position.voice, position.stance)
        voice = said[0].voice.name or name
        return draft.answered(
            verdict.confidence, f"{voice} {'denies it' if denied else 'says so'}."
        )
    if own:
        position = own[0]
        lead = f"No, the opposite. {label(position.voice)}: "
        draft.say(lead, position.quotes[:1], position.voice, position.stance)
        return draft.answered(
            verdict.confidence, f"{position.voice.name or name} says the opposite."
        )
    if others:
        position = others[0]
        so = "denying it" if denied else "saying so"
        lead = f"The collection does not have {name} {so}. It has {label(position.voice)}: "
        message = f"No words of {name} {so} are quoted."
        if not position.voice.name:
            lead = "The collection has this, without saying for certain whose words it is: "
            message = f"Whether {name} said so is not certain."
        draft.say(lead, position.quotes[:1], position.voice, position.stance)
        return draft.answered(verdict.confidence, message)
    message = f"The collection has no such statement by {name}."
    return draft.abstain("speaker_silent" if asked else "speaker_unknown", message, scored)
