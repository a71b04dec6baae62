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
_OPENS = re.compile(
    r"^\W*(?:(?:and|but|so|thus|therefore|however|anyway|in fact|in other words|at the same time)"
    r"\b,?\s*)*"
    r"(?:it (?:is|seems) (?:quite |very )?(?:possible|likely|probable|clear|obvious|true) that\s+|"
    r"i (?:think|believe|am sure) (?:that )?|that\s+)?"
    r"(?:in the (?:\w+ )?(?:near|distant) future,?\s+)?",
    re.I,
)
_CLOSES = re.compile(
    r",?\s+(?:before (?:very |too )?long|(?:one day )?soon|one day|"
    r"in the (?:\w+ )?(?:near|distant) future)\W*$",
    re.I,
)
"""What stands around a claim without being claimed itself."""


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
            who = draft.voice(statement.statement).name or name
            return replace(answer, message=f"This is the opposite of what {who} says.")
    message = f"Nobody in the collection disputes what {name} says in so many words."
    return draft.abstain("no_claim", message, own)


def _against(draft: Draft, own: Candidate) -> Draft:
    """The same question, asked of what one of their statements claims."""
    text = own.article.text
    start, end = own.context
    spans = own.statement.content if own.statement else ()
    parts = [text[max(a, start) : min(b, end)] for a, b in spans if a < end and b > start]
    said = " ".join(" ".join(parts or [own.text]).split())
    claim = _CLOSES.sub("", _OPENS.sub("", said))
    return Draft(draft.collection, replace(draft.question, claim=claim), draft.limit)
