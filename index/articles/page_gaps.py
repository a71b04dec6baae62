"""What of an article was not read, told by where it stands: between and beside what was read."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.articles.plain import is_prose, plain, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NEARLY_ALL = 0.9


def surroundings(
    tree: HtmlElement, text: str, is_beside: Callable[[HtmlElement], bool]
) -> list[str]:
    """The blocks of text in the smallest element that holds nearly all of an article.

    Other than a box, a teaser or a form (``is_beside``) in which none of its paragraphs stands.
    """
    paragraphs = [squeezed(line) for line in text.split("\n") if is_prose(line)]
    home = _home(tree, paragraphs)
    return plain(home, without=_boxes(home, paragraphs, is_beside)).split("\n\n")


def words_left_out(around: list[str], text: str) -> int:
    """How many words of a page's article are not in ``text``, as far as the page shows that.

    Where an article begins and ends nobody marks. What stands between two of its paragraphs is a
    part of it, and so are sentences ``around`` them, in the blocks of its surroundings.
    """
    known = squeezed(text)
    blocks = [line for block in around for line in block.split("\n") if squeezed(line)]
    read = [squeezed(block) in known for block in blocks]
    inside = [n for n, block in enumerate(blocks) if read[n] and is_prose(block)]
    if not inside:
        return 0
    return sum(
        len(block.split())
        for n, block in enumerate(blocks)
        if not read[n] and (inside[0] < n < inside[-1] or is_prose(block))
    )


def _home(tree: HtmlElement, paragraphs: list[str]) -> HtmlElement:
    """The smallest element that holds nearly all of the paragraphs."""
    home, least = tree, _NEARLY_ALL * sum(map(len, paragraphs))
    while least:
        # A shorter one cannot hold so many letters.
        long = (child for child in home if len(child.text_content()) >= least)
        smaller = next((child for child in long if _held(child, paragraphs) >= least), None)
        if smaller is None:
            break
        home = smaller
    return home


def _held(element: HtmlElement, paragraphs: list[str]) -> int:
    """How many letters of the paragraphs stand in an element."""
    words = squeezed(element.text_content())
    return sum(len(paragraph) for paragraph in paragraphs if paragraph in words)


def _boxes(
    home: HtmlElement, paragraphs: list[str], is_beside: Callable[[HtmlElement], bool]
) -> set[HtmlElement]:
    """The outermost elements beside the article in which none of its paragraphs stands."""
    found: set[HtmlElement] = set()
    waiting = [home]
    while waiting:
        for child in waiting.pop():
            if is_beside(child) and not _held(child, paragraphs):
                found.add(child)
            else:
                waiting.append(child)
    return found
