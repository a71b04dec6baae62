"""Who says it: every voice that holds it, quoted exactly, and below who says the opposite."""

from __future__ import annotations

from collections.abc import Sequence

from rag.answers.draft import Draft
from rag.answers.silence import abstain
from rag.deciding import Held, sides_of
from rag.types import Answer


def answer_who(draft: Draft) -> Answer:
    """Name everyone who holds it, the likeliest first, and who holds the opposite."""
    bounds = draft.bounds
    sides = sides_of(draft.evidence, bounds)
    holding = certain_first([*sides["affirm"], *sides["conditional"]])
    best = max((h.probability for h in holding), default=0.0)
    if not holding or not draft.answers:
        return abstain(draft)
    named = [h for h in holding if h.voice.somebody and h.probability >= bounds.share * best]
    shown = named or holding[:1]
    for held in shown[: draft.limit]:
        say_held(draft, held)
    opposed = [h for h in certain_first(sides["deny"]) if h.voice.somebody]
    for held in opposed[: draft.limit]:
        say_held(draft, held, "Disputed by ")
    return draft.answered()


def certain_first(held: Sequence[Held]) -> list[Held]:
    """Those who say so plainly before those who hedge, those known by name before the others."""
    return sorted(
        held,
        key=lambda h: (
            h.stance == "conditional",
            h.voice.certainty != "certain",
            -h.probability,
            h.evidence[0].unit.order,
        ),
    )


def say_held(draft: Draft, held: Held, lead: str = "") -> None:
    """Add one voice with the likeliest of its quotes that are as certainly its own as any."""
    units = [e.unit for e in held.evidence if e.unit.voice.certainty == held.voice.certainty]
    draft.quote(units[0], held.stance, lead)
