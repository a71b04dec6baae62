"""Lines to paragraphs again, and words that were broken over two lines to whole ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate

from index.articles.pdf_gaps import SENTENCE_END
from index.articles.vocabulary import is_word
from index.speakers.turns import turns_of

_LIST = re.compile(r"(?:[-–—•·▪*]|\(?\d{1,2}[.)])\s")
_LABELS = 3  # this many lines that begin with who speaks make a transcript
# First halves that keep their hyphen when a line breaks after it.
# fmt: off
_KEEP = frozenset((
    "anti", "co", "cross", "ex", "high", "long", "low", "mid", "multi", "non", "post", "pre",
    "pro", "self", "short", "well",
))
# fmt: on
_HALF = 4  # letters: a shorter first half is a syllable more often than a word


def join_lines(lines: list[str]) -> str:
    """Join the lines of each paragraph with spaces and take back line-end hyphens.

    A paragraph ends at a blank line, or where a sentence ends on a line that is clearly shorter
    than the others. In a transcript it ends where the next one begins to speak.
    """
    lengths = sorted(len(line) for line in lines if line)
    width = lengths[int(len(lengths) * 0.8)] if lengths else 0
    words = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(lines)))
    turns = _turns(lines)
    transcript = len(turns) >= _LABELS
    paragraphs: list[str] = []
    current = ""
    for number, line in enumerate(lines):
        if not line or _LIST.match(line) or (transcript and number in turns):
            paragraphs.append(current)
            current = ""
        current = append(current, line, words) if current else line
        heading = not paragraphs and len(line) < 0.8 * width and not SENTENCE_END.search(line)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        short = len(line) < 0.85 * width and bool(SENTENCE_END.search(line))
        if (short and not transcript) or (heading and number == 0 and following[:1].isupper()):
            paragraphs.append(current)
            current = ""
    paragraphs.append(current)
    return "\n\n".join(p for p in paragraphs if p)


def _turns(lines: list[str]) -> set[int]:
    """The numbers of the lines that begin with who speaks."""
    starts = [turn.label[0] for turn in turns_of("\n".join(lines))]
    ends = list(accumulate(len(line) + 1 for line in lines))
    return {bisect_right(ends, start) for start in starts}


def append(current: str, line: str, written: Counter[str]) -> str:
    """``current`` with the next line behind it. ``written``: the words of the document."""
    if current.endswith("\u00ad"):
        return current[:-1] + line
    if re.search(r"\d[-‐–]$", current) and line[:1].isdigit():
        return current + line
    if re.search(r"\w–$", current) and line[:1].isalnum():
        return current + line  # a dash between sentences has a space before it
    match = re.search(r"([^\W\d_]+)[-‐]$", current)
    if match and line[:1].islower():
        following = re.match(r"[^\W\d_]+", line)
        second = following[0] if following else ""
        return current + line if _keeps(match[1], second, written) else current[:-1] + line
    if match or current.endswith(("—", "/")):
        return current + line
    return f"{current} {line}"


def _keeps(first: str, second: str, written: Counter[str]) -> bool:
    """Whether the hyphen between two halves belongs to the word.

    What the document itself writes elsewhere decides, then whether there is such a word, then
    whether both halves are words.
    """
    whole, joined = f"{first}-{second}", first + second  # as ``written`` has them
    if written[whole] != written[joined]:
        return written[whole] > written[joined]
    if len(first) == 1 or first.isupper() or first.lower() in _KEEP:
        return True
    if is_word(joined):
        return False
    return len(first) >= _HALF and is_word(first) and is_word(second)
