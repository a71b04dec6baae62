"""Who says it: every voice that holds it, quoted exactly, and below who says the opposite."""

from __future__ import annotations

from typing import Final

from rag.answers.draft import Draft
from rag.answers.silence import abstain
from rag.deciding import Held, affirming
from rag.types import Answer, Stance

UNCLEAR: Final = "On this matter: "
"""What stands before the words of those whose side is not clear."""
_BESIDE: Final[tuple[tuple[Stance, str], ...]] = (("deny", "Disputed by "), ("report", UNCLEAR))


def answer_who(draft: Draft) -> Answer:
    """Name everyone who holds it, the likeliest first, and who holds the opposite; where nobody is
    likely enough to, whoever may."""
    sides = draft.sides
    holding = sorted([*sides["affirm"], *sides["conditional"]], key=certain_first)
    if not (holding or sides["report"]) or not draft.speaks():
        return abstain(draft)
    shown = [h for h in holding if h.voice.somebody] or holding[:1]
    for held in shown[: draft.limit]:
        draft.quote(held.shown, held.stance)
    for stance, lead in _BESIDE:
        beside = [h for h in sorted(sides[stance], key=certain_first) if h.voice.somebody]
        for held in beside[: draft.limit]:
            draft.quote(held.shown, stance, lead)
    return draft.close()


def certain_first(held: Held) -> tuple[bool, float, tuple[float, str, int]]:
    """Sorting key: those known for certain before the others, then the likeliest first.

    Who hedges is as likely as it is that they say so plainly.
    """
    best = held.evidence[0]
    likely = held.probability if held.stance == "deny" else affirming(best)
    return held.voice.certainty != "certain", -likely, best.unit.order
