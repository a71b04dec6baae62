"""What somebody says on something, in their own words."""

from __future__ import annotations

from rag.answers.draft import Draft
from rag.answers.silence import abstain, left_out, silent, unknown
from rag.deciding import best_first, to_it
from rag.types import Answer


def answer_says(draft: Draft) -> Answer:
    """Quote what those asked about say on it, or say that nothing by them was found.

    Nobody else's words stand for theirs. Where nobody is asked by name ("what does the governor's
    lawyer say?") each quotation stands under the name of whoever says it.
    """
    question, bounds = draft.question, draft.bounds
    asked = {m.speaker.id for group in question.asked for m in group}
    names = [group[0].speaker.name for group in question.asked]
    if question.unknown and not asked:
        return abstain(draft, "speaker_unknown", unknown(question.unknown[0]))
    voices = [e for e in draft.evidence if e.unit.voice.somebody]
    likely = best_first((e for e in voices if not asked or e.unit.voice.speaker_id in asked), to_it)
    top = to_it(likely[0]) if likely else 0.0
    if asked and likely and question.on_anything:
        least = 0.0
    elif draft.speaks() and top >= (bounds.own if asked else bounds.voice):
        least = bounds.voice
    else:
        return abstain(draft, "speaker_silent", silent(names)) if names else abstain(draft)
    shown = [e for e in likely if to_it(e) >= max(least, bounds.share * top)]
    for one in shown[: draft.limit]:
        draft.quote(one.unit)
    spoken = {one.unit.voice.speaker_id for one in shown}
    missing = [
        group[0].speaker.name
        for group in question.asked
        if not spoken & {m.speaker.id for m in group}
    ]
    return draft.close(left_out(missing, question.unknown))
