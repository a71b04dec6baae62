"""What a browser draws and no text holds: marks of quotations, raised numbers, layout tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.articles.initials import write_initials
from index.articles.plain import BLOCKS, SIGNATURE, is_prose, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CREDITS = frozenset(("cite", "footer", "figcaption"))
_PICTURES = (
    "img",
    "picture",
    "svg",
    "video",
    "audio",
    "iframe",
    "canvas",
    "object",
    "pre",
    "table",
)
_MARKS = "\"“”«»„‘'"
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_TABLE = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"))


def write_out(tree: HtmlElement) -> None:
    """Write out what a browser draws. Changes ``tree``."""
    write_initials(tree)
    _unfold_quoted(tree)
    write_quotation_marks(tree)
    _write_raised_numbers(tree)
    _unfold_layout(tree)


def _unfold_quoted(tree: HtmlElement) -> None:
    """A figure without a picture that holds a quotation is no figure, and its caption says whose
    words they are."""
    for figure in [f for f in tree.iter("figure") if f.find(".//blockquote") is not None]:
        if next(figure.iter(*_PICTURES), None) is not None:
            continue
        figure.tag = "div"
        for caption in figure.iter("figcaption"):
            caption.tag = "p"
            if not SIGNATURE.match(caption.text_content()):
                caption.text = f"— {(caption.text or '').lstrip()}"


def write_repeated(tree: HtmlElement) -> None:
    """Write what a mail repeats of another one behind ">". Changes ``tree``."""
    for block in reversed(list(tree.iter("blockquote"))):
        if block.get("type") != "cite" and "quote" not in (block.get("class") or ""):
            continue
        paragraphs = plain(block).split("\n\n")
        for child in list(block):
            block.remove(child)
        block.text, block.tag = None, "div"
        for paragraph in paragraphs:
            first, *more = paragraph.split("\n")
            part = block.makeelement("p")
            part.text = f"> {first}"
            for line in more:
                part.append(part.makeelement("br"))
                part[-1].tail = f"> {line}"
            block.append(part)


def _write_raised_numbers(tree: HtmlElement) -> None:
    """Write numbers that stand raised as such, or 10<sup>3</sup> is another number; the marks of
    notes, which lead to another place of the page, are no words."""
    for link in [e for e in tree.iter("a") if _leads_to_note(e)]:
        above = link.getparent()
        around = above is not None and above.tag == "sup" and len(above) == 1
        (above if around else link).drop_tree()
    for number in tree.iter("sup"):
        written = (number.text or "").strip()
        if not len(number) and written.translate(_RAISED) != written:
            before, above = number.getprevious(), number.getparent()
            lead = before.tail if before is not None else above.text if above is not None else ""
            number.text = raised(written, lead or "")


def raised(number: str, before: str) -> str:
    """A number that stands raised behind ``before``: nothing behind a mark of punctuation, where it
    leads to a note.

    >>> raised("3", "10"), raised("3", "It closes in June.")
    ('³', '')
    """
    end = before.rstrip()[-1:]
    if end and not end.isalnum() and re.fullmatch(r"[\d\s,;–-]+", number):
        return ""
    return number.translate(_RAISED)


def _leads_to_note(link: HtmlElement) -> bool:
    if "noteref" in f"{link.get('role')} {link.get('epub:type')} {link.get('type')}":
        return True
    if not (link.get("href") or "").startswith("#"):
        return False
    above = link.getparent()
    return link.find("sup") is not None or (above is not None and above.tag == "sup")


def _unfold_layout(tree: HtmlElement) -> None:
    """Tables that hold an article, as old pages and newsletters have them, are blocks one below
    the other."""
    for table in [t for t in tree.iter("table") if _lays_out(t)]:
        for part in [e for e in table.iter(*_TABLE) if _table_of(e) is table]:
            part.tag = "div"


def _lays_out(table: HtmlElement) -> bool:
    """Whether a cell of a table holds several blocks, one of them with a sentence."""
    for cell in table.iter("td"):
        if _table_of(cell) is table:
            blocks = [e for e in cell.iter(*BLOCKS) if e.tag not in _TABLE]
            if len(blocks) > 1 and is_prose(" ".join(cell.text_content().split())):
                return True
    return False


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return element if element.tag == "table" else next(element.iterancestors("table"), None)


def write_quotation_marks(tree: HtmlElement) -> None:
    """Write out the marks that browsers draw around ``<q>``, and some for the indent of a block
    quotation. Changes ``tree``."""
    for block in [b for b in tree.iter("blockquote") if _outer(b) is None]:
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
    for inner in block.iterdescendants("blockquote"):
        first = inner.text_content().strip()[:1]
        if first and first not in _MARKS and _outer(inner) is block:
            _mark(inner, _parts(inner), "‘’")
    _mark(block, _parts(block), "“”")


def _outer(block: HtmlElement) -> HtmlElement | None:
    return next(block.iterancestors("blockquote"), None)


def _parts(block: HtmlElement) -> list[HtmlElement]:
    """The paragraphs of a block quotation."""
    parts = [
        p
        for p in block.iter("p")
        if p.text_content().strip()
        and not SIGNATURE.match(p.text_content())
        and not any(a.tag in _CREDITS for a in p.iterancestors())
    ]
    if not parts and not any(e.tag in BLOCKS and e.tag not in _CREDITS for e in block):
        parts = [block]
    return parts


def _mark(block: HtmlElement, parts: list[HtmlElement], marks: str) -> None:
    """Open each paragraph with a mark, close the last, and lead to who is named below."""
    for part in parts:
        part.text = marks[0] + (part.text or "").lstrip()
    if parts:
        _close(parts[-1], marks[1])
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


def _close(part: HtmlElement, mark: str) -> None:
    """Write the closing mark behind the words of a paragraph, before the name that signs them."""
    stop = next((child for child in part if _signs(child)), None)
    last = stop.getprevious() if stop is not None else (part[-1] if len(part) else None)
    words = ((last.tail if last is not None else part.text) or "").rstrip()
    dash = ""
    if stop is not None and words[-1:] in ("—", "–"):
        words, dash = words[:-1].rstrip(), f" {words[-1]} "
    if last is not None:
        last.tail = f"{words}{mark}{dash}"
    else:
        part.text = f"{words}{mark}{dash}"


def _signs(child: HtmlElement) -> bool:
    """Whether a name that signs a quotation begins with this element."""
    if child.tag != "br":
        return child.tag in _CREDITS
    after = child.getnext()
    return bool(SIGNATURE.match(child.tail or "")) or (
        after is not None and after.tag in _CREDITS and not (child.tail or "").strip(" \n\t—–-")
    )
