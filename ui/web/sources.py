"""The sources beside an answer: who says it, the quotation in its surroundings, where and when.

Nothing here trusts a text: whatever comes from an article, a question or a model is escaped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.types import Article, AttributionKind
from rag.types import Citation, Voice
from rag.voices import credit, label
from ui.render.wording import kind_tag
from ui.web.markup import clean, day, esc, opener

FindArticle = Callable[[str], Article | None]
"""An article by its id, or None where it is no longer in the collection."""

CONTEXT = 220
"""Characters shown on either side of a quote that came without a context of its own."""


def source_list(
    citations: Sequence[Citation],
    find: FindArticle,
    *,
    prefix: str,
    label: str,
    nearest: bool = False,
) -> str:
    """The sources panel of one turn; empty where there is nothing to show.

    ``prefix`` begins the id of each source, to which the chips refer.
    """
    if not citations:
        return ""
    note = '<p class="or-note">Close to the question, but not an answer to it.</p>'
    items = "".join(
        f'<li class="or-source" id="{prefix}-c{c.number}">{_source(c, find)}</li>'
        for c in citations
    )
    return (
        f'<section class="or-sources{" or-nearest" if nearest else ""}" aria-label="{esc(label)}">'
        f"<h3>{esc(label)}</h3>{note if nearest else ''}<ol>{items}</ol></section>"
    )


def _source(citation: Citation, find: FindArticle) -> str:
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
    article = find(quote.article_id)
    gone = "" if article else '<p class="or-note">This article is no longer in the collection.</p>'
    return (
        f'<p class="or-voice"><span class="or-number" aria-hidden="true">{citation.number}</span>'
        f"{voice_line(citation)}{reported_by(citation)}</p>{excerpt(citation, article)}"
        f'<p class="or-place">{title}{f"<span>{place}</span>" if place else ""}</p>{gone}'
    )


def chip(citation: Citation, prefix: str) -> str:
    """The numbered button after a sentence: it opens the article at the quotation."""
    who = clean(citation.voice.name or citation.voice.described) or "the article itself"
    spoken = f"Source {citation.number}: {who}, in {citation.source.title or 'an untitled article'}"
    return opener(
        str(citation.number),
        citation.quote.article_id,
        citation.quote.start,
        citation.quote.end,
        class_="or-chip",
        aria_label=f"{spoken}. Opens the article at the quotation.",
        data_card=f"{prefix}-c{citation.number}",
    )


def kind_mark(kind: AttributionKind | None) -> str:
    """A tag on words that are not, or not all, the speaker's own."""
    return f'<span class="or-tag">{esc(tag)}</span>' if (tag := kind_tag(kind)) else ""


def reported_by(citation: Citation) -> str:
    """Who reports that somebody says so, where the words are not the speaker's own."""
    if citation.kind not in ("mixed", "reported"):
        return ""
    publisher = credit(Voice(), None, citation.source)
    by = f'<span class="or-by">, as reported by {esc(publisher)}</span>'
    return f"{by}{kind_mark(citation.kind)}"


def excerpt(citation: Citation, article: Article | None) -> str:
    """The words in their surroundings: a block quotation only where they are a direct one."""
    element = "blockquote" if citation.kind == "direct" else "div"
    words = quote_in_context(citation, article)
    return f'<{element} class="or-excerpt">{words}</{element}>'


def quote_in_context(citation: Citation, article: Article | None) -> str:
    """The words marked inside their surroundings, each a slice of the article."""
    quote = citation.quote
    marked = f"<mark>{esc(quote.text)}</mark>"
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
        return '<span class="or-name or-own">In the article’s own words</span>'
    role = f'<span class="or-role">, {esc(voice.role)}</span>' if voice.role else ""
    if voice.certainty == "certain":
        if not any(letter.isupper() for letter in voice.name):
            return f'<span class="or-name">{esc(label(voice))}</span>'
        return f'<span class="or-name">{esc(voice.name)}</span>{role}'
    return (
        f'<span class="or-name or-own">{esc(label(voice))}</span>'
        ' <span class="or-doubt" title="The text does not settle it">not certain</span>'
    )
