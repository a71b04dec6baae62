"""Who says it: every voice that holds it, quoted exactly, and below who says the opposite."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rag.answers.draft import Draft
from rag.answers.silence import abstain
from rag.deciding import SIDES, Held, about_as_likely, affirming, sides_of
from rag.types import Answer, Stance

UNCLEAR: Final = "On this matter: "
"""What stands before the words of those whose side is not clear."""
_BESIDE: Final[tuple[tuple[Stance, str], ...]] = (("deny", "Disputed by "), ("report", UNCLEAR))


def answer_who(draft: Draft) -> Answer:
    """Name everyone who holds it, the likeliest first, and who holds the opposite."""
    sides = sides_of(draft.evidence, draft.bounds)
    holding = certain_first([*sides["affirm"], *sides["conditional"]])
    best = max((h.probability for h in holding), default=0.0)
    if not holding or not draft.takes_sides(sides):
        return abstain(draft)
    named = [h for h in holding if h.voice.somebody and h.probability >= draft.bounds.share * best]
    shown = named or holding[:1]
    for held in shown[: draft.limit]:
        say_held(draft, held)
    for stance, lead in _BESIDE:
        beside = [h for h in certain_first(sides[stance]) if h.voice.somebody]
        for held in beside[: draft.limit]:
            say_held(draft, held, lead, stance)
    return draft.answered()


def certain_first(held: Sequence[Held]) -> list[Held]:
    """The likeliest first, those known by name before the others.

    Who hedges is as likely as it is that they say so plainly.
    """

    def place(one: Held) -> tuple[bool, float, tuple[float, str, int]]:
        best = one.evidence[0]
        likely = one.probability if one.stance == "deny" else affirming(best)
        return one.voice.certainty != "certain", -likely, best.unit.order

    return sorted(held, key=place)


def say_held(draft: Draft, held: Held, lead: str = "", stance: Stance | None = None) -> None:
    """Add one voice with one of its likeliest quotes, one that is certainly its own if any is.

    ``stance`` is how it is shown; as it is held where nothing is said.
    """
    near = about_as_likely(held.evidence, dict(SIDES)[held.stance])
    units = [e.unit for e in near if e.unit.voice.certainty == held.voice.certainty]
    draft.quote(units[0], stance or held.stance, lead)
