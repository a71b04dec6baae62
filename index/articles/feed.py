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
from urllib.parse import urljoin

from index.articles.draft import Draft
from index.articles.html import fragment, readable
from index.exceptions import ArticleError

_FULL_WORDS = 120  # a teaser is shorter than this; so is hardly any article
_PAGES = 200  # this many pages are fetched for one feed, and no more
MORE = 50
"""This many further documents of one feed are fetched."""
_ESCAPED_SECTION = re.compile(rb"&lt;!\[CDATA\[(.*?)\]\](?:&gt;|>)", re.DOTALL)
_MAILED = re.compile(r"[^\s@]+@[^\s@]+\s+\(([^()]+)\)")
"""“ada@courier.example (Ada Lind)”, as RSS asks for."""
_CUT = r"(?:\[?(?:…|\.{3})\]?"
_TEASER_END = re.compile(
    rf"{_CUT}|(?:continue reading|read (?:more|the (?:full|rest))).{{0,200}})\s*$", re.IGNORECASE
)


def looks_like_feed(data: bytes) -> bool:
    """Whether the document is a feed, by its root element."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    head = re.sub(rb"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>", b"", head, flags=re.DOTALL).lstrip()
    return bool(re.match(rb"<(?:rss|feed|rdf:RDF)\b", head, re.IGNORECASE))


def read_feed(
    data: bytes,
    base: str = "",
    open_page: Callable[[str], Draft] | None = None,
    open_next: Callable[[str], bytes] | None = None,
) -> Iterator[tuple[str, Draft | ArticleError]]:
    """Yield (address, draft or error) for every entry, in the feed's order.

    ``base`` is the feed's own address; ``open_page`` reads a linked page, ``open_next`` fetches the
    next document of a feed in several (None: never fetch).
    """
    try:
        parsed = _parsed(data, base)
    except ArticleError as error:
        yield base, error
        return
    gaps = _take_in_the_rest(parsed, base, open_next)
    if not parsed.entries:
        problem = parsed.get("bozo_exception")
        detail = f" ({problem})" if problem else ""
        yield base, ArticleError(f"is a feed without entries{detail}; check its address")
        return
    opened = left_out = 0
    for number, entry in enumerate(parsed.entries, 1):
        link = str(entry.get("link") or "")
        place = link or f"{base}#{number}"
        text = _text(entry)
        draft = Draft(text=text)
        try:
            if link and _is_teaser(text):
                if open_page is not None and opened == _PAGES:
                    left_out += 1
                    continue
                if open_page is not None:
                    opened += 1
                    draft = open_page(link)
                elif _TEASER_END.search(text):
                    draft.losses.append(f"the rest of its text; add {link} for the whole")
            is_atom = str(parsed.get("version")).startswith("atom")
            _describe(draft, entry, parsed.feed, link, is_atom=is_atom)
            if not draft.text.strip():
                raise ArticleError("the feed's entry has no text; add the page it links to")
            yield place, draft
        except ArticleError as error:
            yield place, error
    for gap in gaps:
        yield base, gap
    if left_out:
        reason = f"more entries are teasers whose pages were not fetched: {_PAGES} a feed at most"
        yield base, ArticleError(f"{left_out} {reason}; add their addresses")


def _parsed(data: bytes, base: str) -> Any:
    import feedparser

    # A section that was escaped once more is lost else, with the text in it.
    data = _ESCAPED_SECTION.sub(rb"\1", data)
    headers = {"content-location": base} if base else {}
    try:
        return feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ArticleError("the feed is damaged; fetch it again") from error


def _take_in_the_rest(
    parsed: Any, base: str, open_next: Callable[[str], bytes] | None
) -> list[ArticleError]:
    """Add the entries of a feed's further documents (RFC 5005) to ``parsed``; what is missing."""
    seen = {base}
    link = _next(parsed.feed)
    while open_next is not None and link and link not in seen:
        if len(seen) > MORE:
            return [ArticleError(f"goes on at {link}, which was not read; add that address")]
        seen.add(link)
        try:
            document = _parsed(open_next(link), link)
        except ArticleError as error:
            return [ArticleError(f"goes on at {link}, which cannot be read: {error}")]
        parsed.entries.extend(document.entries)
        link = _next(document.feed)
    return []


def _next(feed: Any) -> str:
    """The address of the document with the older entries."""
    links = {link.get("rel"): str(link.get("href") or "") for link in feed.get("links") or ()}
    return links.get("next") or links.get("prev-archive") or ""


def _text(entry: Any) -> str:
    """The longest of the texts that an entry brings."""
    bodies = [str(c.get("value") or "") for c in entry.get("content") or ()]
    return max((readable(b) for b in (*bodies, str(entry.get("summary") or ""))), key=len)


def _is_teaser(text: str) -> bool:
    return len(text.split()) < _FULL_WORDS or bool(_TEASER_END.search(text))


def _describe(draft: Draft, entry: Any, feed: Any, link: str, *, is_atom: bool) -> None:
    """Put what the feed says of an entry into its draft."""
    draft.put("url", urljoin(str(feed.get("link") or ""), link), "feed")
    draft.put("title", fragment(str(entry.get("title") or "")), "feed")
    if mailed := _MAILED.fullmatch(str(entry.get("author") or "").strip()):
        draft.put("author", mailed[1], "feed")
    names = [str(a.get("name") or "") for a in entry.get("authors") or ()]
    draft.put("author", ", ".join(n for n in names if n) or entry.get("author"), "feed")
    if is_atom:  # who wrote a feed of Atom wrote its entries, where they name nobody
        draft.put("author", feed.get("author"), "feed")
    # Atom needs no day of publication; then the day of the last change is what there is.
    for name in ("published", "created") if "published" in entry else ("created", "updated"):
        draft.put("published", entry.get(name), "feed")
        if stamp := entry.get(f"{name}_parsed"):
            draft.put("published", f"{stamp[0]:04d}-{stamp[1]:02d}-{stamp[2]:02d}", "feed")
    # An entry taken over from another paper names it.
    draft.put("source", (entry.get("source") or {}).get("title"), "feed")
    draft.put("source", feed.get("title"), "feed")
    draft.put("language", feed.get("language"), "feed")
