"""Quotations checked against the evidence: exact, altered, stitched, elsewhere or absent."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from index.types import Article, Span
from rag.model_use import Fault
from rag.models.evidence import EvidenceItem
from rag.models.folding import Folded, fold_text, fold_words

ALIKE = 0.70
"""Share of words in common at and above which a quotation counts as an altered one."""
MENDED = 0.80
"""Share at and above which the article's words may take its place."""
RUN = 3
"""Words in a row that show that part of a quotation was copied."""
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_INNER = (".", ",", "'", "-")
_GAP = re.compile(r"\s*(?:\.\.\.+|\[\s*\.*\s*\]|\(\s*\.\.\.\s*\))\s*")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a quotation stands. ``fault`` empty: exactly there. ``span`` of an altered quotation is
    the place it was made from; None where there is none."""

    item: EvidenceItem | None
    span: Span | None
    fault: Fault | None = None
    detail: str = ""
    alike: float = 0.0


def match_quote(words: str, named: Sequence[EvidenceItem], shown: Sequence[EvidenceItem]) -> Match:
    """Find a quotation in the evidence that it names, else say what is wrong with it.

    ``named`` are the pieces of evidence that the quotation or its sentence names, ``shown`` all
    that the model was shown. Exact means the same words, numbers and punctuation in the same order,
    beginning and ending at word boundaries; only how marks and white space are typed may differ,
    and the case of the first letter.
    """
    wanted = fold_words(words)
    if not _WORD.search(wanted):
        return Match(None, None, "absent", "there are no words in the quotation")
    for item in named:
        if span := _find(wanted, item):
            return Match(item, span)
    others = [item for item in shown if item not in named]
    for item in others:
        if span := _find(wanted, item):
            same = item.unit.article.id in {i.unit.article.id for i in named}
            where = "another place of the article" if same else "another article"
            said = f"the words stand in {where} (evidence {item.number}), not where it says"
            return Match(item, span, "wrong_article", said)
    if _is_stitched(wanted, shown):
        return Match(None, None, "stitched", "the words do not stand together in the article")
    best = max(
        (_nearest(wanted, item) for item in (*named, *others)),
        key=lambda match: match.alike,
        default=Match(None, None),
    )
    if best.alike >= ALIKE:
        return best
    return Match(None, None, "absent", "no evidence has these words")


def _find(wanted: str, item: EvidenceItem) -> Span | None:
    """Where the words stand inside what was shown of an article; inside its quote rather than
    beside it where they stand in both."""
    folded = _folded(item.unit.article)
    first, last = _range(folded, item.unit.context)
    found: list[Span] = []
    for form in _cases(wanted):
        at = folded.text.find(form, first, last)
        while at >= 0:
            end = at + len(form)
            if _whole_words(folded.text, at, end):
                found.append(folded.span(at, end))
            at = folded.text.find(form, at + 1, last)
    found = [s for s in found if not _in_boilerplate(item.unit.article, s)]
    inside = [s for s in found if item.unit.span[0] <= s[0] and s[1] <= item.unit.span[1]]
    return next(iter(inside or found), None)


def _cases(wanted: str) -> list[str]:
    """The words as written, and with the first letter in the other case."""
    first = wanted[:1]
    other = first.lower() if first.isupper() else first.upper()
    return list(dict.fromkeys((wanted, other + wanted[1:] if len(other) == 1 else wanted)))


def _whole_words(text: str, start: int, end: int) -> bool:
    """Whether a match begins and ends between words: "port" is not quoted from "airport"."""
    head, tail = text[max(0, start - 2) : start], text[end : end + 2]
    # Neither "5" from "1.5" nor "Soviet" from "post-Soviet".
    joined = head[-1:].isalnum() or (head[:1].isalnum() and head[1:] in _INNER)
    goes_on = tail[:1].isalnum() or (tail[:1] in _INNER and tail[1:].isalnum())
    return not (joined and text[start].isalnum()) and not (goes_on and text[end - 1].isalnum())


def _in_boilerplate(article: Article, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in article.boilerplate)


@lru_cache(maxsize=256)
def _folded(article: Article) -> Folded:
    return fold_text(article.text)


def _range(folded: Folded, span: Span) -> Span:
    """The folded positions of an original span."""
    first = bisect.bisect_left(folded.offsets, span[0])
    last = bisect.bisect_left(folded.offsets, span[1])
    return first, min(last, len(folded.text))


def _is_stitched(wanted: str, shown: Sequence[EvidenceItem]) -> bool:
    """Whether the quotation is made of copied parts that do not stand together."""
    parts = [part for part in _GAP.split(wanted) if _WORD.search(part)]
    if len(parts) > 1 and all(any(_find(fold_words(p), i) for i in shown) for p in parts):
        return True
    asked = [w.casefold() for w in _WORD.findall(wanted)]
    texts = [[w.casefold() for w in _WORD.findall(fold_text(i.text).text)] for i in shown]
    at = 0
    runs: list[tuple[int, int, int]] = []
    while at < len(asked):
        size, where, begin = max(
            (_run(asked, at, text, number) for number, text in enumerate(texts)),
            default=(0, 0, 0),
        )
        if size < RUN:
            return False
        runs.append((where, begin, size))
        at += size
    return len(runs) > 1


def _run(asked: list[str], at: int, text: list[str], number: int) -> tuple[int, int, int]:
    """The longest run of ``asked`` from ``at`` on in a text: its length, the text, the place."""
    best = (0, number, 0)
    for begin, word in enumerate(text):
        if word == asked[at]:
            pairs = zip(asked[at:], text[begin:], strict=False)
            size = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            best = max(best, (size, number, begin))
    return best


def _nearest(wanted: str, item: EvidenceItem) -> Match:
    """The place of a piece of evidence that is most like the quotation."""
    folded = _folded(item.unit.article)
    first, last = _range(folded, item.unit.context)
    found = list(_WORD.finditer(folded.text, first, last))
    asked = [w.casefold() for w in _WORD.findall(wanted)]
    there = [m[0].casefold() for m in found]
    blocks = [
        b
        for b in SequenceMatcher(None, asked, there, autojunk=False).get_matching_blocks()
        if b.size
    ]
    best = Match(None, None)
    for i in range(len(blocks)):
        for j in range(i, len(blocks)):
            begin, end = blocks[i].b, blocks[j].b + blocks[j].size
            common = sum(b.size for b in blocks[i : j + 1])
            alike = 2 * common / (len(asked) + end - begin)
            if alike > best.alike:
                span = folded.span(found[begin].start(), found[end - 1].end())
                best = Match(item, span, "altered", "", alike)
    if best.span is None or _in_boilerplate(item.unit.article, best.span):
        return Match(None, None)
    exact = item.unit.article.text[best.span[0] : best.span[1]]
    return Match(item, best.span, "altered", f"the article reads: {exact}", best.alike)
