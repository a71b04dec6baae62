"""The words of a text with their offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from index.speakers.folding import ARTICLE, plain

_TOKEN = re.compile(
    rf"{ARTICLE}|(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?!\w))?|[^\W_]+(?:['’\-‑][^\W_]+)*|[^\w\s]"
)


_APOSTROPHES = ("'", "’")
_GENITIVES = ("'s", "’s")


class Token(NamedTuple):
    """A word or a punctuation mark; a possessive ending is cut off and flagged."""

    start: int
    end: int
    text: str
    possessive: bool = False

    @property
    def low(self) -> str:
        """Folded form."""
        return plain(self.text)


# Arabic articles, and what loses its vowel before a name: "d'Arc", "o'Neill".
_JOINED = re.compile(r"(?:(?:al|el|as|ash|ad|ar|an|d|l)[-'’‑]|[a-z]['’])[A-ZÀ-Þ]")


def capitalised(word: str) -> bool:
    """Whether a word is written like a name: "Smith", "al-Masri", "d'Arc"."""
    return word[0].isupper() or _JOINED.match(word) is not None


class Words:
    """The tokens of one text, with binary search by offset."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenise(text)
        self._starts = [token.start for token in self.tokens]
        self.lower = frozenset(t.text for t in self.tokens if t.text.islower())

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
        word = match.group()
        start, end = match.span()
        possessive = False
        if len(word) > 2 and (word[-1] in _APOSTROPHES or word[-2:] in _GENITIVES):
            cut = 1 if word[-1] in _APOSTROPHES else 2
            word, end, possessive = word[:-cut], end - cut, True
        elif word[-1] == "s" and word[0].isupper() and text[end : end + 1] in _APOSTROPHES:
            possessive = text[end + 1 : end + 2] == " "
        found.append(Token(start, end, word, possessive))
    return found
