"""Sentences as exact spans of an article's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from index.paragraphs import paragraphs
from index.types import Span

__all__ = ["paragraphs", "split_sentences"]

_CLOSERS = "\"'”’»)\\]"
_OPENERS = "\"'“‘«„(\\["

# The splitter's list of abbreviations, learned from legal text, holds ordinary words (so, will,
# month, works). Written in lower case before a capital they end a sentence; these do not.
_ABBREVIATIONS = frozenset(
    {"al", "approx", "ca", "cf", "dept", "ed", "eds", "esp", "est", "fig", "figs", "incl", "op"}
    | {"cit", "eq", "pp", "ref", "refs", "st", "viz", "vol", "vs"}
)
_MISSED = re.compile(
    rf"(?:(?<=[\s{_OPENERS}])([a-z]{{2,}})\.|…\.|\.{{4}})[{_CLOSERS}]*(\s+)(?=[{_OPENERS}]*[A-Z])"
)
_ENUMERATOR = re.compile(r"[(\[]?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]")
_TITLE = re.compile(r"\b(?:Lt|Reps|Sens|Govs|Gens|Lts|Cols|Profs|Drs|Messrs|Mses|Sgts)\.")
_NUMBER = re.compile(r"\b[Nn]os?\.")
_ASKED = re.compile(rf"[?!][{_CLOSERS}]+")
_SPEAKS = re.compile(
    r"(?:[A-Z][\w.’'-]*,?\s+){1,5}"
    r"(?:added|admitted|answered|argued|asked|asks|called|cried|demanded|joked|quipped|replied|"
    r"retorted|said|says|shouted|tweeted|wondered|wrote|yelled)\b"
)
_NOTE = re.compile(r"(?:\[\d{1,3}\])+")
_FIRST_WORD = re.compile(r"[^\s.,;:!?]+")


def split_sentences(text: str, skip: Sequence[Span] = ()) -> list[Span]:
    """Sentences in order, trimmed, not overlapping.

    Between them lie only white space and ``skip`` spans (boilerplate). Boundaries are those of the
    Punkt algorithm (Kiss and Strunk 2006, in the implementation of nupunkt) within a paragraph, put
    right where news text needs it: a quotation that asks keeps its speaker (*“Why?” Smith asked.*),
    a number or bullet its item, a closing quotation mark or a footnote mark its sentence.

    >>> text = "It works. “Does it?” she asked."
    >>> [text[a:b] for a, b in split_sentences(text)]
    ['It works.', '“Does it?” she asked.']
    """
    return [span for block in paragraphs(text, skip) for span in _sentences_of(text, *block)]


def _sentences_of(text: str, start: int, end: int) -> Iterator[Span]:
    block = text[start:end]
    for a, b in _joined(block, _cuts(block)):
        piece = block[a:b]
        if body := piece.strip():
            left = start + a + len(piece) - len(piece.lstrip())
            yield left, left + len(body)


def _cuts(block: str) -> list[int]:
    """Where the splitter, or one of its misses, begins a new piece; the block's end is the last."""
    found = {end for _, (_, end) in _splitter().tokenize_with_spans(block)}
    found.update(m.end() for m in _MISSED.finditer(block) if m.group(1) not in _ABBREVIATIONS)
    return sorted(found | {len(block)})


def _joined(block: str, cuts: list[int]) -> Iterator[Span]:
    """The pieces between the cuts, those put together again that belong together."""
    start = 0
    for position, cut in enumerate(cuts):
        if position + 1 < len(cuts):
            if note := _NOTE.match(block, cut):
                yield start, note.end()
                start = note.end()
                continue
            if _belongs(block[start:cut].strip(), block[cut : cuts[position + 1]].strip()):
                continue
        yield start, cut
        start = cut


def _belongs(piece: str, after: str) -> bool:
    """Whether two pieces are one sentence."""
    if not piece or not any(map(str.isalnum, after)):
        return True
    first = _FIRST_WORD.match(after)
    if first and first[0][0].islower() and first[0].islower() and "-" not in first[0]:
        return True
    return bool(
        _ENUMERATOR.fullmatch(piece)
        or (_ends(_TITLE, piece) and after[0].isupper())
        or (_ends(_NUMBER, piece) and after[0].isdigit())
        or (_ends(_ASKED, piece) and _SPEAKS.match(after))
    )


def _ends(pattern: re.Pattern[str], piece: str) -> bool:
    """Whether the end of a piece (of which only the last few characters matter) fits a pattern."""
    return any(m.end() == len(piece) for m in pattern.finditer(piece, max(0, len(piece) - 12)))


@lru_cache(maxsize=1)
def _splitter() -> Any:
    from nupunkt import load

    return load("default")
