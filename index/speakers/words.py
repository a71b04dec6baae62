"""The words of a text with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from index.speakers.folding import plain

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?|[^\W_]+(?:['’\-‑][^\W_]+)*|[^\w\s]")


_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a punctuation mark; a possessive ending is cut off and flagged."""

    start: int
    end: int
    text: str
    possessive: bool = False

    @property
    def low(self) -> str:
        """Folded form."""
        return plain(self.text)


_ARABIC = re.compile(r"(?:al|el|as|ash|ad|ar|an|d|l)[-'’‑][A-ZÀ-Þ]")


def capitalised(word: str) -> bool:
    """Whether a word is written like a name: "Smith", "al-Masri", "d'Arc"."""
    return word[0].isupper() or _ARABIC.match(word) is not None


class Words:
    """The tokens of one text, with binary search by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self._starts = [token.start for token in self.tokens]
        self.lower = frozenset(t.text for t in self.tokens if t.text.islower())

    def index_at(self, offset: int) -> int:
        """Index of the last token that starts at or before ``offset`` (-1: none)."""
        return bisect_right(self._starts, offset) - 1

    def first_from(self, offset: int) -> int:
        """Index of the first token that starts at or after ``offset``."""
        return bisect_right(self._starts, offset - 1)

    def between(self, start: int, end: int) -> list[Token]:
        """The tokens that start inside ``[start, end)``."""
        return self.tokens[self.first_from(start) : self.first_from(end)]


def tokenise(text: str) -> list[Token]:
    """Split into words and marks; "Obama's" becomes "Obama", flagged as possessive."""
    found = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        cut = _POSSESSIVE.search(word) if len(word) > 2 else None
        possessive = False
        if cut:
            word, end, possessive = word[: cut.start()], start + cut.start(), True
        elif text[end : end + 1] in ("'", "’") and word.endswith("s") and word[0].isupper():
            possessive = text[end + 1 : end + 2] == " "
        found.append(Token(start, end, word, possessive))
        if cut and len(word) == 0:
            found.pop()
    return found
