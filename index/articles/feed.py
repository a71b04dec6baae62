"""RSS and Atom feeds: one article an entry.

Where an entry carries the whole text, that text is the article. Where it is only a teaser, the
page it links to is read instead: nobody wants three lines of a teaser quoted as the article. A feed
read from a file or from standard input fetches nothing: its user named no address.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from index.articles.draft import Draft
from index.articles.html import fragment, looks_like_html
from index.exceptions import ArticleError

_FULL_WORDS = 120  # a teaser is shorter than this; so is hardly any article
_ENTRIES = 200
_TEASER_END = re.compile(
    r"(?:\[?(?:…|\.{3})\]?|(?:continue reading|read (?:more|the (?:full|rest))).{0,200})\s*$",
    re.IGNORECASE,
)


def looks_like_feed(data: bytes) -> bool:
    """Whether the document is a feed, by its root element."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    head = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", b"", head, flags=re.DOTALL).lstrip()
    return bool(re.match(rb"<(?:rss|feed|rdf:RDF)\b", head, re.IGNORECASE))


def read_feed(
    data: bytes, base: str = "", open_page: Callable[[str], Draft] | None = None
) -> Iterator[tuple[str, Draft | ArticleError]]:
    """Yield (address, draft or error) for every entry, in the feed's order.

    ``base`` is the feed's own address; ``open_page`` reads a linked page (None: never fetch).
    """
    import feedparser

    headers = {"content-location": base} if base else {}
    parsed = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    entries = parsed.entries[:_ENTRIES]
    if not entries:
        problem = parsed.get("bozo_exception")
        detail = f" ({problem})" if problem else ""
        yield base, ArticleError(f"is a feed without entries{detail}; check its address")
        return
    for number, entry in enumerate(entries, 1):
        link = str(entry.get("link") or "")
        place = link or f"{base}#{number}"
        try:
            yield place, _entry(entry, parsed.feed, link, open_page)
        except ArticleError as error:
            yield place, error


def _entry(entry: Any, feed: Any, link: str, open_page: Callable[[str], Draft] | None) -> Draft:
    bodies = [str(c.get("value") or "") for c in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    texts = [fragment(b) if looks_like_html(b) else b for b in bodies]
    text = max(texts, key=len)
    teaser = len(text.split()) < _FULL_WORDS or bool(_TEASER_END.search(text))
    if teaser and open_page is not None and link:
        draft = open_page(link)
        origin = "feed"
    else:
        draft, origin = Draft(text=text), "feed"
        draft.put("url", link, origin)
    draft.put("title", fragment(str(entry.get("title") or "")), origin)
    draft.put("author", entry.get("author"), origin)
    draft.put("published", entry.get("published"), origin)
    if stamp := entry.get("published_parsed"):
        draft.put("published", f"{stamp[0]:04d}-{stamp[1]:02d}-{stamp[2]:02d}", origin)
    draft.put("source", feed.get("title"), origin)
    draft.put("language", feed.get("language"), origin)
    if not draft.text.strip():
        raise ArticleError("the feed's entry has no text; add the page it links to")
    return draft
