"""Where the paragraphs of a PDF part: by the gaps between lines, headings and indents."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.articles.pdf_rows import Line

SENTENCE_END = re.compile(r"[.!?…:][\"”’»)\]]*$")
_INDENT = (5.0, 60.0)  # points: less is no indent, more is a column or a centred line


def spaced(page: list[Line]) -> list[str]:
    """The words of each line, with an empty line where a paragraph ends by its form.

    That is where the gap to the next line is wider than within a paragraph, behind a heading, whose
    letters are larger, and where a finished sentence is followed by an indented line.
    """
    drops = [
        above.y - below.y if above.size and below.size else 0.0 for above, below in pairwise(page)
    ]
    ratios = [
        drop / max(above.size, below.size) if drop > 0 else 0.0
        for drop, (above, below) in zip(drops, pairwise(page), strict=True)
    ]
    limit = 1.4 * _step(page, ratios)
    edges = Counter(round(line.x) for line in page if line.size)
    left = edges.most_common(1)[0][0] if edges else 0
    out = [line.text for line in page[:1]]
    for (above, below), ratio in zip(pairwise(page), ratios, strict=True):
        # A large first letter is no heading: its line goes on in the next one.
        under_heading = above.size > 1.15 * below.size > 0 and not below.text[:1].islower()
        indented = _INDENT[0] <= below.x - left <= _INDENT[1] and abs(above.x - below.x) > 1
        if 0 < limit < ratio or under_heading or (indented and SENTENCE_END.search(above.text)):
            out.append("")
        out.append(below.text)
    return out


def _step(page: list[Line], ratios: list[float]) -> float:
    """How far apart the lines of a paragraph are, in heights of their letters: the smallest
    distance behind much of the text.

    In the middle of all distances may be that between paragraphs, where these are short.
    """
    letters: Counter[float] = Counter()
    for line, ratio in zip(page, ratios, strict=False):
        if ratio > 0:
            letters[round(ratio, 1)] += len(line.text)
    least = letters.total() / 10
    return min((ratio for ratio, count in letters.items() if count >= least), default=0.0)
