"""Live blogs: pages whose entries have each an author and a time of their own (schema.org's
``LiveBlogPosting``). Each entry is an article, and what stands around them is one."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any

from index.articles.draft import Draft
from index.articles.json_ld import data_of, listed
from index.articles.plain import is_prose, plain, prose_lines, squeezed

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LIVE = "LiveBlogPosting"
_UPDATE = "liveBlogUpdate"
_MANY = 50_000  # entries: more than any page holds


def are_by_several(entries: list[Draft]) -> bool:
    """Whether entries are told apart by who wrote them or when; else they are one article."""
    return len({(entry.fields.get("author", ""), entry.published) for entry in entries}) > 1


def keep_own_author(page: Draft, entries: list[Draft]) -> None:
    """Drop the author that was found on a page where that is who wrote some of its entries."""
    if page.origins.get("author") != "html page":
        return
    names = {name for e in entries for name in e.fields.get("author", "").split(", ")}
    if names.issuperset(page.fields["author"].split(", ")):
        del page.fields["author"], page.origins["author"]


def part_from(page: Draft, entries: list[Draft]) -> None:
    """Make entries articles of their own, with what the page says of all of them. Changes both."""
    url = page.fields.get("url", "")
    for entry in entries:
        if entry.fields.get("url") == url:  # several articles have no address in common
            entry.fields.pop("url", None)
            entry.origins.pop("url", None)
        for name in ("source", "language", "title"):
            entry.put(name, page.fields.get(name), page.origins.get(name, ""))
        entry.put("published", page.published, page.origins.get("published", ""))
    page.entries, page.text = entries, _around(page.text, entries)
    if not prose_lines(page.text):
        entries[0].losses += page.losses
        page.text = ""


def _around(text: str, entries: list[Draft]) -> str:
    """What of a page's text stands in none of its entries."""
    known = {squeezed(line) for e in entries for line in e.text.split("\n")}
    known |= {squeezed(e.fields.get("title", "")) for e in entries}
    whole = [squeezed(e.text) for e in entries]
    begun, kept = False, []
    for block in text.split("\n\n"):
        letters = squeezed(block)
        inside = letters in known or (is_prose(block) and any(letters in w for w in whole))
        begun = begun or inside
        # Between entries stand their authors and times.
        if not inside and (not begun or is_prose(block)):
            kept.append(block)
    return "\n\n".join(kept)


def entries_in_data(tree: HtmlElement) -> list[Draft]:
    """Entries that JSON-LD tells with their texts."""
    from index.articles.html import readable

    found: list[Draft] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or _UPDATE not in (script.text or ""):
            continue
        for node in _nodes(data_of(script.text or "")):
            for entry in listed(node.get(_UPDATE))[:_MANY]:
                if not isinstance(entry, dict):
                    continue
                body = entry.get("articleBody") or entry.get("text")
                if isinstance(body, str) and body.strip():
                    draft = Draft(text=readable(unescape(body)))
                    draft.put("title", entry.get("headline") or entry.get("name"), "JSON-LD")
                    draft.put("author", entry.get("author"), "JSON-LD")
                    draft.put("published", entry.get("datePublished"), "JSON-LD")
                    draft.put("url", entry.get("url") or entry.get("@id"), "JSON-LD")
                    found.append(draft)
    return found


def _nodes(data: object) -> list[dict[str, Any]]:
    """The live blogs that a script describes."""
    nodes = listed(data)
    for node in list(nodes):
        nodes += listed(node.get("@graph")) if isinstance(node, dict) else []
    return [n for n in nodes if isinstance(n, dict) and _LIVE in listed(n.get("@type"))]


def entries_in_markup(tree: HtmlElement) -> list[Draft]:
    """Entries that the page marks with microdata."""
    found: list[Draft] = []
    for element in tree.iter():
        if _UPDATE not in (element.get("itemprop") or "").split():
            continue
        parts = {name: _own(element, name) for name in
                 ("articleBody", "headline", "author", "datePublished", "url")}  # fmt: skip
        body = parts["articleBody"]
        if body is None or not (text := plain(body)).strip():
            continue
        draft = Draft(text=text)
        for name, key in (("title", "headline"), ("author", "author")):
            draft.put(name, _value(parts[key]), "html page")
        draft.put("published", _value(parts["datePublished"]), "html time")
        draft.put("url", _value(parts["url"]), "html page")
        found.append(draft)
    return found


def _own(entry: HtmlElement, name: str) -> HtmlElement | None:
    """The element with a property of an entry, and of nothing else inside of it."""
    for element in entry.iter():
        if name in (element.get("itemprop") or "").split():
            item = next((a for a in element.iterancestors() if "itemscope" in a.attrib), entry)
            if item is entry or "itemscope" not in entry.attrib:
                return element
    return None


def _value(element: HtmlElement | None) -> str:
    if element is None:
        return ""
    named = _own(element, "name") if "itemscope" in element.attrib else None
    if named is not None:
        element = named
    for attribute in ("content", "datetime", "href"):
        if value := element.get(attribute):
            return str(value)
    return " ".join(element.text_content().split())
