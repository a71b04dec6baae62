"""Both sides: who holds it and who the opposite, or where each of those asked about stands."""

from __future__ import annotations

from operator import attrgetter

from rag.answers.draft import Draft
from rag.answers.silence import abstain, left_out, silent
from rag.answers.who import UNCLEAR, certain_first
from rag.deciding import best_first, stance_of
from rag.types import Answer


def answer_contrast(draft: Draft) -> Answer:
    """Set the sides against each other; of those named in the question each one's own words."""
    if len(draft.question.groups) > 1:
        return _each(draft)
    sides = draft.sides
    best = max((h.probability for held in sides.values() for h in held), default=0.0)
    if not draft.speaks():
        return abstain(draft)
    least = draft.bounds.share * best
    for stance, voices in sides.items():
        held = [h for h in sorted(voices, key=certain_first) if h.probability >= least]
        named = [h for h in held if h.voice.somebody]
        for one in named[: draft.limit]:
            draft.quote(one.shown, stance, UNCLEAR if stance == "report" else "")
    return draft.close()


def _each(draft: Draft) -> Answer:
    """The likeliest words of each one named, with the side they take."""
    missing: list[str] = []
    for group in draft.question.groups:
        ids = {m.speaker.id for m in group}
        own = [e for e in draft.evidence if e.unit.voice.speaker_id in ids]
        likely = [
            e
            for e in best_first(own, attrgetter("reading.speaks"))
            if e.reading.speaks >= draft.bounds.side
        ]
        if not likely:
            missing.append(group[0].speaker.name)
            continue
        draft.quote(likely[0].unit, stance_of(likely[0]))
    if not draft.sentences:
        return abstain(draft, "speaker_silent", silent(missing))
    return draft.close(left_out(missing, draft.question.unknown))
