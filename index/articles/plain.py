"""A piece of a page as plain text, and how much of a text is sentences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# fmt: on
SIGNATURE = re.compile(r"\s*(?:--+|[—–-])\s*\w")
"""How a line begins that names whose words stand above it: "— Pia Holm"."""
_SENTENCE = re.compile(r"[.!?…։።។៕。！？؟۔।။][\"”’»)\]」』]*(?:\s|$)")
_PROSE_WORDS = 8  # a line of a menu has fewer words, or no end of a sentence
# Scripts without spaces between words; this many of their letters are as long as eight words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PROSE_LETTERS = 16
_UNSTOPPED = 40


def plain(tree: HtmlElement, without: Collection[HtmlElement] = ()) -> str:
    """All text of ``tree``: white space as a browser shows it, a blank line between blocks.

    The elements ``without`` and what they hold are left out.
    """
    out: list[str] = []

    def walk(element: HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in ("title", "head"):
            return
        if tag == "br":
            out.append("\n")
        block = tag in BLOCKS
        if block:
            out.append("\n\n")
        if element in without:
            return
        if tag == "li":
            out.append("- ")
        if element.text:
            out.append(re.sub(r"\s+", " ", element.text))
        for child in element:
            walk(child)
            if child.tail:
                out.append(re.sub(r"\s+", " ", child.tail))
        if tag in ("td", "th"):
            out.append(" | ")
        if block:
            out.append("\n\n")

    walk(tree)
    blocks = re.split(r"\n\s*\n", "".join(out))
    lines = ("\n".join(" ".join(x.split()) for x in b.split("\n")).strip() for b in blocks)
    return "\n\n".join(b.removesuffix(" |") for b in lines if b.strip(" -|"))


def bare_blocks(tree: HtmlElement) -> Iterator[tuple[HtmlElement, list[str]]]:
    """Each element with words of its own beside the blocks in it, as between line breaks, with the
    blocks of those words."""
    for element in tree.iter():
        if element.tag in BLOCKS and element.tag != "p":
            inner = [child for child in element if child.tag in BLOCKS]
            parts = [element.text, *(child.tail for child in element)]
            if len(parts) > 1 and any(part and len(part.split()) > 1 for part in parts):
                yield element, plain(element, without=inner).split("\n\n")


def prose_words(text: str) -> int:
    """How many words of ``text`` stand in lines that hold sentences."""
    return sum(len(line.split()) for line in text.split("\n") if is_prose(line))


def is_prose(line: str) -> bool:
    """Whether a line holds a sentence, and is no entry of a menu."""
    unspaced = len(_UNSPACED.findall(line))
    long = len(line.split()) >= _PROSE_WORDS or unspaced >= _PROSE_LETTERS
    # Thai and Lao have no full stop.
    return unspaced >= _UNSTOPPED or (long and bool(_SENTENCE.search(line)))


def prose_lines(text: str) -> int:
    """How many lines of ``text`` hold sentences."""
    return sum(map(is_prose, text.split("\n")))


def squeezed(text: str) -> str:
    """The letters and digits of ``text`` only: extractors differ in white space and marks."""
    return re.sub(r"[\W_]+", "", text.casefold())


def is_linked(element: HtmlElement) -> bool:
    """Whether most words of an element are those of links: a menu, the teaser of another page."""
    if element.tag == "a":
        return False
    linked = sum(len(squeezed(a.text_content())) for a in element.iter("a"))
    return linked * 2 > len(squeezed(element.text_content()))
