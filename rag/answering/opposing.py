"""Who disagrees with somebody: whoever holds the opposite of one of their own statements."""

from __future__ import annotations

import re
from dataclasses import replace

from rag.answering.draft import Draft
from rag.answering.speakers import on_topic, own_statements
from rag.answering.voices import answer_contrast
from rag.judging import Candidate
from rag.types import Answer

MOST = 8
"""So many statements of theirs are held against those of others."""
_FRAME = re.compile(
    r"^\W*(?:(?:and|but|so|thus|therefore|however|anyway|in fact|in other words|at the same time)"
    r"\b,?\s*)*"
    r"(?:it (?:is|seems) (?:quite |very )?(?:possible|likely|probable|clear|obvious|true) that\s+|"
    r"i (?:think|believe|am sure) (?:that )?)?"
    r"(?:in the (?:\w+ )?(?:near|distant) future,?\s+)?",
    re.I,
)
"""What leads a sentence on without being claimed in it."""


def answer_disagreeing(draft: Draft) -> Answer:
    """Those who hold the opposite of what the speaker asked about says on the topic."""
    scored, terms = own_statements(draft, draft.question.speakers)
    own = [c for c in scored if not terms.weights or on_topic(c, terms)]
    name = draft.question.speakers[0].speaker.name
    if not own:
        message = f"{name}: quoted in the collection, but not on this."
        return draft.abstain("speaker_silent", message, scored)
    for statement in own[:MOST]:
        answer = answer_contrast(_against(draft, statement))
        if answer.status == "answered":
            return replace(answer, message=f"This is about what {name} says on it.")
    message = f"Nobody in the collection disputes what {name} says in so many words."
    return draft.abstain("no_claim", message, own)


def _against(draft: Draft, statement: Candidate) -> Draft:
    """The same question, asked of one statement."""
    claim = _FRAME.sub("", " ".join(statement.text.split()))
    return Draft(draft.collection, replace(draft.question, claim=claim), draft.limit)
