"""What is shown of a statement: the whole sentences it stands in, with its own words marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.quoting import kind_of
from index.speakers import denied_by_cue
from index.types import Article, AttributionKind, Sentence, Span, Speaker, Statement


class Said(NamedTuple):
    """A statement with all that is needed to show it; ``sentences`` are its article's."""

    statement: Statement
    article: Article
    speaker: Speaker | None
    sentences: Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class Shown:
    """``spans`` are what is shown: whole sentences, or a direct quotation beside which its sentence
    has nothing but the speaker's name (``quoted``: only that is set in quotation marks).

    ``said`` are the pieces to mark, none where the statement is all that is shown. ``denies`` is a
    phrase for what the shown words do not tell: that their speaker denies them.
    """

    spans: tuple[Span, ...]
    said: tuple[Span, ...]
    kind: AttributionKind
    quoted: bool = False
    denies: str = ""

    def pieces(self, text: str, span: Span) -> Iterator[tuple[str, bool]]:
        """One span cut into what is not the statement's and, with True, what is."""
        at = span[0]
        for start, end in self.said:
            if at <= start < end <= span[1]:
                yield text[at:start], False
                yield text[start:end], True
                at = end
        yield text[at : span[1]], False


def shown(article: Article, statement: Statement, sentences: Sequence[Sentence]) -> Shown:
    """A statement in its sentences, so that none is shown as a fragment.

    A quotation alone, as a line of an interview, is shown in quotation marks instead; not one that
    the reporting words deny ("he denied being “a spy”").
    """
    text, content, cue = article.text, statement.content, statement.cue
    kind = kind_of(text, content, statement.told)
    words = " ".join(text[a:b] for a, b in content)
    denied = denied_by_cue(statement.polarity, words)
    spans = sentences_of(content, sentences)
    said = content if _has_letters(text, spans, content) else ()
    if kind == "direct" and not denied:
        alone = not _has_letters(text, spans, (*content, *statement.source))
        return Shown(content, (), kind, quoted=True) if alone else Shown(spans, said, kind)
    told = cue is not None and any(a <= cue[0] and cue[1] <= b for a, b in spans)
    if kind == "direct":
        whole = {kind_of(text, [span], statement.told) for span in spans}
        kind = "direct" if whole == {"direct"} else "mixed"
    return Shown(spans, said, kind, denies="denies that" if denied and not told else "")


def sentences_of(content: Sequence[Span], sentences: Sequence[Sentence]) -> tuple[Span, ...]:
    """The whole sentences in which some spans of an article stand, those in a row as one."""
    found: list[Span] = []
    after = -1  # the number of the sentence behind what was found last
    for start, end in content:
        first = max(0, bisect_right(sentences, start, key=lambda s: s.start) - 1)
        stop = bisect_right(sentences, end - 1, key=lambda s: s.start)
        inside = [s for s in sentences[first:stop] if start < s.end]
        whole = (
            min([start, *(s.start for s in inside)]),
            max([end, *(s.end for s in inside)]),
        )
        if found and first <= after:
            found[-1] = (found[-1][0], max(found[-1][1], whole[1]))
        else:
            found.append(whole)
        after = stop
    return tuple(found)


def _has_letters(text: str, spans: Sequence[Span], but: Sequence[Span]) -> bool:
    """Whether a letter or digit of some spans lies in none of others."""
    return any(
        text[at].isalnum() and not any(a <= at < b for a, b in but)
        for start, end in spans
        for at in range(start, end)
    )
