"""What is shown of a statement: the words themselves, or the whole sentence that reports them."""

from __future__ import annotations

from collections.abc import Sequence
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
    """``spans`` are the pieces that are shown, each in quotation marks where ``kind`` is direct.

    ``denies`` is a phrase for what the shown words do not tell: that their speaker denies them.
    """

    spans: tuple[Span, ...]
    kind: AttributionKind
    denies: str = ""


def shown(article: Article, statement: Statement, sentences: Sequence[Sentence]) -> Shown:
    """A direct quotation alone; anything else as the sentences it stands in.

    So do quoted words that the reporting words deny ("he denied being “a spy”").
    """
    content, cue = statement.content, statement.cue
    kind = kind_of(article.text, content)
    words = " ".join(article.text[a:b] for a, b in content)
    denied = denied_by_cue(statement.polarity, words)
    if kind == "direct" and not denied:
        return Shown(content, kind)
    start, end = content[0][0], content[-1][1]
    for sentence in sentences:
        if sentence.start < end and start < sentence.end:
            start, end = min(start, sentence.start), max(end, sentence.end)
    told = cue is not None and start <= cue[0] and cue[1] <= end
    whole = (start, end)
    phrase = "denies that" if denied and not told else ""
    return Shown((whole,), kind_of(article.text, [whole]), phrase)
