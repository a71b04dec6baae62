"""What a page's JSON-LD says about its article."""

from __future__ import annotations

import json
import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from index.articles.draft import Draft
from index.articles.heading import same

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "OpinionNewsArticle")
_WRAPPED = re.compile(r"\A\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*\Z|;\s*\Z")


@dataclass(frozen=True)
class Told:
    """What JSON-LD tells of an article's text: the text itself, its length, what is for sale."""

    body: str = ""
    words: int = 0
    sold: tuple[str, ...] = ()
    """Classes of the elements that hold what only subscribers are shown."""


def structured(tree: HtmlElement, draft: Draft) -> Told:
    """Read JSON-LD, which publishers keep for exactly this purpose, into ``draft``."""
    nodes = [n for script in tree.iter("script") for n in _nodes(script)]
    node = _own_node(tree, [n for n in nodes if _is_article(n)])
    if node is None:
        return Told()
    known = {str(n.get("@id")): n for n in nodes if n.get("name")}
    draft.put("title", _title(node, _titles(tree)), "JSON-LD")
    draft.put("author", _resolved(node.get("author"), known), "JSON-LD")
    draft.put("source", _resolved(node.get("publisher"), known), "JSON-LD")
    draft.put("published", node.get("datePublished"), "JSON-LD")
    draft.put("language", node.get("inLanguage"), "JSON-LD")
    body = node.get("articleBody") or node.get("text")
    count = str(node.get("wordCount") or "")
    return Told(
        unescape(body) if isinstance(body, str) else "",
        int(count) if count.isdecimal() else 0,
        tuple(
            name
            for part in listed(node.get("hasPart"))
            if isinstance(part, dict) and str(part.get("isAccessibleForFree")).lower() == "false"
            for name in re.findall(r"\.([\w-]+)", str(part.get("cssSelector")))
        ),
    )


def _nodes(script: HtmlElement) -> list[dict[str, Any]]:
    """All that one script of JSON-LD describes."""
    if "ld+json" not in (script.get("type") or ""):
        return []
    nodes = listed(data_of(script.text or ""))
    for node in list(nodes):
        if isinstance(node, dict):
            nodes += [*listed(node.get("@graph")), *listed(node.get("mainEntity"))]
    return [n for n in nodes if isinstance(n, dict)]


def _is_article(node: dict[str, Any]) -> bool:
    return any(str(kind).endswith(_ARTICLE_TYPES) for kind in listed(node.get("@type")))


def _resolved(value: object, known: dict[str, dict[str, Any]]) -> object:
    """A value with what is described elsewhere on the page, and is only named by its "@id"."""
    return [
        known.get(str(one["@id"]), one)
        if isinstance(one, dict) and "@id" in one and not one.get("name")
        else one
        for one in listed(value)
    ]


def data_of(text: str) -> object:
    """What a script of JSON-LD holds; some stand in marks for old browsers, or escaped."""
    text = _WRAPPED.sub("", text)
    for form in (text, unescape(text)):
        try:
            return json.loads(form, strict=False)
        except ValueError:
            continue
        except RecursionError:
            break
    return None


def _own_node(tree: HtmlElement, nodes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The article that the page is about: of several, the one with its address or headline.

    The others are teasers of other stories, whose dates and authors are not this one's.
    """
    if not nodes:
        return None
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"]
    links += [m.get("content") for m in tree.iter("meta") if m.get("property") == "og:url"]
    addresses = set(_places(*links))
    titles = _titles(tree)
    for same_place in (operator.eq, _may_be_one):
        for node in nodes:
            if any(same_place(a, b) for a in _addresses(node) for b in addresses):
                return node
    for node in nodes:
        headline = unescape(str(node.get("headline") or node.get("name") or ""))
        if any(same(headline, title) for title in titles):
            return node
    if len(nodes) == 1:
        # The only one may well have a headline of its own; with another address as well it is not
        # about this page.
        return None if titles and addresses and _addresses(nodes[0]) else nodes[0]
    return None if titles else nodes[0]


def _titles(tree: HtmlElement) -> list[str]:
    """What the page itself gives as its headline."""
    titles = [h.text_content() for h in tree.iter("h1")]
    og_titles = (m for m in tree.iter("meta") if m.get("property") == "og:title")
    return titles + [meta.get("content") or "" for meta in og_titles]


def _title(node: dict[str, Any], titles: list[str]) -> object:
    """A node's headline, or its name where the page shows that: a headline may be a summary."""
    headline, name = node.get("headline"), node.get("name")
    shown = [any(same(unescape(str(one)), t) for t in titles) for one in (headline, name)]
    return name if not headline or shown == [False, True] else headline


_Place = tuple[str, frozenset[tuple[str, str]]]


def _addresses(node: dict[str, Any]) -> set[_Place]:
    """Where a node says that its article stands."""
    page = node.get("mainEntityOfPage")
    page = page.get("@id") or page.get("url") if isinstance(page, dict) else page
    return set(_places(page, node.get("url"), node.get("@id")))


def _places(*addresses: object) -> Iterator[_Place]:
    """Addresses in the form in which they can be compared: without ``www.``, ``/`` at the end and
    fragment, their queries by name and value."""
    for address in addresses:
        match = re.match(r"https?://(?:www\.)?([^?#]+)(?:\?([^#]*))?", str(address), re.IGNORECASE)
        if match:
            query = frozenset(parse_qsl(match[2] or "", keep_blank_values=True))
            yield match[1].lower().rstrip("/"), query


def _may_be_one(one: _Place, other: _Place) -> bool:
    """Whether two addresses may be of one page: no value of their queries differs.

    Many addresses are handed on with a query that only says where a visitor came from.
    """
    known = dict(one[1])
    return one[0] == other[0] and all(known.get(name, v) == v for name, v in other[1])


def listed(value: object) -> list[object]:
    """A value as the list of values that it stands for."""
    if isinstance(value, list):
        return list(value)
    return [] if value is None else [value]
