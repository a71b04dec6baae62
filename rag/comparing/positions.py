"""Who affirms a proposition, who denies it, who hedges, and who reports it without a position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.collection import Collection
from index.types import Filter
from rag.answering.draft import Draft
from rag.answering.facts import abstention_message
from rag.answering.voices import (
    CLOSE,
    NEAR,
    OPPOSED_WITHIN,
    WITHIN,
    statement_pool,
    sure_enough,
)
from rag.answering.voices import positions as group_by_voice
from rag.comparing.held import ChangedPosition, HeldPosition, Positions, Said
from rag.exceptions import EmptyQuestion
from rag.judging import Candidate, WeightedTerms, judge_topic, shares_predicate, side_of
from rag.judging.abstention import ANSWER_AT, confidence_of
from rag.judging.negation import is_negated
from rag.language import words
from rag.question import Question, understand
from rag.types import Reason, SourceLine, Stance, Voice

__all__ = ["ChangedPosition", "HeldPosition", "Positions", "Said", "positions"]

QUOTES = 3
"""How many quotes of one voice are shown at most."""
UNNAMED = 1.5
"""So much surer it must be that a statement speaks to the claim where nobody is named for it."""
STANCES: tuple[Stance, ...] = ("affirm", "deny", "conditional", "report")
"""The four columns, in the order they are shown."""


def positions(
    collection: Collection, proposition: str, where: Filter = Filter(), *, limit: int = 10
) -> Positions:
    """Group everybody who speaks to a proposition by the side they take.

    ``proposition`` is a statement ("the ferry will be sold") or a question about one ("do they
    agree that …?"); ``limit`` is how many voices each side shows at most. Raises EmptyQuestion.
    """
    question = _question(collection, proposition, where)
    draft = Draft(collection, question, limit)
    scored, terms = statement_pool(draft)
    verdict = judge_topic(scored, terms)
    groups = _sides(draft, scored, terms) if verdict.answer else {}
    held: list[HeldPosition] = []
    for stance in STANCES:
        for voice, candidates in groups.get(stance, [])[:limit]:
            said = tuple(
                _said(draft, candidate, voice, side, scored) for candidate, side in candidates
            )
            held.append(HeldPosition(voice, stance, said))
    reason: Reason = ""
    message = ""
    if not held:
        empty = collection.count() == 0
        reason = "empty_collection" if empty else verdict.reason or "no_claim"
        message = _silence(draft, reason, terms)
        answer = draft.abstain(reason, message, scored, verdict.confidence)
    else:
        answer = draft.answered(verdict.confidence)
    return Positions(
        proposition=question.claim,
        held=tuple(held),
        changed=tuple(_changed(held)),
        coverage=answer.coverage,
        generation=collection.generation,
        where=question.where,
        reason=reason,
        message=message,
        nearest=answer.nearest,
        confidence=verdict.confidence,
    )


def _question(collection: Collection, proposition: str, where: Filter) -> Question:
    """The proposition as a question of who says so; a question is taken as it stands."""
    text = " ".join(proposition.split())
    if not words(text):
        raise EmptyQuestion(
            'nothing is proposed; for example: onrecord positions "prices will fall"'
        )
    if text.endswith("?"):
        question = understand(text, collection.speakers(), where)
        if question.type in ("who", "contrast", "did_say"):
            return replace(question, type="who", speakers=(), groups=(), unknown_speaker="")
    return understand(f"Who says that {text.rstrip('?!. ')}?", (), where)


def _silence(draft: Draft, reason: Reason, terms: WeightedTerms) -> str:
    if reason == "empty_collection":
        return "The collection is empty: there is nothing to compare."
    if reason == "no_topic":
        return abstention_message(draft, reason, terms.missing)
    return "The collection mentions the topic, but nobody in it speaks to this."


Voiced = tuple[Voice, list[tuple[Candidate, Stance]]]
Sided = list[Voiced]


def _sides(draft: Draft, scored: list[Candidate], terms: WeightedTerms) -> dict[Stance, Sided]:
    """For each side the voices with their quotes, best first."""
    groups = [g for g in group_by_voice(draft, scored, terms) if sure_enough(g, terms)]
    voices: dict[tuple[str, bool], Voiced] = {}
    # A quote that negates where the claim does not, or does not where the claim does.
    other: Stance = "affirm" if is_negated(draft.question.claim) else "deny"
    for group in groups:
        for candidate in group.quotes:
            side = side_of(draft.question.claim, candidate, terms)
            if side is None or not _sure(candidate, side != other, group.voice, terms):
                continue
            nobody = f"article {candidate.article.id} {group.voice.described}"
            who = str(group.voice.speaker_id or nobody)
            _, known = voices.setdefault((who, side == "deny"), (group.voice, []))
            if not _is_copy(candidate, (k for k, _ in known)):
                known.append((candidate, side))
    found: dict[Stance, Sided] = {}
    for voice, quoted in _near(voices.values(), other, terms):
        found.setdefault(quoted[0][1], []).append((voice, quoted[:QUOTES]))
    for sided in found.values():
        sided.sort(key=lambda item: (_rank(item[0]), item[1][0][0].order))
    return _without_copies(found)


def _sure(candidate: Candidate, plain: bool, voice: Voice, terms: WeightedTerms) -> bool:
    """Whether it is sure enough that a quote speaks to the claim; surer where nobody is named."""
    least = (0.8 if plain else 0.7) * ANSWER_AT
    return confidence_of(candidate, terms) >= (least if voice.name else UNNAMED * least)


def _near(voices: Iterable[Voiced], other: Stance, terms: WeightedTerms) -> list[Voiced]:
    """Voices with those quotes that are near enough to the best one of all to speak to the same.

    The ``other`` side, which negates, uses other words, so that less is asked of it.
    """
    held = [(voice, sorted(quoted, key=lambda item: item[0].order)) for voice, quoted in voices]
    every = [item for _, quoted in held for item in quoted]
    top = max((c.score for c, _ in every), default=0.0)
    same = [c for c, side in every if side != other]
    best = max((c.score for c in same), default=0.0)
    nearest = NEAR * max((c.cosine for c in same), default=0.0)

    def near(candidate: Candidate, side: Stance) -> bool:
        if side == other:
            return candidate.score >= OPPOSED_WITHIN * top
        close = nearest if shares_predicate(candidate.text, terms) else nearest / NEAR * CLOSE
        return candidate.score >= max(WITHIN * best, OPPOSED_WITHIN * top) and (
            candidate.cosine >= close
        )

    kept = [(voice, [item for item in quoted if near(*item)]) for voice, quoted in held]
    return [(voice, quoted) for voice, quoted in kept if quoted]


def _rank(voice: Voice) -> int:
    """Those who are certain first, then those who are named, then the unnamed."""
    return 0 if voice.certainty == "certain" else 1 if voice.name else 2


def _plain(candidate: Candidate) -> str:
    return " ".join(word.casefold() for word in words(candidate.text))


def _is_copy(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Whether the words were quoted already: a reprint, an agency's copy, a repetition."""
    mine = _plain(candidate)
    return any(mine in theirs or theirs in mine for theirs in map(_plain, others))


def _without_copies(sides: dict[Stance, Sided]) -> dict[Stance, Sided]:
    """Leave out unnamed voices whose words stand under a name already."""
    named = [c for side in sides.values() for v, said in side if v.name for c, _ in said]
    found: dict[Stance, Sided] = {}
    for stance, side in sides.items():
        kept: Sided = []
        for voice, said in side:
            before = [c for v, others in kept if not v.name for c, _ in others]
            if voice.name or not _is_copy(said[0][0], [*named, *before]):
                kept.append((voice, said))
        if kept:
            found[stance] = kept
    return found


def _said(
    draft: Draft, candidate: Candidate, voice: Voice, stance: Stance, scored: Sequence[Candidate]
) -> Said:
    """Cite a quote, with the other articles that have the same words."""
    own = _plain(candidate)
    copies = {
        other.article.id: SourceLine.of(other.article)
        for other in scored
        if other.article.id != candidate.article.id and _plain(other) == own
    }
    citation = draft.cited.cite(candidate, voice)
    return Said(citation, stance, tuple(copies[key] for key in sorted(copies)))


def _changed(held: Sequence[HeldPosition]) -> list[ChangedPosition]:
    """Speakers who affirm at one date and deny at another."""
    found = []
    for position in held:
        speaker = position.voice.speaker_id
        opposite = [
            other
            for other in held
            if position.stance in ("affirm", "conditional")
            and other.stance == "deny"
            and speaker is not None
            and other.voice.speaker_id == speaker
        ]
        if not opposite:
            continue
        both = [*position.quotes, *(said for other in opposite for said in other.quotes)]
        dated = [said for said in both if said.citation.source.published]
        days = {(said.stance == "deny", said.citation.source.published) for said in dated}
        if len({deny for deny, _ in days}) == 2 and len({day for _, day in days}) > 1:
            dated.sort(key=lambda s: (str(s.citation.source.published), s.citation.number))
            found.append(ChangedPosition(position.voice, tuple(dated)))
    return found
