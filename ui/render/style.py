"""Laying out styled runs of text to a width, with or without colour."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ui.render.plain import safe

StyleName = Literal["", "bold", "dim", "mark", "warn", "good", "bad", "heading"]
Run = tuple[str, StyleName]
"""A piece of text and how it is shown."""

_CODES: dict[StyleName, str] = {
    "bold": "1",
    "dim": "2",
    "mark": "36",
    "warn": "33",
    "good": "32",
    "bad": "31",
    "heading": "1;4",
}
_TOKEN = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """How text is put on one output.

    ``width`` is in terminal cells; None means that nothing is wrapped and line ends inside
    quotations stay, which is what a pipe or a file gets. All text passes through ``safe`` here, so
    a caller cannot forget it.
    """

    width: int | None = None
    colour: bool = False

    def style(self, text: str, name: StyleName = "") -> str:
        """One harmless run with its style, not wrapped."""
        return self._paint(safe(text, lines=self.width is None), name)

    def block(self, runs: Iterable[Run], *, indent: str = "", hang: str | None = None) -> str:
        """Lay out a paragraph; ``indent`` starts the first line, ``hang`` the others."""
        runs = [run for run in runs if run[0]]
        if self.width is None:
            return indent + "".join(self._paint(safe(t, lines=True), s) for t, s in runs)
        hang = indent if hang is None else hang
        lines: list[str] = []
        current: list[Run] = []
        prefix, used, gap = indent, cells(indent), False
        for word in _words(runs):
            size = sum(cells(text) for text, _ in word)
            if current and used + gap + size > self.width:
                lines.append(prefix + self._join(current))
                prefix, used, gap, current = hang, cells(hang), False, []
            if gap:
                current.append((" ", ""))
            current.extend(word)
            used += gap + size
            gap = True
        lines.append(prefix + self._join(current))
        return "\n".join(line.rstrip() if not self.colour else line for line in lines)

    def _join(self, runs: Sequence[Run]) -> str:
        """Paint neighbouring runs of one style together; a space takes its neighbours' style."""
        merged: list[list[str]] = []
        for text, name in runs:
            if merged and (merged[-1][1] == name or text == " "):
                merged[-1][0] += text
            else:
                merged.append([text, name])
        return "".join(self._paint(text, name) for text, name in merged)  # type: ignore[arg-type]

    def _paint(self, text: str, name: StyleName) -> str:
        if not self.colour or not name or not text:
            return text
        return f"\x1b[{_CODES[name]}m{text}\x1b[0m"


def _words(runs: Sequence[Run]) -> Iterable[list[Run]]:
    """Cut runs at white space; a word may be made of several runs (``“word”[1]``)."""
    word: list[Run] = []
    for text, name in runs:
        for token in _TOKEN.findall(safe(text)):
            if token.isspace():
                if word:
                    yield word
                    word = []
            else:
                word.append((token, name))
    if word:
        yield word


def cells(text: str) -> int:
    """How many terminal cells a text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
