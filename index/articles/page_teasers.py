"""Teasers of other pages behind an article, told by their form: a block with one heading, all of
which is a link to another page of the site, and one paragraph at most."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from index.articles.hidden import drop
from index.articles.page_places import furniture_of
from index.articles.plain import is_prose, plain, prose_words, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(("a", "article", "div", "li", "section"))
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def drop_teasers(tree: HtmlElement, url: str = "") -> None:
    """Take teasers out of a page, with what stands over them alone. Changes ``tree``.

    Where most of a page looks like teasers, or a paragraph of the article follows, they are its
    parts: a list of links with words of its own, sections with linked headings.
    """
    hosts = _hosts(tree, url)
    cards = _outermost(e for e in tree.iter(*_BLOCKS) if _is_teaser(e, hosts))
    if not cards:
        return
    paragraphs = _paragraphs(tree, cards)
    first = next(n for n, e in enumerate(tree.iter()) if e is cards[0])
    before = [e for n, e in paragraphs if n < first]
    own = {e.getparent() for e in before}
    words = sum(prose_words(e.text_content()) for e in before)
    goes_on = any(n > first and e.getparent() in own for n, e in paragraphs)
    if goes_on or words <= sum(prose_words(plain(card)) for card in cards):
        return
    kept = {a for _, e in paragraphs for a in (e, *e.iterancestors())}
    kept |= {a for h in tree.iter("h1") for a in (h, *h.iterancestors())}
    around = [next(a for a in _upwards(card) if a.getparent() in kept) for card in cards]
    drop(_outermost(dict.fromkeys(around)))


def _hosts(tree: HtmlElement, url: str) -> set[str]:
    """The names of the site that a page is of; an address without one leads to it as well."""
    own = [url, *(e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical")]
    own += [e.get("content") or "" for e in tree.iter("meta") if e.get("property") == "og:url"]
    return {"", *(_host(address) for address in own)}


def _host(address: str) -> str:
    try:
        return urlsplit(address.strip()).netloc.lower().removeprefix("www.")
    except ValueError:
        return address


def _is_teaser(element: HtmlElement, hosts: set[str]) -> bool:
    headings = [h for h in element.iter("h1", *_HEADINGS) if squeezed(h.text_content())]
    if len(headings) != 1 or headings[0].tag == "h1":
        return False
    title = squeezed(headings[0].text_content())
    links = [*headings[0].iter("a"), *headings[0].iterancestors("a")]
    whole = [a for a in links if squeezed(a.text_content()).startswith(title)]
    if not any(_leads_away(a.get("href") or "", hosts) for a in whole):
        return False
    blocks = plain(element).split("\n\n")
    prose = [n for n, block in enumerate(blocks) if is_prose(block)]
    heading = next((n for n, block in enumerate(blocks) if squeezed(block) == title), len(blocks))
    return len(prose) <= 1 and all(n >= heading for n in prose)


def _leads_away(address: str, hosts: set[str]) -> bool:
    """Whether an address is that of another page of the site."""
    leads = urlsplit(address.strip()) if _host(address) in hosts else None
    return leads is not None and leads.scheme in ("", "http", "https") and bool(leads.path)


def _paragraphs(tree: HtmlElement, cards: list[HtmlElement]) -> list[tuple[int, HtmlElement]]:
    """The innermost blocks with sentences outside of teasers and menus, with their places."""
    apart = {inner for e in (*cards, *furniture_of(tree)) for inner in e.iter()}
    return [
        (n, e)
        for n, e in enumerate(tree.iter())
        if e.tag in ("p", "li", "blockquote") and e not in apart and is_prose(e.text_content())
    ]


def _outermost(elements: Iterator[HtmlElement] | dict[HtmlElement, None]) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    seen: set[HtmlElement] = set()
    for element in elements:
        if not any(a in seen for a in element.iterancestors()):
            found.append(element)
            seen.add(element)
    return found


def _upwards(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()
