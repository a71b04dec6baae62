"""The lead of a page's article: what stands between its headline and its first paragraph."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.articles.page_places import is_boxed
from index.articles.plain import is_linked, is_prose, plain, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGEST = 80  # words: more is another story
_BYLINE = re.compile(r"byline|dateline|date\b|meta|time|credit|share|breadcrumb", re.IGNORECASE)


def lead(tree: HtmlElement, text: str) -> list[str]:
    """The paragraphs between the headline and the first paragraph of ``text`` that it lacks.

    Extractors take a standfirst for a summary of another page. Captions, bylines, lists, links to
    other pages and boxes are no part of it.
    """
    first = next((squeezed(line) for line in text.split("\n") if is_prose(line)), "")
    headline = next(iter(tree.iter("h1")), None)
    if headline is None or not first:
        return []
    home = next((a for a in headline.iterancestors() if first in squeezed(a.text_content())), None)
    if home is None:
        return []
    blocks = plain(home, without=_beside(home, headline, first)).split("\n\n")
    places = [squeezed(block) for block in blocks]
    head = squeezed(headline.text_content())
    begin = places.index(head) + 1 if head in places else len(places)
    if first not in places[begin:]:
        return []
    end, known = places.index(first, begin), squeezed(text)
    between = zip(blocks[begin:end], places[begin:end], strict=True)
    found = dict.fromkeys(
        b for b, place in between if is_prose(b) and place not in known and "©" not in b
    )
    return list(found) if sum(len(b.split()) for b in found) <= _LONGEST else []


def _beside(home: HtmlElement, headline: HtmlElement, first: str) -> set[HtmlElement]:
    """What stands between headline and first paragraph and is neither."""
    found: set[HtmlElement] = set()
    behind = False
    for element in home.iter():
        if element is headline:
            behind = True
        elif behind:
            words = squeezed(element.text_content())
            if words == first:
                break
            if first not in words and _is_no_lead(element):
                found.add(element)
    return found


def _is_no_lead(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    named = is_boxed(element) or element.tag in ("time", "li") or bool(_BYLINE.search(names))
    return named or is_linked(element)
