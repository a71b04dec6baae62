"""Texts made comparable letter by letter, with the way back to the original's offsets.

Only how something is typed is levelled: white space, kinds of quotation marks, dashes, the
ellipsis, invisible characters. Words, numbers and their order stay as they are.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from index.types import Span

_SAME = {
    **dict.fromkeys("“”„‟«»‹›″＂\"‘’‚‛′`´ʼ＇'", "'"),
    **dict.fromkeys("‐‑‒–—―−⁃﹣－-", "-"),
    "…": "...",
    **{"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"},
}
_INVISIBLE = frozenset(("Cf", "Cc", "Cs", "Co", "Cn"))


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; character ``i`` of it came from ``offsets[i]`` of the original, and the
    original's length is ``offsets[-1]``."""

    text: str
    offsets: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The original span of ``text[start:end]``, which must not be empty."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold_text(text: str) -> Folded:
    """Level how a text is typed.

    >>> fold_text("“no  toll”").text
    "'no toll'"
    """
    out: list[str] = []
    offsets: list[int] = []
    for position, character in enumerate(text):
        if character.isspace():
            written = "" if out and out[-1] == " " else " "
        elif character in _SAME:
            written = _SAME[character]
        elif unicodedata.category(character) not in _INVISIBLE:
            written = character
        else:
            written = ""
        out += written
        offsets += [position] * len(written)
    offsets.append(len(text))
    return Folded("".join(out), tuple(offsets))


def fold_words(text: str) -> str:
    """A quotation as a model wrote it, folded, without the marks and stops around it."""
    folded = fold_text(unicodedata.normalize("NFC", text)).text.strip()
    return folded.strip(" '").rstrip(".,;:!? '").strip(" '-") or folded.strip(" '")
