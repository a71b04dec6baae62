"""What a page says about its article: JSON-LD, ``<meta>`` elements, the article's own header."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

from index.articles.dates import address_date
from index.articles.draft import Draft
from index.articles.heading import same

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.issued", "pubdate", "publishdate", "publish-date", "parsely-pub-date",
    "sailthru.date", "citation_publication_date",
)  # fmt: skip
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "OpinionNewsArticle")
_ASIDE = frozenset(("nav", "aside", "footer", "a", "li", "dialog", "blockquote", "figure"))
_BEGINNING = 40  # words of paragraphs: what comes later stands in the article, not over it


def structured(tree: HtmlElement, draft: Draft) -> str:
    """Read JSON-LD, which publishers keep for exactly this purpose, into ``draft``.

    Return the article's text, where it stands there as well.
    """
    node = _own_node(tree, [n for script in tree.iter("script") for n in _articles(script)])
    if node is None:
        return ""
    draft.put("title", node.get("headline") or node.get("name"), "JSON-LD")
    draft.put("author", node.get("author"), "JSON-LD")
    draft.put("source", node.get("publisher"), "JSON-LD")
    draft.put("published", node.get("datePublished"), "JSON-LD")
    draft.put("language", node.get("inLanguage"), "JSON-LD")
    body = node.get("articleBody")
    return unescape(body) if isinstance(body, str) else ""


def _articles(script: HtmlElement) -> list[dict[str, Any]]:
    """The articles that one script of JSON-LD describes."""
    if "ld+json" not in (script.get("type") or ""):
        return []
    try:
        data = json.loads(script.text or "", strict=False)
    except (ValueError, RecursionError):
        return []
    nodes = _listed(data)
    for node in list(nodes):
        if isinstance(node, dict):
            nodes += [*_listed(node.get("@graph")), *_listed(node.get("mainEntity"))]
    return [
        n
        for n in nodes
        if isinstance(n, dict)
        and any(str(kind).endswith(_ARTICLE_TYPES) for kind in _listed(n.get("@type")))
    ]


def _own_node(tree: HtmlElement, nodes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The article that the page is about: of several, the one with its address or headline.

    The others are teasers of other stories, whose dates and authors are not this one's.
    """
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    addresses = {link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"}
    addresses |= {m.get("content") for m in tree.iter("meta") if m.get("property") == "og:url"}
    titles = [h.text_content() for h in tree.iter("h1")]
    titles += [m.get("content") or "" for m in tree.iter("meta") if m.get("property") == "og:title"]
    for node in nodes:
        page = node.get("mainEntityOfPage")
        page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
        if {page, node.get("url"), node.get("@id")} & (addresses - {None, ""}):
            return node
    for node in nodes:
        headline = unescape(str(node.get("headline") or node.get("name") or ""))
        if any(same(headline, title) for title in titles):
            return node
    return None if titles else nodes[0]


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return list(value)
    return [] if value is None else [value]


def described(tree: HtmlElement, draft: Draft, url: str) -> None:
    """Fill ``draft`` from the page's head and from the header of its article."""
    from trafilatura import extract_metadata

    meta = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content")
        for m in reversed(list(tree.iter("meta")))
    }
    draft.put("url", url, "address")
    for name in _DATES:
        draft.put("published", meta.get(name), "html meta")
    for stamp in _own_times(tree):
        draft.put("published", stamp.get("datetime") or stamp.text_content(), "html time")
    draft.put("title", meta.get("og:title"), "html meta")
    draft.put("author", meta.get("author"), "html meta")
    draft.put("source", meta.get("og:site_name"), "html meta")
    root = tree.getroottree().getroot()
    draft.put("language", root.get("lang") or root.get("xml:lang"), "html lang")
    found = extract_metadata(tree, default_url=url or None, extensive=False)
    if found is not None:
        draft.put("title", found.title, "html page")
        draft.put("author", found.author, "html page")
        draft.put("source", found.sitename, "html page")
        draft.put("url", found.url, "html meta")
    draft.put("published", address_date(draft.fields.get("url", "")), "address")


def _own_times(tree: HtmlElement) -> list[HtmlElement]:
    """The ``<time>`` elements that tell when this article appeared, the surest first.

    Those are the marked ones and any other between the article's headline and its first
    paragraph, or beside the headline in one header. Teasers have times as well: in side bars,
    lists, links and articles of their own.
    """
    heading = next(iter(tree.iter("h1")), None)
    if heading is not None:
        home = next(heading.iterancestors("article", "main", "body"), None)
    else:
        articles = list(tree.iter("article"))
        home = articles[0] if len(articles) == 1 else None
    marked: list[HtmlElement] = []
    near: list[HtmlElement] = []
    begun = heading is None
    words = 0
    for element in home.iter() if home is not None else ():
        begun = begun or element is heading
        if begun and element.tag == "p":
            words += len(element.text_content().split())
        if element.tag != "time" or _is_aside(element, home):
            continue
        says = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if re.search(r"updated|modified", says) and "publish" not in says:
            continue
        beside = heading is not None and not begun and _in_one_header(element, heading, home)
        if (begun and words < _BEGINNING) or beside:
            sure = "pubdate" in element.attrib or "publish" in says
            (marked if sure else near).append(element)
        elif "pubdate" in element.attrib or "datepublished" in says:
            marked.append(element)
    return marked + near


def _is_aside(element: HtmlElement, home: HtmlElement) -> bool:
    """Whether something other than the article stands between ``element`` and ``home``."""
    for above in element.iterancestors():
        if above is home:
            return False
        if above.tag in _ASIDE or above.tag == "article":
            return True
    return False


def _in_one_header(element: HtmlElement, heading: HtmlElement, home: HtmlElement) -> bool:
    """Whether ``element`` shares a block with the headline that is smaller than the article."""
    above = {a for a in element.iterancestors() if a is not home and home in a.iterancestors()}
    return any(a in above for a in heading.iterancestors()) or element.getparent() is home
