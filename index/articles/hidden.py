"""What a page hides from its visitors is not part of the article.

Text that only machines see is where instructions to machines are hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.articles import sheets

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_NEVER = frozenset((
    "script", "style", "template", "noscript", "object", "embed", "svg", "canvas", "math",
    "audio", "video", "map", "input", "textarea", "option", "rt", "rp",
))
_STRUCK = frozenset(("del", "s", "strike"))
_CLASSES = frozenset((
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only",
))
# fmt: on


def strip_hidden(tree: HtmlElement) -> None:
    """Remove from ``tree`` every element that a browser would not show. Changes ``tree``."""
    hidden = hidden_elements(tree)
    strip_unreadable(tree)
    drop(hidden)


def strip_unreadable(tree: HtmlElement) -> None:
    """Remove what never holds words for a visitor, such as scripts. Changes ``tree``."""
    drop([e for e in tree.iter() if not isinstance(e.tag, str) or e.tag in _NEVER])


def drop(elements: list[HtmlElement]) -> None:
    """Take ``elements`` out of their page, but not the text that follows them: it is visible."""
    for element in elements:
        if element.getparent() is None:
            element.clear()
        else:
            element.drop_tree()


def hidden_elements(tree: HtmlElement) -> list[HtmlElement]:
    """The outermost elements that a browser would not show, in the order of the page."""
    styled = {element for element, style in sheets.computed(tree) if sheets.hides(style)}
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    for element in tree.iter():
        if element.getparent() in inside:
            inside.add(element)
        elif element in styled or _is_marked(element):
            inside.add(element)
            found.append(element)
    return found


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element says of itself that it is not to be read, other than by its style."""
    if not isinstance(element.tag, str) or element.tag in _NEVER:
        return False
    get = element.get
    if element.tag in _STRUCK:  # its author has taken it back
        return True
    if "hidden" in element.attrib:
        return True
    if (get("aria-hidden") or "").strip().lower() == "true":
        return not _is_read_out(element)
    if element.tag == "font" and get("size") == "0":
        return True
    # Where a page of the printed book begins: its number stands in mid-sentence.
    if get("role") == "doc-pagebreak" or "pagebreak" in (get("epub:type") or "").split():
        return True
    return bool(_CLASSES & set((get("class") or "").split()))


def _is_read_out(element: HtmlElement) -> bool:
    """Whether the words of an element, which only screen readers pass over, stand beside it again
    for screen readers only: as of a large first letter."""
    words = element.text_content().strip()
    return bool(words) and any(
        near is not None
        and _CLASSES & set((near.get("class") or "").split())
        and near.text_content().strip() == words
        for near in (element.getprevious(), element.getnext())
    )
