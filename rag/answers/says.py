"""What somebody says on something, in their own words."""

from __future__ import annotations

from rag.answers.draft import Draft
from rag.answers.silence import abstain, silent, speaker_silent, unknown
from rag.deciding import best_first, to_it
from rag.types import Answer

OWN = 0.5
"""Whoever is named in the question is quoted alone, when their likeliest words have this share of
the probability of the likeliest ones of all: a name may also be what is asked about."""


def answer_says(draft: Draft) -> Answer:
    """Quote what those asked about say on it, or say that nothing by them was found.

    They may be asked for by name or by what they are ("what does the governor's lawyer say?");
    each quotation stands under the name of whoever says it.
    """
    question, bounds = draft.question, draft.bounds
    asked = {m.speaker.id for m in question.speakers}
    names = [group[0].speaker.name for group in question.groups]
    likely = best_first((e for e in draft.evidence if e.unit.voice.somebody), to_it)
    own = [e for e in likely if e.unit.voice.speaker_id in asked]
    top = to_it(likely[0]) if likely else 0.0
    if own and to_it(own[0]) >= max(bounds.voice, OWN * top):
        likely, top = own, to_it(own[0])
    if not likely or not draft.answers:
        return speaker_silent(draft, names[:1]) if names else abstain(draft)
    least = max(bounds.voice, bounds.share * top)
    for one in [e for e in likely if to_it(e) >= least][: draft.limit]:
        draft.quote(one.unit)
    told = [] if likely is own or not names else [silent(names[:1])]
    told += [unknown(name) for name in question.unknown]
    return draft.answered(" ".join(told))
