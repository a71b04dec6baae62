"""Where a page's article stands, and what stands beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.articles.plain import BLOCKS, is_linked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_FURNITURE = (
    "nav", "header", "footer", "aside", "form", "button", "select", "figure", "iframe", "dialog",
)
_ROLES = frozenset(("dialog", "alertdialog", "navigation", "search", "menu", "contentinfo"))
# fmt: on
_BESIDE = re.compile(
    r"comment|disqus|related|recirc|promo|newsletter|teaser|sidebar|caption|author|bio\b",
    re.IGNORECASE,
)


def article_home(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds the whole article: around its headline, or its only one."""
    for heading in tree.iter("h1"):
        around = [a for a in heading.iterancestors() if a.tag in ("article", "main")]
        return around[0] if around else heading.getparent()
    articles = list(tree.iter("article"))
    if len(articles) == 1:
        return articles[0]
    main = tree.find(".//main")
    return main if main is not None else tree.find(".//body")


def is_furniture(element: HtmlElement) -> bool:
    """Whether an element is a menu, a form, a dialog or the like by its tag or role."""
    return element.tag in _FURNITURE or (element.get("role") or "").lower() in _ROLES


def furniture_of(tree: HtmlElement) -> set[HtmlElement]:
    """Menus, dialogs and the like, but none in which the whole article stands."""
    home = article_home(tree)
    around = {home, *home.iterancestors()} if home is not None else set()
    return {e for e in tree.iter() if is_furniture(e) and e not in around}


def is_beside(element: HtmlElement) -> bool:
    """Whether an element inside an article stands beside it: comments, teasers, a box."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return is_furniture(element) or element.tag == "a" or bool(_BESIDE.search(names))


def is_boxed(element: HtmlElement) -> bool:
    """The same, but links: what is linked may be words of the article."""
    return element.tag != "a" and is_beside(element)


def is_apart(element: HtmlElement) -> bool:
    """The same, and what leads to other pages: cards, which are links around whole blocks, and
    blocks of links other than lists, as what those name may belong to the article."""
    if element.tag == "a":
        return "href" in element.attrib and any(inner.tag in BLOCKS for inner in element.iter())
    links = element.iter("a") if element.tag in BLOCKS - {"ul", "ol", "li", "p"} else ()
    return is_boxed(element) or (len(list(links)) > 1 and is_linked(element))
