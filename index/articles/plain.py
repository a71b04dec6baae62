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
_CREDITS = frozenset(("cite", "footer", "figcaption"))
_MARKS = "\"“”«»„‘'"
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


def write_quotation_marks(tree: HtmlElement) -> None:
    """Write out the marks that browsers draw around ``<q>``, and some for the indent of a block
    quotation. Changes ``tree``."""
    for block in [b for b in tree.iter("blockquote") if not any(b.iterancestors("blockquote"))]:
        _mark_block(block, tree)
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


def quotation_of(paragraphs: list[str]) -> list[str]:
    """The paragraphs of a block quotation in marks; who is named below it stays outside.

    As in papers, each paragraph opens with a mark and the last one closes.

    >>> quotation_of(["The steel is tired.\\n— Pia Holm"])
    ['“The steel is tired.”\\n— Pia Holm']
    """
    texts = [text for text in paragraphs if not SIGNATURE.match(text)]
    if not texts or texts[0].lstrip()[:1] in _MARKS:
        return paragraphs
    marked = {id(text): f"“{text}" for text in texts}
    words, line, below = texts[-1].rpartition("\n")
    if line and SIGNATURE.match(below):
        marked[id(texts[-1])] = f"“{words}”\n{below}"
    else:
        marked[id(texts[-1])] += "”"
    return [marked.get(id(text), text) for text in paragraphs]


def _mark_block(block: HtmlElement, tree: HtmlElement) -> None:
    """Put a block quotation into marks, but none that holds most of the page: that is an indent."""
    words = block.text_content().strip()
    if not any(map(str.isalnum, words)) or words[0] in _MARKS:
        return
    if len(words) * 2 > len(tree.text_content().strip()):
        return
    parts = [
        p
        for p in block.iter("p")
        if p.text_content().strip()
        and not SIGNATURE.match(p.text_content())
        and not any(a.tag in _CREDITS for a in p.iterancestors())
    ]
    if not parts and not any(e.tag in BLOCKS and e.tag not in _CREDITS for e in block):
        parts = [block]
    for part in parts:
        part.text = "“" + (part.text or "").lstrip()
    if parts:
        _close(parts[-1])
    for credit in [c for c in block.iter("footer", "cite") if c.getparent() in (block, *parts)]:
        _sign(credit)
    for credit in list(block.iter("footer")):
        credit.tag = "p"  # else it is taken for the page's own


def _sign(credit: HtmlElement) -> None:
    """Write the dash that leads to who is quoted, where the page sets the name apart otherwise."""
    before = credit.getprevious()
    parent = credit.getparent()
    lead = before.tail if before is not None else parent.text if parent is not None else ""
    told = SIGNATURE.match(credit.text_content()) or (lead or "").rstrip()[-1:] in ("—", "–", "-")
    if credit.text_content().strip() and not told and len(credit.text_content().split()) <= 14:
        credit.text = f"— {(credit.text or '').lstrip()}"


def _close(part: HtmlElement) -> None:
    """Write the closing mark behind the words of a paragraph, before the name that signs them."""
    stop = next((child for child in part if _signs(child)), None)
    last = stop.getprevious() if stop is not None else (part[-1] if len(part) else None)
    words = ((last.tail if last is not None else part.text) or "").rstrip()
    dash = ""
    if stop is not None and words[-1:] in ("—", "–"):
        words, dash = words[:-1].rstrip(), f" {words[-1]} "
    if last is not None:
        last.tail = f"{words}”{dash}"
    else:
        part.text = f"{words}”{dash}"


def _signs(child: HtmlElement) -> bool:
    """Whether a name that signs a quotation begins with this element."""
    if child.tag != "br":
        return child.tag in _CREDITS
    after = child.getnext()
    return bool(SIGNATURE.match(child.tail or "")) or (
        after is not None and after.tag in _CREDITS and not (child.tail or "").strip(" \n\t—–-")
    )
