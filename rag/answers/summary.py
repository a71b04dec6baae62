"""An overview: what is said on a topic, one quote of each voice."""

from __future__ import annotations

from operator import attrgetter

from rag.answers.draft import Draft
from rag.answers.silence import abstain
from rag.deciding import best_first, voice_key
from rag.types import Answer


def answer_summary(draft: Draft) -> Answer:
    """Quote those who speak to the topic, each once, the most relevant first."""
    likely = best_first(draft.evidence, attrgetter("reading.on_topic"))
    on_it = [e for e in likely if e.reading.on_topic >= draft.bounds.topic]
    if not on_it:
        return abstain(draft)
    taken: set[str] = set()
    for one in on_it:
        if len(taken) < draft.limit and voice_key(one) not in taken:
            taken.add(voice_key(one))
            draft.quote(one.unit)
    return draft.close()
