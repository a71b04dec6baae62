"""Quotations in single marks, as British papers set them: which ' opens one and which closes it.

The same characters are apostrophes. One opens before a letter or a double mark and behind a space
or a bracket, and closes behind a word or a punctuation mark where no letter follows. That leaves
the plural possessive: in “'The workers' union is right,' he said” the second mark closes nothing,
since a surer one comes before the next quotation opens.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from index.types import Span

# "'em" and "rock 'n' roll" open nothing.
_OPENS = re.compile(
    r"(?:(?<=^)|(?<=[\s(\[—–“\"]))[‘'](?!(?:em|til|tis|twas|cause|n|bout|round)\b)(?=[^\W\d_]|[“\"])",
    re.MULTILINE,
)
_CLOSES = re.compile(r"(?<=[\w.,!?…;:)”\"])[’'](?!\w)")
_POSSESSIVE = re.compile(r"(?<=s)[’'](?=\s[^\W\d_A-Z])")
_SENTENCE = re.compile(r"(?:(?<=^)|(?<=[.!?] )).[^\W\d_a-z]", re.MULTILINE)
_PARTNER = {"‘": "’", "'": "'"}


def single_quotations(text: str, paragraphs: Sequence[Span]) -> list[tuple[Span, ...]]:
    """The quotations in single marks of a text: the piece in each paragraph, marks included.

    They come in order; those that never close are none. One that is left open at the end of a
    paragraph goes on in the next where that opens with a mark as well.

    >>> text = "'The workers' union is right,' he said."
    >>> [text[a:b] for one in single_quotations(text, [(0, len(text))]) for a, b in one]
    ["'The workers' union is right,'"]
    """
    found: list[tuple[Span, ...]] = []
    waiting: list[Span] = []
    for (start, end), (next_start, _) in zip_longest(paragraphs, paragraphs[1:], fillvalue=(0, 0)):
        goes_on = next_start > end and bool(_OPENS.match(text, next_start))
        opens = [m.start() for m in _OPENS.finditer(text, start, end)]
        if waiting and (not opens or opens[0] != start):
            waiting = []
        position = start
        for at, after in zip(opens, [*opens, end][1:], strict=True):
            if at < position:
                continue
            # What only the mark of a possessive would close may go on in the next paragraph.
            whole = goes_on and after == end and bool(_SENTENCE.match(text, at))
            closes = _closing(text, at, after, sure_only=whole)
            if closes is None:
                waiting = [*(waiting if at == start else ()), (at, end)] if after == end else []
            else:
                found.append((*(waiting if at == start else ()), (at, closes + 1)))
                waiting, position = [], closes + 1
    return found


def _closing(text: str, opens: int, end: int, *, sure_only: bool) -> int | None:
    """Where the quotation closes that opens there, before the next one opens."""
    partner = _PARTNER[text[opens]]
    places = [m.start() for m in _CLOSES.finditer(text, opens + 2, end) if m[0] == partner]
    sure = [place for place in places if not _POSSESSIVE.match(text, place)]
    return next(iter(sure or ([] if sure_only else places)), None)
