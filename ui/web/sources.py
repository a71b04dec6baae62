"""The sources beside an answer: who says it, the quotation in its surroundings, where and when.

Nothing here trusts a text: whatever comes from an article, a question or a model is escaped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from typing import Protocol

from index.types import Article, AttributionKind, Quote, Sentence, Span, Speaker
from rag.types import Citation
from rag.voices import credit, label, reported
from ui.render.wording import kind_tag
from ui.web.markup import clean, day, esc, handles, opener, tag

FindArticle = Callable[[str], Article | None]
"""An article by its id, or None where it is no longer in the collection."""


class Library(Protocol):
    """What drawing quotations looks up; the desk is one."""

    def find(self, article_id: str) -> Article | None:
        """An article, None where it is no longer in the collection."""
        ...

    def sentences(self, article_id: str) -> Sequence[Sentence]:
        """The sentences of an article; none where it is no longer there."""
        ...

    def speaker(self, number: int) -> Speaker | None:
        """A speaker, None where there is none of this number."""
        ...


_MARKS_BEFORE = re.compile(r"[^\w\s]+\Z")
_MARKS_AFTER = re.compile(r"[^\w\s]+")
CONTEXT = 220
"""Characters shown on either side of a quote that came without a context of its own."""


def source_list(
    citations: Sequence[Citation],
    library: Library,
    *,
    prefix: str,
    label: str,
    nearest: bool = False,
    seen: Collection[int] | None = None,
) -> str:
    """The sources panel of one turn; empty where there is nothing to show.

    ``prefix`` begins the id of each source, to which the chips refer; ``seen`` are the numbers of
    those that do not wait behind *Show all*. The quotations stand in the answer itself, so beside
    it each is cut short between the sentences around it; of the nearest evidence it is whole.
    """
    if not citations:
        return ""
    note = '<p class="or-note">Close to the question, but not an answer to it.</p>'
    items = "".join(
        f'<li class="or-source" id="{prefix}-c{c.number}"'
        f"{' data-rest hidden' if seen is not None and c.number not in seen else ''}>"
        f"{_source(c, library, around=not nearest)}</li>"
        for c in citations
    )
    return (
        f'<div class="or-sources{" or-nearest" if nearest else ""}" role="group" '
        f'aria-label="{esc(label)}"><h3>{esc(label)}</h3>{note if nearest else ""}'
        f"<ol>{items}</ol></div>"
    )


def _source(citation: Citation, library: Library, *, around: bool) -> str:
    source, quote = citation.source, citation.quote
    title = opener(
        source.title or source.path or "Untitled article",
        quote.article_id,
        quote.start,
        quote.end,
        class_="link or-title",
    )
    place = " · ".join(
        esc(part) for part in (source.source, source.author, day(source.published)) if part
    )
    article = library.find(quote.article_id)
    words = excerpt(citation, article)
    if around and article is not None:
        words = surroundings(citation, article, library.sentences(article.id))
    gone = "" if article else '<p class="or-note">This article is no longer in the collection.</p>'
    fix = handles(quote.article_id, quote.start, quote.end)
    return (
        f'<p class="or-voice"><span class="or-number" aria-hidden="true">{citation.number}</span>'
        f"{voice_line(citation)}{reported_by(citation)}</p>{words}"
        f'<p class="or-place">{title}{f"<span>{place}</span>" if place else ""}{fix}</p>{gone}'
    )


def chip(citation: Citation, prefix: str) -> str:
    """The numbered button after a sentence: it opens the article at the quotation."""
    who = clean(citation.voice.name or citation.voice.described) or "the article itself"
    spoken = f"Source {citation.number}: {who}, in {citation.source.title or 'an untitled article'}"
    button = opener(
        str(citation.number),
        citation.quote.article_id,
        citation.quote.start,
        citation.quote.end,
        class_="or-chip",
        dir=None,
        aria_label=f"{spoken}. Opens the article at the quotation.",
        data_card=f"{prefix}-c{citation.number}",
    )
    return f" {button}"


def kind_mark(kind: AttributionKind | None) -> str:
    """A tag on words that are not, or not all, the speaker's own."""
    return tag(kind_tag(kind))


