"""A question of fact: the sentences that answer it, each under whoever says so."""

from __future__ import annotations

from rag.answers.draft import Draft
from rag.answers.silence import abstain
from rag.deciding import affirming, best_first
from rag.types import Answer


def answer_fact(draft: Draft) -> Answer:
    """Quote the likeliest sentences, one of each wording, or abstain."""
    likely = best_first(draft.evidence, affirming)
    top = affirming(likely[0]) if likely else 0.0
    if not likely or not draft.speaks():
        return abstain(draft)
    least = max(draft.bounds.voice, draft.bounds.share * top)
    shown: list[str] = []
    for one in likely:
        text = one.unit.text.strip()
        if affirming(one) >= least and text not in shown and len(shown) < draft.limit:
            shown.append(text)
            draft.quote(one.unit)
    return draft.close()
