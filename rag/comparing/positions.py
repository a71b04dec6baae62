"""Who affirms a proposition, who denies it, who hedges, and who reports it without a position."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.collection import Collection
from index.types import Filter
from rag.answers.answer import gather
from rag.answers.draft import Draft
from rag.answers.silence import abstain
from rag.comparing.held import ChangedPosition, HeldPosition, Positions, Said
from rag.deciding import Held, sides_of, stance_of, voice_key
from rag.exceptions import EmptyQuestion
from rag.language import words
from rag.question import understand
from rag.reading import Evidence
from rag.types import SourceLine, Stance

__all__ = ["ChangedPosition", "HeldPosition", "Positions", "Said", "positions"]

QUOTES = 3
"""How many quotes of one voice are shown at most."""


def positions(
    collection: Collection, proposition: str, where: Filter = Filter(), *, limit: int = 10
) -> Positions:
    """Group everybody who speaks to a proposition by the side they take.

    ``proposition`` is a statement ("the ferry will be sold") or a question about one ("do they
    agree that …?"); ``limit`` is how many voices each side shows at most. Raises EmptyQuestion.
    """
    text = " ".join(proposition.split())
    if not words(text):
        raise EmptyQuestion('give a claim; for example: onrecord positions "prices will fall"')
    # A claim is no question of fact: whoever denies it is asked for as well.
    question = replace(understand(text, collection.speakers(), where), type="contrast")
    evidence = gather(collection, question) if collection.count() else []
    draft = Draft(collection, question, evidence, limit)
    columns = sides_of(evidence, draft.bounds, once=False)
    held: list[HeldPosition] = []
    if draft.takes_sides(columns) and any(columns.values()):
        columns["report"] += _reports(evidence, columns, draft.bounds.topic)
        held = [
            _position(draft, one, stance)
            for stance, voices in columns.items()
            for one in voices[:limit]
        ]
        answer = draft.answered()
    else:
        answer = abstain(draft, "" if collection.count() else "empty_collection")
    return Positions(
        proposition=question.text,
        held=tuple(held),
        changed=tuple(_changed(held)),
        coverage=answer.coverage,
        generation=collection.generation,
        where=question.where,
        reason=answer.reason,
        message=answer.message,
        nearest=answer.nearest,
        confidence=answer.confidence,
    )


def _reports(
    evidence: Sequence[Evidence], columns: dict[Stance, list[Held]], least: float
) -> list[Held]:
    """Those who are on the very matter without a side that can be read, and stand nowhere yet."""
    taken = {voice_key(h.evidence[0]) for side in columns.values() for h in side}
    found: dict[str, Held] = {}
    for one in sorted(evidence, key=lambda e: (-e.reading.related, e.unit.order)):
        key = voice_key(one)
        if not one.unit.voice.somebody or key in taken or key in found:
            continue
        if stance_of(one) == "report" and one.reading.related >= max(least, one.reading.unrelated):
            found[key] = Held(one.unit.voice, "report", (one,), one.reading.related)
    return list(found.values())


def _position(draft: Draft, held: Held, stance: Stance) -> HeldPosition:
    said = tuple(_said(draft, one, stance) for one in held.evidence[:QUOTES])
    return HeldPosition(held.voice, stance, said)


def _said(draft: Draft, evidence: Evidence, stance: Stance) -> Said:
    """Cite a quote, with the other articles that carry the same text."""
    unit = evidence.unit
    citation = draft.cited.cite(unit, unit.voice)
    copies = [
        SourceLine.of(article)
        for article_id in sorted(draft.collection.reprints(unit.article.id))
        if unit.text in (article := draft.collection.article(article_id)).text
    ]
    return Said(citation, stance, tuple(copies))


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
