"""What a page says about its article: ``<meta>`` elements and the article's own header."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from index.articles.dates import MONTHS, address_date, parse_date
from index.articles.draft import Draft
from index.articles.names import byline_names, is_byline
from index.articles.plain import is_prose, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DATES = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.issued", "pubdate", "publishdate", "publish-date", "parsely-pub-date",
    "sailthru.date", "citation_publication_date",
)  # fmt: skip
_ASIDE = frozenset(("nav", "aside", "footer", "a", "li", "dialog", "blockquote", "figure"))
_SITE = re.compile(r"\s+(?:[-|–—·»]|::)\s+|\s*\|\s*")
# Names of the day of a change: schema.org, hAtom and h-entry.
_MODIFIED = frozenset(("datemodified", "updated", "dt-updated"))
_OTHERS = re.compile(r"\s+\w+ed by\s.*")  # "Ann Lind Edited by Karl Roe"
_BEGINNING = 40  # words of paragraphs: what comes later stands in the article, not over it


def described(tree: HtmlElement, draft: Draft, url: str) -> None:
    """Fill ``draft`` from the page's head and from the header of its article."""
    from trafilatura import extract_metadata

    meta = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").lower(): m.get("content")
        for m in reversed(list(tree.iter("meta")))
        if _is_of_the_page(m)
    }
    draft.put("url", url, "address")
    for name in _DATES:
        draft.put("published", meta.get(name), "html meta")
    for stamp in _own_times(tree):
        draft.put("published", stamp.get("datetime") or stamp.text_content(), "html time")
    if "published" not in draft.origins:
        draft.put("published", _own_date_line(tree), "html page")
    draft.put("title", meta.get("og:title"), "html meta")
    draft.put("title", _headline_below_the_site(tree), "html page")
    draft.put("author", meta.get("author"), "html meta")
    draft.put("author", _marked_authors(tree), "html page")
    draft.put("source", meta.get("og:site_name"), "html meta")
    draft.put("source", _marked_publisher(tree), "html page")
    root = tree.getroottree().getroot()
    draft.put("language", root.get("lang") or root.get("xml:lang"), "html lang")
    found = extract_metadata(tree, default_url=url or None, extensive=False)
    if found is not None:
        draft.put("title", found.title, "html page")
        draft.put("author", _byline(found.author or "", tree), "html page")
        draft.put("source", found.sitename, "html page")
        draft.put("url", found.url, "html meta")
    draft.put("published", address_date(draft.fields.get("url", "")), "address")


def _marked_authors(tree: HtmlElement) -> list[str]:
    """The names that the article itself marks as its authors' (``itemprop``, ``rel``)."""
    heading = _heading(tree)
    home = next(heading.iterancestors("article", "main"), None) if heading is not None else None
    names: list[str] = []
    for element in home.iter() if home is not None else ():
        marks = f"{element.get('itemprop') or ''} {element.get('rel') or ''}".split()
        if "author" in marks and not _is_aside(element, home):
            names += _byline(" ".join(element.text_content().split()), tree)
    return names


def _marked_publisher(tree: HtmlElement) -> str:
    """The name of whoever the page marks as its article's publisher (``itemprop``)."""
    for publisher in (e for e in tree.iter() if e.get("itemprop") == "publisher"):
        for name in (e for e in publisher.iter() if e.get("itemprop") == "name"):
            return str(name.get("content") or name.text_content())
    return ""


def _byline(found: str, tree: HtmlElement) -> list[str]:
    """The names in what the extractor takes for the author; none where it is a text about somebody.

    It leaves out years, so that the day behind a name comes as a month, and a label may be all.
    """
    words = " ".join(tree.text_content().split())
    names = []
    parts = [part.strip() for part in found.split(";")]
    degrees = {part for part in parts[1:] if part.isupper() and len(part) < 5}
    for part in (part for part in parts if part not in degrees):
        for written in byline_names(_OTHERS.sub("", part)).split(", "):
            name = written.rstrip("0123456789 ")
            first, _, last = name.rpartition(" ")
            day = rf"{re.escape(name)}\W+\d"
            if last.lower() in MONTHS and re.search(day, words, re.IGNORECASE):
                name = first
            if not is_byline(name) or re.search(rf"{re.escape(name)}\s*[:：]", words):
                return []
            names.append(name)
    return names


