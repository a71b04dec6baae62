"""Names inside a phrase and behind one: "ABC’s host, Jane Roe,"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from index.speakers.mentions import Mention
from index.speakers.phrases import DEFINITE, INDEFINITE, PREPOSITIONS
from index.speakers.roles import is_human, is_role, singular
from index.speakers.words import Words
from index.types import Span

_RELATIVES = frozenset(
    """mother father parent daughter son child wife husband widow widower sister brother aunt uncle
    niece nephew cousin grandmother grandfather girlfriend boyfriend fiance fiancee""".split()
)


class Beside:
    """The people of an article, looked up in and behind a phrase."""

    def __init__(self, words: Words, mentions: Sequence[Mention]) -> None:
        self.words = words
        self.people = [m for m in mentions if m.kind == "person"]
        self._starts = [m.start for m in self.people]

    def inside(self, start: int, end: int) -> list[Mention]:
        """People mentioned in a span."""
        at = bisect_left(self._starts, start)
        end += self.words.text[end : end + 1] == "."  # that of "Jr."
        found = []
        while at < len(self.people) and self.people[at].start < end:
            if self.people[at].end <= end:
                found.append(self.people[at])
            at += 1
        return found

    def _of_somebody(self, start: int, end: int) -> bool:
        """Whether a description ends in another person's: that of a relative, or of a thing."""
        words = [t.low for t in self.words.between(start, end) if t.text[0].isalnum()]
        cut = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), 0)
        if not cut:
            return False
        head = singular(words[cut - 1])
        thing = not (is_human(head) or head in INDEFINITE) and is_human(singular(words[-1]))
        return head in _RELATIVES or thing

    def named_behind(self, whole: Span, end: int) -> Mention | None:
        """The name after a description: "ABC's host, Jane Roe,"; "a supporter …, Sen. X"."""
        text = self.words.text
        if self._of_somebody(whole[0], end):
            return None  # "the sister of the photographer, Karl Lindt,": he is the photographer
        for comma in re.finditer(r", ?|[–—] ?", text[end : whole[1]]):
            start = end + comma.end()
            stop = re.compile(r"[,;(–—]").search(text, start, whole[1])
            piece = (start, stop.start() if stop else whole[1])
            for mention in self.inside(*piece):
                lead = [t for t in self.words.between(start, mention.start) if t.text[0].isalnum()]
                if lead and lead[0].low == "the" and len(lead) > 1 and is_role(lead[1].text):
                    lead = lead[1:]
                if any(t.low in PREPOSITIONS or t.low in DEFINITE for t in lead):
                    continue
                if all(t.text[0].isupper() or is_role(t.text) or t.low == "former" for t in lead):
                    ends = mention.end >= piece[1] - 3
                    after = text[mention.end : piece[1]].strip()
                    if ends or re.match(r"(?:of|from|in|at)\b", after):
                        return mention
        return None
