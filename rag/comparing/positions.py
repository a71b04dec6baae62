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
from rag.deciding import Held, stance_of, voice_key
from rag.exceptions import EmptyQuestion
from rag.language import words
from rag.question import understand
from rag.reading import Evidence
from rag.timing import limit_by_time
from rag.types import Reason, SourceLine, Stance

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
    timed = limit_by_time(collection, text, where)
    question = understand(timed.question, collection.speakers(), timed.where, claim=True)
    evidence = gather(collection, question) if collection.count() else []
    draft = Draft(collection, question, evidence, limit)
    held: list[HeldPosition] = []
    if draft.speaks() and any(draft.sides.values()):
        held = [
            _position(draft, one, stance)
            for stance, voices in {**draft.sides, "report": _reports(draft)}.items()
            for one in voices[:limit]
        ]
        answer = draft.close()
    else:
        silent: Reason = "no_question" if question.talk else ""
        answer = abstain(draft, silent if collection.count() else "empty_collection")
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


def _reports(draft: Draft) -> list[Held]:
    """Those on the very matter without a side that can be read, who stand on no other."""
    sides = draft.sides
    taken = {
        voice_key(h.evidence[0]) for name, side in sides.items() if name != "report" for h in side
    }
    found: dict[str, Held] = {}
    for held in sides["report"]:  # in doubt on two sides: once, with the words of both
        if (key := voice_key(held.evidence[0])) not in taken:
            before = found[key].evidence if key in found else ()
            new = tuple(one for one in held.evidence if one not in before)
            found[key] = replace(held, evidence=(*before, *new))
    for one in sorted(draft.evidence, key=lambda e: (-e.reading.related, e.unit.order)):
        said = one.unit.voice.somebody and stance_of(one) == "report"
        near = one.reading.related >= max(draft.bounds.topic, one.reading.unrelated)
        if said and near and (key := voice_key(one)) not in taken | found.keys():
            found[key] = Held(one.unit.voice, "report", (one,), one.reading.related, one.unit)
    return list(found.values())


def _position(draft: Draft, held: Held, stance: Stance) -> HeldPosition:
    said = tuple(_said(draft, one, stance) for one in held.evidence[:QUOTES])
    return HeldPosition(held.voice, stance, said)


def _said(draft: Draft, evidence: Evidence, stance: Stance) -> Said:
    """Cite a quote, with the other articles that carry the same text."""
    unit = evidence.unit
    citation = draft.cited.cite(unit)
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
        if position.stance not in ("affirm", "conditional") or speaker is None:
            continue
        denied = [one for one in held if one.stance == "deny" and one.voice.speaker_id == speaker]
        both = [*position.quotes, *(said for one in denied for said in one.quotes)]
        dated = [said for said in both if said.citation.source.published]
        days = {(said.stance == "deny", said.citation.source.published) for said in dated}
        if len({deny for deny, _ in days}) == 2 and len({day for _, day in days}) > 1:
            dated.sort(key=lambda s: (str(s.citation.source.published), s.citation.number))
            found.append(ChangedPosition(position.voice, tuple(dated)))
    return found
