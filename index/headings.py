"""Headings: short paragraphs of their own without a full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Span

_WORDS = 14
"""Words of the longest heading."""
_CLOSED = re.compile(r"[.!?…,;][\"'”’»)\]]*$")
_TEASER = re.compile(r"[^\s:][^:\n]{0,60}:(?=[^\W\d]|[\"'“‘])|(?:[A-Z]{2,} ?)+: ")
"""What begins a link to another story: a label that its colon is stuck to the line by, or one in
capitals: "More:Mayor calls for calm", "READ: Mayor calls for calm"."""
_LEADS = re.compile(r"[:–—-]$|^[\"'“”‘„«>–—-]|[\"”»]$")


def is_heading(text: str, sentences: Sequence[Span], i: int) -> bool:
    """Whether the sentence number ``i`` is a short paragraph of its own without a full stop."""
    line = text[slice(*sentences[i])]
    return (
        paragraph_ends(text, sentences, i)
        and (i == 0 or paragraph_ends(text, sentences, i - 1))
        and not _CLOSED.search(line)
        and len(line.split()) <= _WORDS
    )


def paragraph_ends(text: str, sentences: Sequence[Span], i: int) -> bool:
    """Whether the sentence number ``i`` is the last one of its paragraph."""
    return i + 1 == len(sentences) or "\n" in text[sentences[i][1] : sentences[i + 1][0]]


def headings_of(text: str, sentences: Sequence[Span]) -> list[Span]:
    """The sentences that are headings, or links to other stories, for certain, in order; none
    where full stops are rare.

    What follows one is a paragraph of whole sentences: several short lines are a list. A line that
    leads to a quotation or holds one at its edge may be somebody's words.

    >>> text = "Port to close\\n\\nThe port will close.\\n\\nIt is old."
    >>> [text[a:b] for a, b in headings_of(text, [(0, 13), (15, 35), (37, 47)])]
    ['Port to close']
    """
    last = [i for i in range(len(sentences)) if paragraph_ends(text, sentences, i)]
    closed = sum(bool(_CLOSED.search(text, *sentences[i])) for i in last)
    if 2 * closed < len(last):
        return []
    return [
        sentences[i]
        for i in last
        if _is_teaser(text, sentences, i)
        or (
            is_heading(text, sentences, i)
            and i + 1 < len(sentences)
            and (i == 0 or not is_heading(text, sentences, i + 1))
            and not _LEADS.search(text[slice(*sentences[i])])
        )
    ]


def _is_teaser(text: str, sentences: Sequence[Span], i: int) -> bool:
    """Whether the sentence number ``i`` is a paragraph of its own that links to another story."""
    line = text[slice(*sentences[i])]
    alone = i == 0 or paragraph_ends(text, sentences, i - 1)
    return alone and _TEASER.match(line) is not None and not _CLOSED.search(line)