def _is_of_the_page(meta: HtmlElement) -> bool:
    """Whether a ``<meta>`` is not about another story that the page shows in a card of its own."""
    item = next((a for a in meta.iterancestors() if "itemscope" in a.attrib), None)
    heading = _heading(meta.getroottree().getroot()) if item is not None else None
    return item is None or heading is None or item in heading.iterancestors()


def _heading(tree: HtmlElement) -> HtmlElement | None:
    """The article's headline; a heading before it may be the name of the site."""
    headings = list(tree.iter("h1"))
    inside = (h for h in headings if next(h.iterancestors("article", "main"), None) is not None)
    return next(inside, headings[0] if headings else None)


def _own_times(tree: HtmlElement) -> list[HtmlElement]:
    """The ``<time>`` elements that tell when this article appeared, the surest first.

    Those are the marked ones and any other between the article's headline and its first
    paragraph, or beside the headline in one header. Teasers have times as well: in side bars,
    lists, links and articles of their own.
    """
    heading = _heading(tree)
    if heading is not None:
        home = next(heading.iterancestors("article", "main", "body"), None)
    else:
        articles = list(tree.iter("article"))
        home = articles[0] if len(articles) == 1 else None
    marked: list[HtmlElement] = []
    near: list[HtmlElement] = []
    begun = heading is None
    words = 0
    for element in home.iter() if home is not None else ():
        begun = begun or element is heading
        if begun and element.tag == "p":
            words += len(element.text_content().split())
        if element.tag != "time" or _is_aside(element, home):
            continue
        says = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if _MODIFIED & set(says.split()) and "publish" not in says:
            continue
        beside = heading is not None and not begun and _in_one_header(element, heading, home)
        if (begun and words < _BEGINNING) or beside:
            sure = "pubdate" in element.attrib or "publish" in says
            (marked if sure else near).append(element)
        elif "pubdate" in element.attrib or "datepublished" in says:
            marked.append(element)
    # Nothing is changed before it has appeared.
    return marked + sorted(near, key=lambda stamp: _day_of(stamp) or date.max)


def _day_of(stamp: HtmlElement) -> date | None:
    return parse_date(stamp.get("datetime") or stamp.text_content())


def _own_date_line(tree: HtmlElement) -> str:
    """The first of the days that stand alone in an element between the headline and the text,
    where the page marks none: whatever words stand before them, what it says of a change is later.
    """
    heading = _heading(tree)
    if heading is None:
        return ""
    home = next(heading.iterancestors("article", "main", "body"), heading)
    found: list[tuple[date, str]] = []
    begun, words = False, 0
    for element in home.iter():
        begun = begun or element is heading
        if not begun or element is heading:
            continue
        text = " ".join((element.text or "").split())
        marks = set((element.get("class") or "").lower().split())
        day = parse_date(text) if text and not len(element) else None
        if day and not marks & _MODIFIED and not _is_aside(element, home):
            found.append((day, text))
        words += len(text.split()) + len((element.tail or "").split())
        if words >= _BEGINNING or is_prose(text):
            break
    return min(found)[1] if found else ""


def _headline_below_the_site(tree: HtmlElement) -> str:
    """The headline where the first heading is only the name of the site, as the page's title
    ("A bridge | The Courier") shows; an empty string where it is not."""
    title = " ".join((tree.findtext(".//title") or "").split())
    parts = [squeezed(part) for part in _SITE.split(title)]
    first = next(tree.iter("h1"), None)
    if first is None or squeezed(first.text_content()) not in parts[1:]:
        return ""
    headings = (" ".join(h.text_content().split()) for h in tree.iter("h1", "h2", "h3"))
    return next((h for h in headings if parts[0] and squeezed(h) == parts[0]), "")


def _is_aside(element: HtmlElement, home: HtmlElement) -> bool:
    """Whether something other than the article stands between ``element`` and ``home``."""
    for above in element.iterancestors():
        if above is home:
            return False
        if above.tag in _ASIDE or above.tag == "article":
            return True
    return False


def _in_one_header(element: HtmlElement, heading: HtmlElement, home: HtmlElement) -> bool:
    """Whether ``element`` shares a block with the headline that is smaller than the article."""
    above = {a for a in element.iterancestors() if a is not home and home in a.iterancestors()}
    return any(a in above for a in heading.iterancestors()) or element.getparent() is home