def reported_by(citation: Citation) -> str:
    """Who reports that somebody says so, where the words are not the speaker's own."""
    if citation.kind not in ("mixed", "reported"):
        return ""
    by = f'<span class="or-by">, {esc(reported(citation.source))}</span>'
    return f"{by}{kind_mark(citation.kind)}"


def excerpt(citation: Citation, article: Article | None) -> str:
    """The words in their surroundings: a block quotation only where they are a direct one."""
    element = "blockquote" if citation.kind == "direct" else "div"
    words = quote_in_context(citation, article)
    # Where nothing stands around the words, there is nothing to mark them against.
    whole = " or-whole" if words == _marked(citation.quote) else ""
    return f'<{element} class="or-excerpt{whole}" dir="auto">{words}</{element}>'


def surroundings(citation: Citation, article: Article, sentences: Sequence[Sentence]) -> str:
    """The sentences before and after a quotation, which the style sheet cuts to one line."""
    quote = citation.quote
    start, end = _wide((quote.start, quote.end), sentences)
    head, tail = article.text[start : quote.start].lstrip(), article.text[quote.end : end].rstrip()
    # The marks around the words stay on their line.
    lead, trail = _MARKS_BEFORE.search(head), _MARKS_AFTER.match(tail)
    before, after = (found[0] if found else "" for found in (lead, trail))
    words = f"{esc(before)}<mark>{esc(quote.text)}</mark>{esc(after)}"
    element = "blockquote" if citation.kind == "direct" else "div"
    return (
        f'<{element} class="or-excerpt or-around" dir="auto">{esc(head.removesuffix(before))}'
        f'<span class="or-marks">{words}</span>{esc(tail.removeprefix(after))}</{element}>'
    )


def _wide(span: Span, sentences: Sequence[Sentence]) -> Span:
    """From the beginning of the sentence before a span to the end of the one after it."""
    first = max(0, bisect_right(sentences, span[0], key=lambda s: s.start) - 2)
    after = [s.end for s in sentences if s.start >= span[1]][:1]
    inside = [s.end for s in sentences if s.start < span[1]][-1:]
    start = min([span[0], *(s.start for s in sentences[first : first + 1])])
    return start, max([span[1], *inside, *after])


def quote_in_context(citation: Citation, article: Article | None) -> str:
    """The words marked inside their surroundings, each a slice of the article."""
    quote = citation.quote
    marked = _marked(quote)
    if article is None:
        return marked
    start, end = citation.context
    own = 0 <= start <= quote.start and quote.end <= end <= len(article.text) and start < end
    if not own:
        start, end = _around(article.text, quote.start, quote.end)
    head = article.text[start : quote.start].lstrip()
    tail = article.text[quote.end : end].rstrip()
    before = "" if own or start == 0 else "… "
    after = "" if own or end == len(article.text) else " …"
    return f"{before}{esc(head)}{marked}{esc(tail)}{after}"


def _marked(quote: Quote) -> str:
    return f"<mark>{esc(quote.text)}</mark>"


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    low = max(0, start - CONTEXT)
    line = text.rfind("\n", low, start)
    word = text.find(" ", low, start)
    low = line + 1 if line >= 0 else (word + 1 if low and word >= 0 else low)
    high = min(len(text), end + CONTEXT)
    line = text.find("\n", end, high)
    word = text.rfind(" ", end, high)
    high = line if line >= 0 else (word if high < len(text) and word >= 0 else high)
    return low, high


def voice_line(citation: Citation) -> str:
    """Who says it, in what role; never more certain than the index is."""
    voice = citation.voice
    if not voice.name:
        if voice.described:
            return f'<span class="or-name or-own">{esc(label(voice))}</span>'
        who = esc(credit(voice, citation.kind, citation.source))
        own = "" if citation.kind else '<span class="or-role">, in its own words</span>'
        return f'<span class="or-name or-own">{who}</span>{own}'
    role = f'<span class="or-role">, {esc(voice.role)}</span>' if voice.role else ""
    if voice.certainty == "certain":
        if not any(letter.isupper() for letter in voice.name):
            return f'<span class="or-name">{esc(label(voice))}</span>'
        return f'<span class="or-name">{esc(voice.name)}</span>{role}'
    return (
        f'<span class="or-name or-own">{esc(label(voice))}</span>'
        ' <span class="or-doubt" title="The text does not settle it">speaker unclear</span>'
    )
