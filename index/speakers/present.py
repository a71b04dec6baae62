"""Who may be the speakers of a transcript: those whom labels name, and who is introduced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.speakers.folding import plain
from index.speakers.mentions import Mention
from index.speakers.turns import Turn

_PLACED = re.compile(r"\b(?:of|in|at|from|near|to)\s+(?:the\s+)?$", re.IGNORECASE)


def introduced_by_name(turns: Sequence[Turn], text: str, mentions: Sequence[Mention]) -> list[int]:
    """Where people are named outside of what is said in an interview with questions and answers.

    A name of two words is one even where nothing else shows a person, unless it is where something
    is ("of New Tarn").
    """
    if not any(turn.role == "answer" for turn in turns):
        return []
    spoken = [(turn.label[0], turn.body[-1][1]) for turn in turns]
    return [
        m.start
        for m in mentions
        if m.kind == "person"
        and (m.strong or (" " in m.text and not _PLACED.search(text, 0, m.start)))
        and not any(a <= m.start < b for a, b in spoken)
    ]


def named_by_labels(turns: Sequence[Turn], text: str, mentions: Sequence[Mention]) -> list[int]:
    """Where the full names stand that end in the name of a label: "Kwame Osei" for "OSEI"."""
    last = {plain(text[slice(*turn.label)].split()[-1]) for turn in turns}
    return [
        m.start
        for m in mentions
        if m.kind == "person" and " " in m.text and plain(m.text.split()[-1]) in last
    ]
