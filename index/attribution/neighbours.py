"""Neighbouring quotations of one paragraph: whose they are by punctuation.

The tagger may link a quotation to reporting words one sentence away, as in “"Why?" he asked”. In
“"A," X said. "B," Y said.” that gives B's words to X, or A's to Y. Two forms settle it:

- a quotation followed in its own sentence by reporting words (“"A," said X”) is their speaker's;
- one that is a sentence of its own does not belong to reporting words in the next sentence that
  have words of their own to report (“X laughed. "A." Y said that B.”).
"""

from __future__ import annotations

from collections.abc import Sequence

from index.attribution.decode import Hit
from index.attribution.prepared import Prepared
from index.attribution.words import CLOSING, OUTSIDE

_ASKS = frozenset({"?", "!"})


def relink(hits: Sequence[Hit], article: Prepared) -> None:
    """Give each quotation to the reporting words of its own sentence. Changes ``hits``."""
    for hit in hits:
        if hit.role != "content" or not _is_quoted(hit, article):
            continue
        own = _behind(hit, hits, article)
        if own is not None:
            hit.cue, hit.source = own, hits[own].source
        elif hit.cue is not None and _is_another_sentence(hit, hit.cue, hits, article):
            hit.cue = hit.source = None


def _is_quoted(hit: Hit, article: Prepared) -> bool:
    return article.kind([(hit.paragraph, hit.first, hit.end)]) != "reported"


def _last_sentence(hit: Hit, article: Prepared) -> int:
    return article.sentence(hit.paragraph, hit.end - 1)


def _behind(content: Hit, hits: Sequence[Hit], article: Prepared) -> int | None:
    """The reporting words right behind a quotation, with or behind their speaker."""
    states = article.states[content.paragraph]
    words = article.paragraphs[content.paragraph]
    at = content.end
    while at < len(words) and (states[at] == CLOSING or words[at].text == ","):
        at += 1
    if at >= len(words) or CLOSING not in states[content.end - 1 : at]:
        return None
    for number, cue in enumerate(hits):
        if cue.role != "cue" or cue.source is None or cue.paragraph != content.paragraph:
            continue
        if min(cue.first, hits[cue.source].first) == at and states[cue.first] == OUTSIDE:
            same = article.sentence(content.paragraph, at) == _last_sentence(content, article)
            goes_on = _asks(content, article) and not _reports_more(number, content, hits, article)
            return number if same or goes_on else None
    return None


def _is_another_sentence(content: Hit, number: int, hits: Sequence[Hit], article: Prepared) -> bool:
    """Whether the reporting words stand in a later sentence and report something else there."""
    cue = hits[number]
    if cue.paragraph != content.paragraph:
        return False
    home = article.sentence(cue.paragraph, cue.first)
    if home <= _last_sentence(content, article):
        return False
    return _reports_more(number, content, hits, article)


def _asks(content: Hit, article: Prepared) -> bool:
    """Whether a quotation ends with a mark that may stand in mid-sentence: "Why?" she asked."""
    words = article.paragraphs[content.paragraph]
    return any(w.text in _ASKS for w in words[content.end - 2 : content.end])


def _reports_more(number: int, content: Hit, hits: Sequence[Hit], article: Prepared) -> bool:
    """Whether reporting words have something else to report in their own sentence.

    "Why?" she asked, "and who pays?" is one sentence that only looks like two.
    """
    cue = hits[number]
    home = article.sentence(cue.paragraph, cue.first)
    asks = _asks(content, article)
    return any(
        other.role == "content"
        and other.cue == number
        and other is not content
        and article.sentence(other.paragraph, other.first) == home
        and not (asks and _is_quoted(other, article))
        for other in hits
    )
