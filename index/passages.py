"""Passages: the units that are embedded and searched, of whole sentences.

A passage is a contiguous slice of one article. What is embedded and indexed for it is its
*contextual text*: a line with title, source and date, then the slice. The encoder reads
``max_tokens`` word pieces of that and no more, so passages are measured before they are made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from index.exceptions import EncoderError
from index.headings import is_heading, paragraph_ends
from index.types import Article, Span

CountTokens = Callable[[Sequence[str]], list[int]]
"""Word pieces of each text, special tokens included (``Encoder.count_tokens``)."""

TARGET = 120
"""Word pieces of article text in a passage, where sentences allow.

A choice by measurement, though a close one: over 88 news articles and 268 questions, dense search
alone found the evidence within ten passages for .81 of them at 120, .79 at 90, .78 at 160 and
200. One sentence of overlap lifted 160 to .81 too, but stores those sentences twice.
"""

_ENOUGH = 0.6  # of the target: from here on the end of a paragraph ends the passage
_NEAR = 0.85  # of the room: from here on a passage is measured as a whole
_LEAST_ROOM = 32  # word pieces of text that must fit beside the header
_TITLE_LENGTH, _SOURCE_LENGTH = 120, 40  # characters
_WORD = re.compile(r"\S+")
_CLAUSE = re.compile(r"[,;:)\]”’»–—]$")


def context_header(article: Article) -> str:
    """The first line of every contextual text of an article; empty where nothing is known.

    Long titles and sources are cut, so that there is always room for text.
    """
    date = article.published.isoformat() if article.published else ""
    title = _shortened(article.title, _TITLE_LENGTH)
    source = _shortened(article.source, _SOURCE_LENGTH)
    known = [part for part in (title, source, date) if part]
    return " | ".join(known) + "\n" if known else ""


def contextual_text(article: Article, span: Span) -> str:
    """What is embedded and indexed for a passage: title, source, date, then the verbatim slice."""
    start, end = span
    return context_header(article) + article.text[start:end]


def split_passages(
    text: str,
    sentences: Sequence[Span],
    count_tokens: CountTokens,
    *,
    max_tokens: int,
    title_tokens: int,
    target: int = TARGET,
) -> list[Span]:
    """Passages in order, which together cover every sentence.

    ``title_tokens`` is ``count_tokens([context_header(article)])[0]``, special tokens included. A
    passage ends with a paragraph where it has come to most of ``target`` word pieces, else with a
    sentence; a heading goes with what follows it. It never reaches over text that is in no
    sentence (boilerplate). A sentence that alone is longer than the encoder reads is covered by
    several passages cut at clauses or words; as a sentence it stays whole, so what is shown and
    quoted is not cut. Raises EncoderError where the header leaves no room.
    """
    room = max_tokens - title_tokens
    if room < _LEAST_ROOM:
        raise EncoderError(
            f"the encoder reads {max_tokens} word pieces and title, source and date take "
            f"{title_tokens}: no room for text; shorten the title or use another encoder"
        )
    specials = count_tokens([""])[0]
    counts = [n - specials for n in count_tokens([text[a:b] for a, b in sentences])]
    spans: list[Span] = []
    for run in _runs(text, sentences):
        start = run.start
        while start < run.stop:
            if counts[start] > room:
                spans.extend(_windows(text, sentences[start], count_tokens, room, specials))
                start += 1
                continue
            stop = _end(text, sentences, counts, range(start, run.stop), min(room, target), room)
            span = (sentences[start][0], sentences[stop - 1][1])
            # Sentences' word pieces add up with BERT's tokenizer; others may join them otherwise.
            near = sum(counts[start:stop]) > _NEAR * room
            if near and count_tokens([text[slice(*span)]])[0] - specials > room:
                spans.extend(_windows(text, span, count_tokens, room, specials))
            else:
                spans.append(span)
            start = stop
    return spans


def _shortened(value: str, length: int) -> str:
    value = " ".join(value.split())
    if len(value) <= length:
        return value
    return value[:length].rsplit(" ", 1)[0] + "…"


def _runs(text: str, sentences: Sequence[Span]) -> Iterator[range]:
    """Stretches of sentences with nothing but white space between them."""
    first = 0
    for i in range(1, len(sentences) + 1):
        if i == len(sentences) or text[sentences[i - 1][1] : sentences[i][0]].strip():
            yield range(first, i)
            first = i


def _end(
    text: str, sentences: Sequence[Span], counts: Sequence[int], run: range, target: int, room: int
) -> int:
    """Where the passage that begins with the run's first sentence ends (exclusive)."""
    used = 0
    for i in run:
        if used and used + counts[i] > target:
            break
        used += counts[i]
        if used >= _ENOUGH * target and paragraph_ends(text, sentences, i):
            i += 1
            break
    else:
        return run.stop
    rest = counts[i : min(run.stop, i + target)]
    if i + len(rest) == run.stop and used + sum(rest) <= min(room, target * 1.15):
        return run.stop  # too little is left to stand alone
    while i - 1 > run.start and is_heading(text, sentences, i - 1):
        i -= 1
    return i


def _windows(
    text: str, sentence: Span, count_tokens: CountTokens, room: int, specials: int
) -> Iterator[Span]:
    """Cut what is too long, after a clause where one ends late enough, else after a word."""
    words = [piece for m in _WORD.finditer(text, *sentence) for piece in _chopped(m.span(), room)]
    counts = [n - specials for n in count_tokens([text[a:b] for a, b in words])]
    first = 0
    while first < len(words):
        stop, used = first, 0
        while stop < len(words) and (stop == first or used + counts[stop] <= room):
            used += counts[stop]
            stop += 1
        if stop < len(words):
            for i in range(stop, first + (stop - first) * 2 // 3, -1):
                if _CLAUSE.search(text[slice(*words[i - 1])]):
                    stop = i
                    break
        yield words[first][0], words[stop - 1][1]
        first = stop


def _chopped(word: Span, room: int) -> Iterator[Span]:
    """A run without white space, cut so that each part surely fits: four word pieces a character
    are the most that any tokenizer in use makes."""
    start, end = word
    size = max(1, room // 4)
    if end - start <= size:
        yield word
        return
    for left in range(start, end, size):
        yield left, min(left + size, end)
