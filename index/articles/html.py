"""Web pages: what a reader of the page would see, and nothing that is hidden from them."""

from __future__ import annotations

import codecs
import re
from copy import deepcopy
from html import unescape
from typing import TYPE_CHECKING

from index.articles.decode import bom_encoding, decode
from index.articles.draft import Draft
from index.articles.drawn import write_out, write_repeated
from index.articles.hidden import drop, strip_hidden
from index.articles.json_ld import structured
from index.articles.live import (
    are_by_several,
    entries_in_data,
    entries_in_markup,
    keep_own_author,
    part_from,
)
from index.articles.mail_footers import drop_footer
from index.articles.page_metadata import described
from index.articles.page_teasers import drop_teasers
from index.articles.page_text import article_text, further_pages, is_shown, strip_unseen
from index.articles.plain import plain, prose_lines
from index.exceptions import ArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{2,6}|#[xX][\da-fA-F]{2,5}|[A-Za-z]{2,8}\d{0,2});")
_MANY = 40  # words: as much as a short paragraph
_TEASER = 120  # words: as much stands before what is for sale
_WHOLE = "open it where all of it is shown, save it from the browser and add that"
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = r"(?:p|div|a|em|strong|b|i|ul|li|h[1-6]|span|body|blockquote|q)"


def read_html(
    data: bytes, charset: str | None = None, url: str = "", *, whole: bool = False
) -> Draft:
    """Read a page; entries of a live blog stand beside its text unless it is wanted ``whole``.

    Raises ArticleError where there is no text that a visitor would see.
    """
    declared = _CHARSET.search(data[:4096])
    name = charset or (declared[1].decode("ascii", "replace") if declared else None)
    if name and bom_encoding(data) is None:
        try:
            codecs.lookup(name)
        except LookupError:
            name = None
    return page(decode(data, name), url, whole=whole)


def page(markup: str, url: str = "", *, whole: bool = False) -> Draft:
    """Read a page from its markup."""
    from lxml import etree

    try:
        tree = _parse(markup)
        draft = Draft()
        told = structured(tree, draft)
        body = fragment(told.body) if looks_like_html(told.body) else told.body
        entries = entries_in_data(tree)
        scripted = next(tree.iter("script"), None) is not None
        unseen = strip_unseen(tree)
        entries = entries or entries_in_markup(tree)
        if not entries:
            drop_teasers(tree, url)
        described(deepcopy(tree), draft, url)
        sold = told.sold and not is_shown(tree, told.sold)
        pages = further_pages(tree)
        text, draft.losses = article_text(tree, unseen, body)
        draft.losses += pages if text != body else []
        draft.losses += _cut(text, told.words, sold=bool(sold and text != body))
    except (
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
    ) as e:
        raise ArticleError("the page is damaged; save it again from the browser") from e
    if not entries and (not text.strip() or (scripted and not prose_lines(text))):
        # A menu without one sentence, on a page with scripts: they would have fetched the article.
        raise ArticleError(
            "the page holds no readable text (it may be built by scripts); "
            "save it from the browser as text or PDF and add that"
        )
    draft.text = text
    if are_by_several(entries):
        keep_own_author(draft, entries)
        if not whole:
            part_from(draft, entries)
    return draft


def _cut(text: str, told: int, *, sold: bool) -> list[str]:
    """The loss where a page says of itself that it does not hold its whole article."""
    words = len(text.split())
    if told - words >= max(_MANY, words // 2):
        much = f"{told - words:,} of the {told:,} words that the page says its article has"
        return [f"{much}; {_WHOLE}"]
    # Some pages that say so show all of it.
    cut = sold and words < _TEASER
    return [f"what the page shows to subscribers only; {_WHOLE}"] if cut else []


def fragment(markup: str, *, is_mail: bool = False, places: frozenset[str] = frozenset()) -> str:
    """The visible text of a piece of HTML, paragraphs parted by blank lines.

    What a mail repeats of another one stands behind ">", as in mails without markup. ``places``:
    where links of its footer lead, which is left out.
    """
    from lxml import etree

    try:
        tree = _parse(f"<div>{markup}</div>")
        strip_hidden(tree)
        if places:
            drop_footer(tree, places)
        if is_mail:
            write_repeated(tree)
        write_out(tree)
        if not is_mail:
            drop(list(tree.iter("figcaption")))
        return plain(tree)
    except (etree.LxmlError, ValueError, TypeError, RecursionError):
        return ""


def looks_like_html(text: str) -> bool:
    """Whether a text field holds markup rather than words."""
    return bool(re.search(rf"</{_TAG}\s*>|<br\s*/?>", text))


def readable(text: str) -> str:
    """The words of a field that may hold markup, or markup that was escaped once too often."""
    if not looks_like_html(text) and re.search(rf"&lt;/{_TAG}\s*&gt;|&lt;br\s*/?&gt;", text):
        text = unescape(text)
    if looks_like_html(text):
        return fragment(text) or text
    return without_references(text)


def without_references(text: str) -> str:
    """Plain text with characters for the references to them that programs have left in it."""
    return _REFERENCE.sub(lambda reference: unescape(reference[0]), text)


def _parse(markup: str) -> HtmlElement:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    markup = _XML_HEAD.sub("", markup.replace("\x00", ""))
    markup = re.sub("[\ud800-\udfff\x01-\x08\x0b\x0c\x0e-\x1f\u23ce]", " ", markup)
    if not markup.strip():
        raise ArticleError("the file is empty; remove it or save the page again")
    try:
        tree: HtmlElement = document_fromstring(
            markup, parser=HTMLParser(remove_comments=True, remove_pis=True)
        )
    except etree.ParserError as error:
        raise ArticleError("the page is empty; save it again from the browser") from error
    for template in tree.iter("template"):
        if "shadowrootmode" in template.attrib:  # browsers show it in place of what it stands in
            template.tag = "div"
    return tree
