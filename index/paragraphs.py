"""Where one paragraph ends and the next begins: blank lines, single line breaks, wrapped lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.types import Span

_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_COMMA = re.compile(r",[\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[-*+•·◦‣▪●○►–—]\s|[•·◦‣▪●○►]|[-*](?=\w)|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_DASH = re.compile(r"[–—]\s*[a-z]")
_UNFINISHED = re.compile(
    r"\b(?:a|an|and|as|at|because|but|by|for|from|if|in|into|its|nor|of|on|or|our|than|that|the|"
    r"their|this|to|whether|which|who|whose|with)$"
)

_WIDEST = 130  # characters; a longer line was not wrapped by hand or by a mail program
_NARROWEST = 30
_BREAKS = 3  # so many breaks show that a text was broken at a fixed width


def paragraphs(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """Paragraphs in order, trimmed, not overlapping; no sentence crosses from one into the next.

    A blank line ends a paragraph, and so does a single line break unless it clearly falls inside a
    sentence: in hard-wrapped text (short lines, most of which go on in lower case), before a lower
    case letter, after a comma, or after a word such as *that* or *the*. ``skip`` spans lie outside
    every paragraph.
    """
    blocks = [b for start, end in _kept(len(text), skip) for b in _blocks(text, start, end)]
    width = _width(text, blocks)
    return [span for block in blocks for span in _paragraphs_of(text, block, width)]


def _kept(length: int, skip: Sequence[Span]) -> Iterator[Span]:
    """What is left of the text without the skipped spans."""
    position = 0
    for start, end in sorted(skip):
        if start > position:
            yield position, min(start, length)
        position = max(position, end)
    if position < length:
        yield position, length


def _blocks(text: str, start: int, end: int) -> Iterator[list[Span]]:
    """Runs of lines without a blank one between them, each line trimmed."""
    lines: list[Span] = []
    for line in text[start:end].splitlines(keepends=True):
        if body := line.strip():
            left = start + len(line) - len(line.lstrip())
            lines.append((left, left + len(body)))
        elif lines:
            yield lines
            lines = []
        start += len(line)
    if lines:
        yield lines


def _paragraphs_of(text: str, lines: list[Span], width: int) -> Iterator[Span]:
    texts = [text[a:b] for a, b in lines]
    # Two lines alone do not show it, but those of the whole text do.
    wrapped = _is_wrapped(texts) or (len(texts) == 2 and 2 * len(texts[0]) > width > 0)
    start, stop = lines[0]
    for i, (left, right) in enumerate(lines[1:]):
        if not _goes_on(texts[i], texts[i + 1], wrapped):
            yield start, stop
            start = left
        stop = right
    yield start, stop


def _width(text: str, blocks: Sequence[Sequence[Span]]) -> int:
    """The longest line of a text that was broken at a fixed width throughout; 0 for any other."""
    longer = [block for block in blocks if len(block) > 1]
    lines = [text[a:b] for block in longer for a, b in block]
    after = [text[a] for block in longer for a, _ in block[1:]]
    if len(longer) < 2 or len(after) < _BREAKS:
        return 0
    width = max(map(len, lines))
    lower = sum(map(str.islower, after))
    return width if _NARROWEST <= width <= _WIDEST and 2 * lower >= len(after) else 0


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a block was broken at a fixed width: short lines, most followed by lower case."""
    if len(lines) < 3 or not _NARROWEST <= max(map(len, lines)) <= _WIDEST:
        return False
    lower = sum(line[0].islower() for line in lines[1:])
    return 2 * lower >= len(lines) - 1


def _goes_on(line: str, after: str, wrapped: bool) -> bool:
    """Whether a sentence runs over the break between two lines."""
    if _COMMA.search(line):
        return bool(_DASH.match(after)) or not _BULLET.match(after)
    if _BULLET.match(after):
        return False
    if _TERMINAL.search(line):
        return wrapped
    return wrapped or after[0].islower() or bool(_UNFINISHED.search(line))
