"""What stands between quotation marks in a sentence, and what must not stand in it at all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from index.types import Span

_PAIRS = {
    "“": "”“", "”": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』",
    "〈": "〉", "《": "》", "＂": "＂", '"': '"', "‘": "’", "‚": "‘’", "'": "'", "’": "’",
}  # fmt: skip
"""Opening marks, and what may close each."""
_SINGLE = "‘'’"
_LEFT_OVER = re.compile('[“”„«»‹›「」『』〈〉《》＂"]')
_MARKUP = re.compile(
    r"[a-z][a-z0-9+.\-]{1,12}://|\bwww\.|\]\s*\(|!\[|\]\[|<\s*[/!?a-z]|[<>]|`|&#?\w{2,8};|"
    r"\b(?:javascript|data|vbscript|file|mailto):|\[\[|\]\]|\{\{|\\[nrtux]|[⟦⟧{}|\\]|"
    r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|ru|info|biz|xyz|top|dev|app)\b(?:/\S*)?",
    re.I,
)
_NUMBERS = re.compile(r"\s*[\[(](?:evidence\s*:?\s*)?(\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\])]", re.I)
_EMPHASIS = re.compile(r"(?<![\w*])\*\*(?=\S)([^*]+)(?<=\S)\*\*(?![\w*])")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks. ``span`` is with the marks, ``words`` without."""

    span: Span
    words: str


def cleaned(text: str) -> tuple[str, tuple[int, ...]]:
    """A model's sentence without list marks, emphasis and citation numbers, and those numbers."""
    text = _EMPHASIS.sub(r"\1", _LIST_MARK.sub("", unicodedata.normalize("NFC", text)))
    numbers = [int(n) for m in _NUMBERS.finditer(text) for n in re.findall(r"\d+", m[1])]
    return " ".join(_NUMBERS.sub("", text).split()), tuple(dict.fromkeys(numbers))


def unsafe(text: str) -> str:
    """What must not be shown in a text of a model: a link, markup, invisible characters."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"):
            name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
            return f"an invisible character ({name})"
    if match := _MARKUP.search(text):
        return f"markup or a link ({match[0].strip()[:20]})"
    return ""


def quotations(text: str, listed: Sequence[str] = ()) -> tuple[list[Marked], bool]:
    """Everything between quotation marks, in order, and whether a mark is left without partner.

    ``listed`` are the words that the model says to quote: where they stand between marks they are
    one quotation, whatever marks they hold themselves. An apostrophe inside a word, or at the end
    of a plural ("the allies' aim"), opens nothing.

    >>> [m.words for m in quotations("“He said “no” twice”", ["He said “no” twice"])[0]]
    ['He said “no” twice']
    """
    found: list[Marked] = []
    whole = _listed(text, listed)
    at = 0
    while at < len(text):
        mark = text[at]
        end = whole.get(at, -1)
        if end < 0 and mark in _PAIRS and (mark not in _SINGLE or _opens(text, at)):
            end = _close(text, at, _PAIRS[mark], single=mark in _SINGLE)
        if end >= 0:
            found.append(Marked((at, end + 1), text[at + 1 : end]))
        at = max(at, end) + 1
    rest = text
    for marked in reversed(found):
        rest = rest[: marked.span[0]] + rest[marked.span[1] :]
    return found, bool(_LEFT_OVER.search(rest))


def _listed(text: str, listed: Sequence[str]) -> dict[int, int]:
    """Where listed words with marks of their own stand between marks: opening to closing mark."""
    found: dict[int, int] = {}
    for words in sorted({" ".join(w.split()) for w in listed}, key=len, reverse=True):
        if not any(character in _PAIRS or character in "”’" for character in words):
            continue
        at = text.find(words)
        while at > 0:
            end = at + len(words)
            closers = _PAIRS.get(text[at - 1], "")
            inside = any(a < end and at - 1 <= b for a, b in found.items())
            if closers and text[end : end + 1] and text[end] in closers and not inside:
                found[at - 1] = end
            at = text.find(words, end)
    return found


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and after.isalnum() and not re.match(r"\d0s\b", text[at + 1 :])


def _close(text: str, at: int, closers: str, *, single: bool) -> int:
    """Where the closing mark stands; -1 where there is none."""
    for end in range(at + 1, len(text)):
        if text[end] not in closers:
            continue
        if single and text[end + 1 : end + 2].isalnum():
            continue
        if text[at + 1 : end].strip():
            return end
    return -1
