"""Web pages: what a reader of the page would see, and nothing that is hidden from them."""

from __future__ import annotations

import codecs
import json
import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from index.articles.decode import bom_encoding, decode
from index.articles.draft import Draft
from index.articles.hidden import strip_hidden
from index.exceptions import ArticleError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))
# fmt: on
_FURNITURE = ("nav", "header", "footer", "aside", "form", "button", "select", "figure", "iframe")
_DATES = (
    ("article:published_time", "html meta"),
    ("datepublished", "html meta"),
    ("date", "html meta"),
    ("dc.date", "html meta"),
    ("dc.date.issued", "html meta"),
    ("dcterms.issued", "html meta"),
    ("pubdate", "html meta"),
    ("publishdate", "html meta"),
    ("publish-date", "html meta"),
    ("parsely-pub-date", "html meta"),
    ("sailthru.date", "html meta"),
    ("citation_publication_date", "html meta"),
)
# Stands for a line break while the extractor works, which takes <br> for the end of a paragraph.
_BREAK = "\u23ce"
_URL_DATE = re.compile(r"/(20\d\d|19\d\d)[/-](\d{1,2})[/-](\d{1,2})(?:/|-|$)")
_ARTICLE_TYPES = ("Article", "NewsArticle", "BlogPosting", "Report", "OpinionNewsArticle")


def read_html(data: bytes, charset: str | None = None, url: str = "") -> Draft:
    """Read a page. Raises ArticleError where there is no text that a visitor would see."""
    declared = _CHARSET.search(data[:4096])
    name = charset or (declared[1].decode("ascii", "replace") if declared else None)
    if name and bom_encoding(data) is None:
        try:
            codecs.lookup(name)
        except LookupError:
            name = None
    return page(decode(data, name), url)


def page(markup: str, url: str = "") -> Draft:
    """Read a page from its markup."""
    from lxml import etree

    try:
        tree = _parse(markup)
        draft = Draft()
        _structured(tree, draft)
        strip_hidden(tree)
        _metadata(deepcopy(tree), draft, url)
        text = _body(tree)
    except (
        etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
    ) as e:
        raise ArticleError(
            f"is not a page that can be parsed ({type(e).__name__}); save it again from the browser"
        ) from e
    if not text.strip():
        raise ArticleError(
            "the page holds no readable text (it may be built by scripts); "
            "save it from the browser as text or PDF and add that"
        )
    draft.text = text
    return draft


def fragment(markup: str) -> str:
    """The visible text of a piece of HTML, paragraphs parted by blank lines."""
    from lxml import etree

    try:
        tree = _parse(f"<div>{markup}</div>")
        strip_hidden(tree)
        return _plain(tree)
    except (etree.LxmlError, ValueError, TypeError, RecursionError):
        return ""


def looks_like_html(text: str) -> bool:
    """Whether a text field holds markup rather than words."""
    return bool(
        re.search(r"</(?:p|div|a|em|strong|b|i|ul|li|h[1-6]|span|body)\s*>|<br\s*/?>", text)
    )


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
    return tree


def _body(tree: HtmlElement) -> str:
    """The article on the page by trafilatura; everything visible where that finds too little."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    copy = deepcopy(tree)
    for line_break in list(copy.iter("br")):
        line_break.tail = _BREAK + (line_break.tail or "")
        line_break.drop_tag()
    found = trafilatura.extract(
        copy, output_format="txt", include_comments=False, include_tables=True
    )
    text = _paragraphs(found or "")
    for furniture in tree.iter(*_FURNITURE):
        furniture.set("hidden", "")
    strip_hidden(tree)
    main = tree.find(".//article")
    whole = _plain(main if main is not None else tree)
    # On very short pages the extractor drops paragraphs or runs them together.
    if len(text) < 600 and len(whole) > len(text) and len(whole) < 4_000:
        return whole
    return text


def _paragraphs(extracted: str) -> str:
    """The extractor's lines, one a paragraph, with blank lines between; lists stay together."""
    out: list[str] = []
    for line in (x.strip() for x in extracted.split("\n")):
        if not line:
            continue
        in_list = line.startswith("- ") and bool(out) and out[-1].startswith("- ")
        out += [("\n" if in_list else "\n\n") if out else "", line]
    text = re.sub(rf"\s*{_BREAK}(?:\s*{_BREAK})+\s*", "\n\n", "".join(out))
    return re.sub(rf"[ \t]*{_BREAK}[ \t]*", "\n", text).strip()


def _plain(tree: HtmlElement) -> str:
    """All text of ``tree``: white space as a browser shows it, a blank line between blocks."""
    out: list[str] = []

    def walk(element: HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in ("title", "head"):
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


def _structured(tree: HtmlElement, draft: Draft) -> None:
    """JSON-LD, which publishers keep for exactly this purpose."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        nodes = data if isinstance(data, list) else [data]
        nodes += [n for d in nodes if isinstance(d, dict) for n in _listed(d.get("@graph"))]
        for node in nodes:
            if not isinstance(node, dict):
                continue
            kinds = _listed(node.get("@type"))
            if not any(str(k).endswith(_ARTICLE_TYPES) for k in kinds):
                continue
            draft.put("title", node.get("headline") or node.get("name"), "JSON-LD")
            draft.put("author", node.get("author"), "JSON-LD")
            draft.put("source", node.get("publisher"), "JSON-LD")
            draft.put("published", node.get("datePublished"), "JSON-LD")
            draft.put("language", node.get("inLanguage"), "JSON-LD")


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return list(value)
    return [] if value is None else [value]


def _metadata(tree: HtmlElement, draft: Draft, url: str) -> None:
    from trafilatura import extract_metadata

    meta = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content")
        for m in reversed(list(tree.iter("meta")))
    }
    draft.put("url", url, "address")
    for name, origin in _DATES:
        draft.put("published", meta.get(name), origin)
    for stamp in tree.iter("time"):
        marked = "pubdate" in stamp.attrib or "datePublished" in (stamp.get("itemprop") or "")
        if marked or "publish" in (stamp.get("class") or "").lower():
            draft.put("published", stamp.get("datetime"), "html time")
    draft.put("title", meta.get("og:title"), "html meta")
    draft.put("author", meta.get("author"), "html meta")
    draft.put("source", meta.get("og:site_name"), "html meta")
    root = tree.getroottree().getroot()
    draft.put("language", root.get("lang") or root.get("xml:lang"), "html lang")
    found = extract_metadata(tree, default_url=url or None, extensive=False)
    if found is not None:
        draft.put("title", found.title, "html page")
        draft.put("author", found.author, "html page")
        draft.put("source", found.sitename, "html page")
        draft.put("url", found.url, "html meta")
    if match := _URL_DATE.search(draft.fields.get("url", "")):
        draft.put("published", "-".join(g.zfill(2) for g in match.groups()), "address")
