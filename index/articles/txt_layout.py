"""Plain text that keeps the looks of a page: numbered lines, two columns side by side."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

_NUMBERED = re.compile(r"[ \t]*(\d{1,2})(?:[ \t]{2,}(\S.*)|[ \t]*)")
_GUTTER = re.compile(r"(?<=\S)[ ]{2,}(?=\S)")
_CELLS = re.compile(r"\S {3,}\S")
_FEWEST = 6  # numbered lines
_LEAST = 4  # lines of two columns
_WORDS = 3  # a line of a column has more on the average; a cell of a table has fewer


def unlaid(text: str) -> str:
    """``text`` without the numbers of its lines, its columns one below the other.

    >>> print(unlaid("The bridge is old and       Vera Lind said that nobody\\n"
    ...              "nobody looks after it.      would pay for a new one,\\n"
    ...              "It was built in 1931,       as the town had no money\\n"
    ...              "when cars were rare.        left for such things."))
    The bridge is old and
    nobody looks after it.
    It was built in 1931,
    when cars were rare.
    <BLANKLINE>
    Vera Lind said that nobody
    would pay for a new one,
    as the town had no money
    left for such things.
    """
    if "  " not in text:
        return text
    text = _without_numbers(text)
    return "\n\n".join(_in_order(block) for block in re.split(r"\n[ \t]*\n", text))


def _without_numbers(text: str) -> str:
    """Text without numbers before nearly all lines that count these lines, page by page."""
    lines = text.split("\n")
    written = [n for n, line in enumerate(lines) if line.strip()]
    matches = {n: match for n in written if (match := _NUMBERED.fullmatch(lines[n]))}
    numbers = [int(match[1]) for match in matches.values()]
    steps = [b - a == 1 or b == 1 for a, b in pairwise(numbers)]
    if len(matches) < max(_FEWEST, 0.9 * len(written)) or sum(steps) < 0.9 * len(steps):
        return text
    # The number of a page stands alone, and the lines behind it are counted from 1 again.
    return "\n".join(matches[n][2] or "" if n in matches else lines[n] for n in range(len(lines)))


def _in_order(block: str) -> str:
    """The lines of two columns, first those on the left; another block as it is."""
    lines = block.split("\n")
    if len(lines) < _LEAST:
        return block
    begins = Counter(match.end() for line in lines for match in _GUTTER.finditer(line))
    column, times = begins.most_common(1)[0] if begins else (0, 0)
    if times < 0.8 * len(lines) or not all(_parts_at(line, column) for line in lines):
        return block
    left = [line[:column].rstrip() for line in lines]
    right = [line[column:].rstrip() for line in lines]
    words = [sum(len(line.split()) for line in side) for side in (left, right)]
    if min(words) <= _WORDS * len(lines) or any(map(_CELLS.search, (*left, *right))):
        return block
    return "\n".join(left).rstrip() + "\n\n" + "\n".join(right).rstrip()


def _parts_at(line: str, column: int) -> bool:
    """Whether nothing of a line stands across the gap before a column."""
    return line[max(column - 2, 0) : column].strip() == ""
