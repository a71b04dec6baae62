"""Bodies by their letters: “the FDA” is the Food and Drug Administration that the article names.

An abbreviation behind a name in brackets is that name's where its letters are the initials of the
words with a capital. Without brackets three letters at least have to be those of one name alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.speakers.folding import plain
from index.speakers.places import canonical_place
from index.types import Span

_BRACKETS: Final = re.compile(r" \((?:the )?([A-Z]{2,8})\)")
_LETTERS: Final = re.compile(r"[A-Z]{3,8}")
_MORE: Final = r"(?: and [A-Z][\w’']+)?"
"""A last word that the letters leave out: “Centers for Disease Control and Prevention (CDC)”."""
_SHORT: Final = r"(?! (?:(?:and|of|for) )?[A-Z])"
_LAST: Final = re.compile(r"[^\s]+ $")
_WORDS: Final = r"(?:[ -]| (?:[a-z]{1,3} ){1,2})"
"""What parts two words with a capital in one name: “of”, “for the”."""


class Abbreviations:
    """The names of one article that its abbreviations stand for."""

    def __init__(self, text: str) -> None:
        self._text = text
        told: dict[str, set[Span]] = {}
        for match in _BRACKETS.finditer(text):
            if full := self._before(match[1], match.start()):
                told.setdefault(match[1], set()).add(full)
        self._told = {letters: self._one(spans) for letters, spans in told.items()}

    def full(self, name: str) -> Span | None:
        """The name in full that an abbreviation, or that name with its country, means here."""
        if _LETTERS.fullmatch(name) and name not in self._told:
            self._told[name] = self._one(self._spelt(name))
        if name in self._told:
            return self._told[name]
        for span in self._told.values():
            end = span and self._text[slice(*span)]
            if end and name.endswith(f" {end}") and canonical_place(name[: -len(end)]):
                return span
        return None

    def _one(self, spans: Iterator[Span] | set[Span]) -> Span | None:
        """The first place of the one name that is spelt there; None where there are several."""
        found = sorted(spans)
        names = {plain(self._text[a:b]) for a, b in found}
        return found[0] if len(names) == 1 else None

    def _before(self, letters: str, end: int) -> Span | None:
        """The name that ends at an offset and has these initials."""
        found = re.compile(rf"(?:.*[^\w-])?({_pattern(letters)}{_MORE})", re.S)
        match = found.fullmatch(self._text, max(0, end - 160), end)
        return match.span(1) if match else None

    def _spelt(self, letters: str) -> Iterator[Span]:
        """Wherever a name with these initials, and no longer one, stands within a sentence.

        In a headline any three words may have them: "Fans Demand Answers".
        """
        for match in re.finditer(rf"(?<![\w-]){_pattern(letters)}(?![\w-]){_SHORT}", self._text):
            before = _LAST.search(self._text[max(0, match.start() - 30) : match.start()])
            word = before[0].strip() if before else ""
            if word.islower() or word == "The" or canonical_place(word):
                yield match.span()


def _pattern(letters: str) -> str:
    """Words with a capital that begin with these letters, small words among them."""
    words = [rf"{letter}[\w’']*[a-z]" for letter in letters]
    return words[0] + "".join(_WORDS + word for word in words[1:])
