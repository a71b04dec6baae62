"""Saying that nothing was found, what was looked for, and what comes nearest."""

from __future__ import annotations

from typing import Final

from rag.answers.draft import Draft
from rag.deciding import best_first, silence
from rag.reading import Evidence
from rag.types import Answer, Reason

MESSAGES: Final[dict[Reason, str]] = {
    "empty_collection": "Add articles first: the collection is empty.",
    "no_question": "This asks the articles nothing. Ask, for example: who says prices will rise?",
    "no_topic": "We found nothing on this in the articles searched.",
    "no_claim": "Articles mention this; we found no sentence that clearly answers it.",
    "only_opposite": "We found nobody saying so, only the opposite.",
}


def abstain(draft: Draft, reason: Reason = "", message: str = "") -> Answer:
    """Close a draft as an abstention; by default with the reason that the reader saw."""
    reason = reason or silence(draft.evidence, draft.bounds)
    nearest = best_first(draft.evidence, _nearness)
    return draft.abstain(reason, message or MESSAGES[reason], nearest)


def speaker_silent(draft: Draft, names: list[str]) -> Answer:
    """Nothing was found by those who are asked about."""
    return abstain(draft, "speaker_silent", silent(names))


def silent(names: list[str]) -> str:
    """One sentence that says by whom nothing was found."""
    return f"We found nothing by {' or '.join(names)} on this."


def nothing_more(names: list[str]) -> str:
    """One sentence that says that all that was found by somebody has been shown."""
    return f"We found nothing more by {' or '.join(names)} on this."


def unknown(name: str) -> str:
    """One sentence that says that nobody of a name is quoted."""
    return f"We found nobody called “{name}” quoted in the articles searched."


def _nearness(evidence: Evidence) -> float:
    return evidence.reading.speaks + 0.5 * evidence.reading.related
