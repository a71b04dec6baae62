"""A piece of a page as plain text, and how much of a text is sentences."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# fmt: on
_SENTENCE = re.compile(r"[.!?…。؟][\"”’»)\]]*(?:\s|$)")
_PROSE_WORDS = 8  # a line of a menu has fewer words, or no end of a sentence


def plain(tree: HtmlElement, without: Collection[HtmlElement] = ()) -> str:
    """All text of ``tree``: white space as a browser shows it, a blank line between blocks.

    The elements ``without`` and what they hold are left out.
    """
    out: list[str] = []

    def walk(element: HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in ("title", "head") or element in without:
            return
        if tag == "br":
            out.append("\n")
        block = tag in _BLOCKS
        if block:
            out.append("\n\n")
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


def prose_words(text: str) -> int:
    """How many words of ``text`` stand in lines that hold sentences."""
    return sum(len(line.split()) for line in text.split("\n") if is_prose(line))


def is_prose(line: str) -> bool:
    """Whether a line holds a sentence, and is no entry of a menu."""
    return len(line.split()) >= _PROSE_WORDS and bool(_SENTENCE.search(line))


def prose_lines(text: str) -> int:
    """How many lines of ``text`` hold sentences."""
    return sum(map(is_prose, text.split("\n")))


def write_quotation_marks(tree: HtmlElement) -> None:
    """Write out the marks that browsers draw around ``<q>``. Changes ``tree``."""
    for quotation in list(tree.iter("q")):
        depth = sum(1 for _ in quotation.iterancestors("q"))
        left, right = ("‘", "’") if depth % 2 else ("“", "”")
        bare = (quotation.text_content() or "").strip()
        if not bare or bare[0] in "\"“”«»„‘'":
            continue
        quotation.text = left + (quotation.text or "")
        if len(quotation):
            quotation[-1].tail = (quotation[-1].tail or "") + right
        else:
            quotation.text += right
    for quotation in list(tree.iter("q")):
        quotation.drop_tag()
