"""What of a page's article the extractor has left out, put back: each where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.articles.page_gaps import surroundings
from index.articles.page_lead import lead
from index.articles.page_places import article_home, is_beside, is_boxed
from index.articles.plain import bare_blocks, is_linked, is_prose, plain, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 600  # characters: so short an article is read from its element as it is
_ITEM = "- "
SAME = 0.7  # of its runs of words: so much of a paragraph stands in the text in other characters


def with_what_was_left(tree: HtmlElement, text: str) -> tuple[str, list[str]]:
    """``text`` with the standfirst, the paragraphs and the lists of the article that the extractor
    has left out, in their places, and the blocks of text around it.

    Captions are no part of what an article says.
    """
    text = _with_paragraphs(tree, _without_boxes(tree, text))
    around = surroundings(tree, text, is_boxed)
    text = _with_what_is_between(around, text, _siblings(tree, text))
    return "\n\n".join([*lead(tree, text), text]), around


def _without_boxes(tree: HtmlElement, text: str) -> str:
    """``text`` without what stands only in boxes beside the article's own element: teasers, which
    the extractor takes for a part of a short article."""
    home = article_home(tree)
    own = squeezed(home.text_content()) if home is not None and home.tag != "body" else ""
    if len(text) > 3 * _SHORT or 2 * len(own) < len(squeezed(text)):
        return text
    around = {home, *home.iterancestors(), *home.iterdescendants()} if home is not None else set()
    boxes = [squeezed(e.text_content()) for e in tree.iter() if e not in around and is_boxed(e)]
    return "\n\n".join(
        block
        for block in text.split("\n\n")
        if squeezed(block) in own or not any(squeezed(block) in box for box in boxes)
    )


def share(words: str, text: str) -> float:
    """How much of ``words`` stands in ``text``, in runs of three words."""
    known = _runs(text)
    wanted = _runs(words)
    return len(wanted & known) / len(wanted) if wanted else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _with_paragraphs(tree: HtmlElement, text: str) -> str:
    """The extractor takes one container, and an article can stand in several.

    A few words left out are mostly teasers and notes, so nothing is taken back unless it is a good
    part of the article.
    """
    home = article_home(tree)
    if home is None or home.tag == "body" or len(text) < _SHORT:
        return text
    known = squeezed(text)
    left = {
        words
        for p in home.iter("p")
        if is_prose(words := " ".join(p.text_content().split()))
        and squeezed(words) not in known
        and not any(is_beside(a) for a in _between(p, home))
    }
    if sum(len(words.split()) for words in left) * 5 < len(text.split()):
        return text
    blocks = plain(home).split("\n\n")
    kept = [b for b in blocks if " ".join(b.split()) in left or squeezed(b) in known]
    whole = "\n\n".join(kept)
    return whole if share(text, whole) > 0.95 else text


def _with_what_is_between(shown: list[str], text: str, siblings: set[str]) -> str:
    """With what stands between two paragraphs, in no box: the items of lists that hold sentences
    or of which some are read, and paragraphs that stand side by side with others.

    The extractor takes some lists for menus, and some paragraphs for teasers.
    """
    known, places = squeezed(text), [squeezed(block) for block in shown]
    read = [n for n, place in enumerate(places) if place in known and is_prose(shown[n])]
    lines = text.split("\n\n")
    letters = [squeezed(line) for line in lines]
    before, in_list = -1, False
    for n in range(*((read[0], read[-1]) if read else (0, 0))):
        item, prose = shown[n].startswith(_ITEM), is_prose(shown[n])
        if places[n] in known:
            if prose or item:
                later = range(max(before, 0), len(lines))
                before = next((i for i in later if places[n] in letters[i]), before)
            in_list = item
        elif (item and (prose or in_list)) or (
            prose and places[n] in siblings and share(shown[n], text) < SAME
        ):
            before += 1
            lines.insert(before, shown[n])
            letters.insert(before, places[n])
            in_list = item
    return "\n\n".join(lines)


def _siblings(tree: HtmlElement, text: str) -> set[str]:
    """The letters of the paragraphs that stand side by side with one of ``text``, in one element:
    other than those that are mostly links."""
    groups: dict[HtmlElement, set[str]] = {}
    for p in tree.iter("p"):
        if is_prose(words := p.text_content()) and not is_linked(p):
            groups.setdefault(p.getparent(), set()).add(squeezed(words))
    for element, blocks in bare_blocks(tree):
        groups.setdefault(element, set()).update(map(squeezed, filter(is_prose, blocks)))
    known = squeezed(text)
    return {
        letters
        for group in groups.values()
        if any(one in known for one in group)
        for letters in group
    }


def _between(element: HtmlElement, home: HtmlElement) -> Iterator[HtmlElement]:
    for above in element.iterancestors():
        if above is home:
            return
        yield above
