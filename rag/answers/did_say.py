"""Whether somebody said something: yes or no with the quote, or who did say it."""

from __future__ import annotations

from rag.answers.draft import Draft
from rag.answers.silence import abstain, silent, unknown
from rag.answers.who import answer_who
from rag.deciding import best_first, side_is_clear, side_of, to_it, voices_on
from rag.reading import Evidence
from rag.types import Answer


def answer_did_say(draft: Draft) -> Answer:
    """Yes, no, what they say where that is not clear, or that nothing of the kind was found.

    A person asked about by name answers with their own words alone. Where somebody is only
    described, or is no person ("the capital", for a government) and silent, it is told who says so
    and who the opposite, as each may be meant.
    """
    question, bounds = draft.question, draft.bounds
    first = question.asked[0] if question.asked else ()
    asked = {m.speaker.id for m in first}
    name = first[0].speaker.name if first else " ".join(question.unknown[:1])
    own = best_first((e for e in draft.evidence if e.unit.voice.speaker_id in asked), to_it)
    if own and draft.there and to_it(own[0]) >= bounds.verdict:
        return _verdict(draft, own[0], name)
    if not name or (first and first[0].speaker.kind != "person"):
        return answer_who(draft)
    others = [
        h
        for h in voices_on(draft.evidence, "affirm", bounds.verdict)
        if h.voice.speaker_id not in asked
    ]
    if others and draft.there:
        draft.quote(others[0].shown, others[0].stance, f"We found no such words of {name}. ")
        return draft.close(f"No words of {name} saying so were found.")
    if asked:
        return abstain(draft, "speaker_silent", silent([name]))
    return abstain(draft, "speaker_unknown", unknown(name))


def _verdict(draft: Draft, one: Evidence, name: str) -> Answer:
    """Yes or no by the side of somebody's likeliest words; without a clear one the words alone."""
    name = one.unit.voice.name or one.unit.voice.described or name
    side = side_of(one)
    if not side_is_clear(one, draft.bounds):
        draft.quote(one.unit, "deny" if side == "deny" else "report", "On this matter: ")
        return draft.close(f"Whether {name} says so is not clear from these words.")
    if side == "deny":
        draft.quote(one.unit, "deny", "No, the opposite. ")
        return draft.close(f"{name} says the opposite.")
    draft.quote(one.unit, side, "Yes. ")
    return draft.close(f"{name} says so.")
