"""An article made ready for the tagger: paragraphs of words with offsets and quote states."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.attribution.single_marks import single_quotations
from index.attribution.states import quote_states
from index.attribution.words import (
    CLOSING,
    INSIDE,
    OPENING,
    OUTSIDE,
    Word,
    sentence_numbers,
    words_of,
)
from index.paragraphs import paragraphs
from index.speakers.nicknames import nickname_marks
from index.types import Span

_ENDS: Final = frozenset({".", "?", "!"})
_CLOSERS: Final = frozenset({")", "]", "’", "'"})


@dataclass(slots=True)
class Prepared:
    """Paragraphs of one article."""

    text: str
    paragraphs: list[list[Word]]
    states: list[list[int]]
    """Quote state of each word: outside, inside, opening or closing mark."""
    _sentences: dict[int, list[int]] = field(default_factory=dict)

    def span(self, paragraph: int, first: int, end: int) -> Span:
        """Characters of words `first` to `end` - 1 of a paragraph."""
        words = self.paragraphs[paragraph]
        return words[first].start, words[end - 1].end

    def sentence(self, paragraph: int, word: int) -> int:
        """Number of the sentence of a word in its paragraph."""
        if paragraph not in self._sentences:
            words = self.paragraphs[paragraph]
            self._sentences[paragraph] = sentence_numbers(
                [w.text in _ENDS for w in words],
                [w.mark == CLOSING or w.text in _CLOSERS for w in words],
            )
        return self._sentences[paragraph][word]

    def opens_sentence(self, paragraph: int, word: int) -> bool:
        """Whether a word is the first of its sentence."""
        return not word or self.sentence(paragraph, word - 1) < self.sentence(paragraph, word)

    def kind(self, places: Sequence[tuple[int, int, int]]) -> str:
        """`direct` where every word stands in quotation marks, `mixed` where some do."""
        inside = outside = 0
        for paragraph, first, end in places:
            words = self.paragraphs[paragraph]
            for i, state in enumerate(self.states[paragraph][first:end], first):
                if state == INSIDE:
                    inside += 1
                elif state == OUTSIDE and any(c.isalnum() for c in words[i].text):
                    outside += 1
        if not inside:
            return "reported"
        return "mixed" if outside else "direct"


def _in_double_marks(
    text: str, blocks: Sequence[Span], paragraphs: list[list[Word]]
) -> list[list[Word]]:
    """The words, with the marks of British papers as the tagger knows them from American ones.

    Where most quotations stand in single marks, those become double ones and the double ones
    inside them single ones.
    """
    singles = single_quotations(text, blocks)
    doubles = [w.start for words in paragraphs for w in words if w.mark == OPENING]
    outer = [p for p in singles if not _inside(p[0][0], paragraphs)]
    nested = sum(any(a < at < b for pieces in outer for a, b in pieces) for at in doubles)
    if len(outer) <= len(doubles) - nested:
        return paragraphs
    marks = {a: OPENING for pieces in outer for a, _ in pieces}
    marks |= {pieces[-1][1] - 1: CLOSING for pieces in outer}
    spans = [span for pieces in outer for span in pieces]

    def of(word: Word) -> Word:
        if word.start in marks:
            return word._replace(text='"', mark=marks[word.start])
        if word.mark and any(a < word.start < b for a, b in spans):
            return word._replace(text="'", mark=OUTSIDE)
        return word

    return [[of(word) for word in words] for words in paragraphs]


def _inside(at: int, paragraphs: Sequence[Sequence[Word]]) -> bool:
    """Whether a quotation in double marks is open at a place in its paragraph."""
    words = next((p for p in paragraphs if p[0].start <= at <= p[-1].end), ())
    before = [w.mark for w in words if w.mark and w.start < at]
    return before.count(OPENING) > before.count(CLOSING)


def _unmarked(words: list[Word], marks: Container[int]) -> list[Word]:
    """The words without the quotation marks around what somebody is called."""
    return [word for word in words if word.start not in marks] if marks else words


def prepare(text: str, skip: Sequence[Span] = ()) -> Prepared:
    """Split a text into paragraphs and words. Nothing inside the `skip` spans is read, and no mark
    inside a name."""
    blocks = list(paragraphs(text, skip))
    names = nickname_marks(text)
    split = [words for a, b in blocks if (words := _unmarked(words_of(text, a, b), names))]
    split = _in_double_marks(text, blocks, split)
    return Prepared(text, split, quote_states([[w.mark for w in words] for words in split]))
