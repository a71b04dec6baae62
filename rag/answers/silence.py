"""Saying that nothing was found, what was looked for, and what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rag.answers.draft import Draft
from rag.citations import CitationList
from rag.deciding import best_first, silence
from rag.types import Answer, Reason

NEAREST: Final = 3
"""How many of the nearest quotes an abstention shows at most: those on the matter, if any are."""
MESSAGES: Final[dict[Reason, str]] = {
    "empty_collection": "Add articles first: the collection is empty.",
    "no_question": "This asks the articles nothing. Ask, for example: who says prices will rise?",
    "no_topic": "We found nothing on this in the articles searched.",
    "no_claim": "Articles mention this; we found no sentence that clearly answers it.",
    "only_opposite": "We found no words saying so, only the opposite.",
}


def abstain(draft: Draft, reason: Reason = "", message: str = "") -> Answer:
    """Close a draft as an abstention; by default with the reason that the reader saw."""
    reason = reason or (silence(draft.evidence, draft.bounds) if draft.there else "no_topic")
    on_it = [e for e in draft.evidence if e.reading.on_topic >= draft.bounds.topic]
    nearest = best_first(
        on_it or draft.evidence, lambda e: e.reading.speaks + 0.5 * e.reading.related
    )
    draft.sentences.clear()
    draft.cited, near = CitationList(), CitationList()
    for evidence in nearest[:NEAREST]:
        near.cite(evidence.unit)
    return draft.close(message or MESSAGES[reason], reason, near.citations)


def silent(names: Sequence[str], nothing: str = "nothing") -> str:
    """One sentence that says by whom nothing was found, or ``nothing more`` than was shown."""
    return f"We found {nothing} by {' or '.join(names)} on this."


def left_out(missing: Sequence[str], unknown_names: Sequence[str]) -> str:
    """What to say of those asked about beside the words of others who were."""
    told = [silent(missing)] if missing else []
    return " ".join([*told, *map(unknown, unknown_names)])


def unknown(name: str) -> str:
    """One sentence that says that nobody of a name is quoted."""
    return f"We found nobody called “{name}” quoted in the articles searched."
