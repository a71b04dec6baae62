"""What of a quoted sentence is the speaker's own, and with which words it is reported."""

from __future__ import annotations

from dataclasses import dataclass

from rag.judging.candidates import Candidate
from rag.judging.sides.marks import plain


@dataclass(frozen=True, slots=True)
class SaidWords:
    """The speaker's own words as written, the same folded, the reporting words and the whole quote,
    both folded."""

    text: str
    own: str
    cue: str
    whole: str

    @property
    def lead(self) -> str:
        """What of the whole quote stands before the speaker's own words."""
        return self.whole[: max(0, self.whole.find(self.own))]


def said_words(candidate: Candidate) -> SaidWords:
    """The part of a quoted sentence that is the statement's content, and its reporting words."""
    statement = candidate.statement
    start, end = candidate.span
    cue = ""
    if statement is not None:
        if statement.cue:
            cue = plain(candidate.article.text[slice(*statement.cue)])
        inside = [
            (max(a, start), min(b, end)) for a, b in statement.content if a < end and b > start
        ]
        if inside:
            start, end = min(a for a, _ in inside), max(b for _, b in inside)
    text = candidate.article.text[start:end]
    return SaidWords(text, plain(text), cue, plain(candidate.text))
