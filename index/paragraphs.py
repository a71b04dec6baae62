"""Where one paragraph ends and the next begins: blank lines, single line breaks, wrapped lines, and
breaks that a text has lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.types import Span

_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_COMMA = re.compile(r",[\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[-*+•·◦‣▪●○►–—]\s|[•·◦‣▪●○►]|[-*](?=\w)|\(?(?:\d{1,3}|[a-zA-Z])[.)]\s)")
_DASH = re.compile(r"[–—]\s*[a-z]")
_UNFINISHED = re.compile(
    r"\b(?:a|an|and|as|at|because|but|by|for|from|if|in|into|its|nor|of|on|or|our|than|that|the|"
    r"their|this|to|whether|which|who|whose|with)$"
)

_LOST = re.compile(r"[.!?]([\"”]?)([\"“]?)(?=[A-ZÀ-Þ])")
_ADDRESS = re.compile(r"[.@/\\:_]")
_PLAIN = re.compile(r"[\"“‘'(\[]*[^\W\d_A-ZÀ-Þ]+(?:[-'’][^\W\d_A-ZÀ-Þ]+)*")
_LONG_WORD = re.compile(r"[\"“‘'(\[]*[^\W\d_]{5,}(?:[-'’][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")
_LONG = 5  # letters; a domain, the ending of a file's name or an abbreviation has fewer
_NEAR = 80  # characters beside a full stop that are read

_WIDEST = 130  # characters; a longer line was not wrapped by hand or by a mail program
_NARROWEST = 30
_BREAKS = 3  # this many breaks show that a text was broken at a fixed width


def paragraphs(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """Paragraphs in order, trimmed, not overlapping; no sentence crosses from one into the next.

    A blank line ends a paragraph, and so does a single line break unless it clearly falls inside a
    sentence: in hard-wrapped text (short lines, most of which go on in lower case), before a lower
    case letter, after a comma, or after a word such as *that* or *the*. Nor does a sentence go on
    where neither a break nor a blank is left between a full stop and a capital (*"We wait," she
    said.The mayor left.*), unless that may be a domain, a file's name, an abbreviation or initials.
    ``skip`` spans lie outside every paragraph.

    >>> text = "“We wait,” she said.The mayor left Caliber.Az and the U.S.A. for good."
    >>> [text[a:b] for a, b in paragraphs(text)]
    ['“We wait,” she said.', 'The mayor left Caliber.Az and the U.S.A. for good.']
    """
    blocks = [b for start, end in _kept(len(text), skip) for b in _blocks(text, start, end)]
    width = _width(text, blocks)
    found = (span for block in blocks for span in _paragraphs_of(text, block, width))
    return [part for span in found for part in _parted(text, *span)]


def _parted(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a paragraph between which a break was lost."""
    for match in _LOST.finditer(text, start, end):
        if (cut := _lost_at(text, start, match)) is not None:
            yield start, cut
            start = cut
    yield start, end


def _lost_at(text: str, start: int, match: re.Match[str]) -> int | None:
    """Where a break was lost at a full stop and a capital; None where there need not be one."""
    left = re.split(r"\s", text[max(start, match.start() - _NEAR) : match.start()])[-1]
    right = re.split(r"\s", text[match.end() : match.end() + _NEAR], maxsplit=1)[0]
    if not left[-1:].isalpha() or _ADDRESS.search(left + right.rstrip(".,:;!?”’\"')")):
        return None
    closing, opening = match.groups()
    if closing == '"' and not opening and text.count('"', start, match.start()) % 2 == 0:
        closing, opening = "", closing
    cut = match.end() - len(opening)
    if closing or opening:
        return cut
    word = _WORD.match(right)
    if word is None or not (len(word[0]) == 1 or word[0][1:].islower()):
        return None
    known = _standing(text)
    if _PLAIN.fullmatch(left):
        sure = len(word[0]) >= _LONG or word[0] in known or word[0].lower() in known
    else:
        sure = bool(_LONG_WORD.fullmatch(left)) and len(word[0]) > 2 and word[0].lower() in known
    return cut if sure else None


@lru_cache(maxsize=8)
def _standing(text: str) -> frozenset[str]:
    """The words that stand between blanks: no parts of domains or of the names of files."""
    return frozenset(re.findall(r"(?<!\S)[^\W\d_]+(?=[,;:!?]?\s)", text))


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
