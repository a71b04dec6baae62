"""What of a page's article the extractor has left out, put back: each where it belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from index.articles.page_gaps import surroundings
from index.articles.page_lead import lead
from index.articles.page_places import article_home, is_beside, is_boxed
from index.articles.plain import is_prose, plain, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORT = 600  # characters: so short an article is read from its element as it is
_ITEM = "- "


def with_what_was_left(tree: HtmlElement, text: str) -> tuple[str, list[str]]:
    """``text`` with the standfirst, the paragraphs and the lists of the article that the extractor
    has left out, in their places, and the blocks of text around it.

    Captions are no part of what an article says.
    """
    text = _with_paragraphs(tree, text)
    around = surroundings(tree, text, is_boxed)
    text = _with_lists(around, text)
    return "\n\n".join([*lead(tree, text), text]), around


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


def _with_lists(shown: list[str], text: str) -> str:
    """With each item that holds a sentence and stands between two paragraphs, in no box.

    The extractor takes some lists for menus.
    """
    if not any(block.startswith(_ITEM) for block in shown):
        return text
    known, places = squeezed(text), [squeezed(block) for block in shown]
    read = [n for n, place in enumerate(places) if place in known and is_prose(shown[n])]
    lines = text.split("\n\n")
    letters = [squeezed(line) for line in lines]
    before = -1
    for n in range(*((read[0], read[-1]) if read else (0, 0))):
        missing = places[n] not in known and shown[n].startswith(_ITEM) and is_prose(shown[n])
        if missing:
            before += 1
            lines.insert(before, shown[n])
            letters.insert(before, places[n])
        elif places[n] in known and is_prose(shown[n]):
            before = next((i for i, x in enumerate(letters) if places[n] in x), before)
    return "\n\n".join(lines)


def _between(element: HtmlElement, home: HtmlElement) -> Iterator[HtmlElement]:
    for above in element.iterancestors():
        if above is home:
            return
        yield above
