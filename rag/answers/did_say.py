"""Whether somebody said something: yes with the quote, no with the opposite or with who did."""

from __future__ import annotations

from rag.answers.draft import Draft
from rag.answers.silence import abstain, speaker_silent, unknown
from rag.answers.who import say_held
from rag.deciding import affirming, best_first, denying, voices_on
from rag.types import Answer


def answer_did_say(draft: Draft) -> Answer:
    """Yes, no, or that nothing of the kind was found."""
    question, bounds = draft.question, draft.bounds
    asked = {m.speaker.id for m in question.groups[0]} if question.groups else set()
    name = question.groups[0][0].speaker.name if asked else " ".join(question.unknown[:1])
    own = [e for e in draft.evidence if e.unit.voice.speaker_id in asked]
    said, denied = best_first(own, affirming)[:1], best_first(own, denying)[:1]
    yes = affirming(said[0]) if said else 0.0
    no = denying(denied[0]) if denied else 0.0
    if yes >= bounds.verdict and yes >= no:
        draft.quote(said[0].unit, "affirm", "Yes. ")
        return draft.answered(f"{said[0].unit.voice.name or name} says so.")
    if no >= bounds.verdict:
        draft.quote(denied[0].unit, "deny", "No, the opposite. ")
        return draft.answered(f"{denied[0].unit.voice.name or name} says the opposite.")
    others = [
        h
        for h in voices_on(draft.evidence, "affirm", bounds.verdict)
        if h.voice.speaker_id not in asked
    ]
    if others and name:
        say_held(draft, others[0], f"We found no such words of {name}. ")
        return draft.answered(f"No words of {name} saying so were found.")
    if asked:
        return speaker_silent(draft, [name])
    if name:
        return abstain(draft, "speaker_unknown", unknown(name))
    return abstain(draft)
