"""The words of a page's article, and what of them could not be had."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.articles.drawn import write_out
from index.articles.hidden import drop, hidden_elements, strip_hidden, strip_unreadable
from index.articles.page_gaps import surroundings, words_left_out
from index.articles.page_places import article_home, furniture_of, is_apart, is_furniture
from index.articles.page_returns import SAME, share, with_what_was_left
from index.articles.plain import (
    is_linked,
    is_prose,
    plain,
    prose_lines,
    prose_words,
    squeezed,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Stands for a line break while the extractor works, which takes <br> for the end of a paragraph.
_BREAK = "\u23ce"
_MANY = 40  # words: as much as a short paragraph
_FEW = 20  # words: a caption or a line of links
_ROW = re.compile(r"\|(.*)\|")  # of a table, as the extractor writes it
_SECOND = re.compile(r"(?:[?&]\w+=|/)2/?$")
_SHORT = 600  # characters: on so short a page the extractor drops paragraphs or joins them
_LONG = 4_000


@dataclass
class Unseen:
    """What was taken out of a page: its words for visitors without scripts, and what is lost."""

    scriptless: list[HtmlElement]
    losses: list[str]


def strip_unseen(tree: HtmlElement) -> Unseen:
    """Remove what a visitor does not see, and write out the marks of quotations. Changes ``tree``.

    Where most of the article would go, it stays: nobody publishes a page to hide its article, so
    a script or a sheet that is not here shows it.
    """
    write_out(tree)
    scriptless = [deepcopy(e) for e in tree.iter("noscript")]
    hidden = hidden_elements(tree)
    strip_unreadable(tree)
    hidden = [e for e in hidden if e is tree or tree in e.iterancestors()]
    own = _of_the_article(tree, hidden)
    out_of_sight = sum(prose_words(plain(e)) for e in own)
    losses: list[str] = []
    if out_of_sight > _MANY:
        seen = plain(tree, without={*hidden, *furniture_of(tree)})
        shown, lost = prose_words(seen), _words_beyond(seen, own)
        if lost > _MANY and out_of_sight > shown:
            hidden = [e for e in hidden if e not in own]
        elif lost > _MANY and lost * 10 > shown:
            losses.append(
                f"{lost:,} words that the page hides; save it from the browser with "
                "everything unfolded to have them"
            )
    drop(hidden)
    drop([e for e in furniture_of(tree) if e.tag == "dialog" or "dialog" in (e.get("role") or "")])
    return Unseen(scriptless, losses)


def _words_beyond(seen: str, hidden: list[HtmlElement]) -> int:
    """How many words of sentences stand in hidden elements only: pages keep copies of their text
    for printing and for small screens."""
    known = squeezed(seen)
    lines = (line for e in hidden for line in plain(e).split("\n"))
    return sum(prose_words(line) for line in lines if squeezed(line) not in known)


def article_text(tree: HtmlElement, unseen: Unseen, body: str = "") -> tuple[str, list[str]]:
    """The article's text and, for each loss, what is missing. Changes ``tree``.

    ``body`` is the text that the page's data for machines give; it counts where the page itself
    does not show it.
    """
    (text, around), losses = with_what_was_left(tree, _extracted(tree)), list(unseen.losses)
    few = max(_FEW, len(text.split()) // 10)
    left = words_left_out(around, text)
    if left > few:
        left = words_left_out(_closely(tree, text), text)
    if left > few:
        losses.append(
            f"{left:,} words that stand between or beside its paragraphs; if they belong to the "
            "article, save it from the browser as text or PDF and add that"
        )
    for element in unseen.scriptless:
        element.tag = "div"
        strip_hidden(element)
        other = plain(element)
        if prose_words(other) > max(_MANY, prose_words(text)) and prose_lines(other) > 1:
            text, losses = other, []
    if prose_words(body) > prose_words(text) and share(body, text) < 0.7:
        text, losses = body, []
    return text, losses


def is_shown(tree: HtmlElement, classes: tuple[str, ...]) -> bool:
    """Whether elements of these classes hold as much as a short paragraph, other than a plea."""
    marked = [e for e in tree.iter() if set((e.get("class") or "").split()) & set(classes)]
    return any(prose_words(plain(e)) > _MANY for e in marked)


def further_pages(tree: HtmlElement) -> list[str]:
    """The loss where an article goes on at a page that has its own address and a number more."""
    own = [e.get("href") or "" for e in tree.iter("link") if e.get("rel") == "canonical"]
    own += [e.get("content") or "" for e in tree.iter("meta") if e.get("property") == "og:url"]
    for link in tree.iter("link", "a"):
        if "next" not in (link.get("rel") or "").split():
            continue
        to = (link.get("href") or "").strip()
        if not _SECOND.search(to):
            continue
        if to.startswith("?") or any(o and to.startswith(o.rstrip("/")) for o in own):
            return [f"its further pages, from {to} on; add each of them"]
    return []


def _closely(tree: HtmlElement, text: str) -> list[str]:
    """What stands around the article without blocks of links, which may lead to other pages, and
    without sentences that ``text`` has in other characters."""
    known = squeezed(text)
    return [
        block
        for block in surroundings(tree, text, is_apart)
        if squeezed(block) in known or not is_prose(block) or share(block, text) < SAME
    ]


def _of_the_article(tree: HtmlElement, hidden: list[HtmlElement]) -> list[HtmlElement]:
    """Those hidden elements that hold the article or a part of it."""
    home = article_home(tree)
    if home is None or not hidden:
        return []
    around = {home, *home.iterancestors()}
    found = []
    for element in hidden:
        above = [element, *element.iterancestors()]
        inside = home in above and not any(map(is_furniture, above[: above.index(home)]))
        if element in around or inside:
            found.append(element)
    return found


def _extracted(tree: HtmlElement) -> str:
    """The article on the page by trafilatura; everything visible where that finds too little."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    copy = deepcopy(tree)
    _unmark(copy)
    for line_break in list(copy.iter("br")):
        line_break.tail = _BREAK + (line_break.tail or "")
        line_break.drop_tag()
    found = trafilatura.extract(
        copy, output_format="txt", include_comments=False, include_tables=True
    )
    text = _paragraphs(found or "")
    home = article_home(tree)
    # Where it finds little beside captions, the extractor runs all that it sees together.
    one_line = home is not None and "\n" not in text
    if one_line and squeezed(whole := plain(home)) == squeezed(text):
        text = whole
    if len(text) >= _SHORT:
        return text
    # On very short pages the extractor drops paragraphs or runs them together.
    furniture = furniture_of(tree)
    if home is not None and home.tag != "body":
        own = plain(home, without=furniture)
        if home.tag == "article" and prose_words(own) * 2 > prose_words(text):
            return own  # what stands outside of it are comments and the like
        if len(text) < len(own) < _LONG:
            return own
    everything = plain(tree, without=furniture)
    more = prose_words(everything) > prose_words(text) or not prose_words(text)
    return everything if more and len(text) < len(everything) < _LONG else text


def _unmark(tree: HtmlElement) -> None:
    """Drop the marks by which the extractor guesses what is hidden: that has been settled."""
    for element in tree.iter():
        for name in ("style", "hidden", "aria-hidden"):
            element.attrib.pop(name, None)
    home = article_home(tree)
    for element in (home, *home.iterancestors()) if home is not None else ():
        for name in ("class", "id"):
            names = (element.get(name) or "").split()
            if any("hid" in n for n in names):
                element.set(name, " ".join(n for n in names if "hid" not in n))
    for quotation in tree.iter("blockquote"):
        if not is_linked(quotation):
            _unname(quotation)


def _unname(element: HtmlElement) -> None:
    """Drop the names by which the extractor takes an element, and what is around nothing but it,
    for something beside the article: "quote", "embed", "tweet"."""
    words = squeezed(element.text_content())
    for around in (element, *element.iterancestors()):
        if len(squeezed(around.text_content())) > len(words) or around.tag in ("body", "html"):
            break
        around.attrib.pop("class", None)
        around.attrib.pop("id", None)


def _paragraphs(extracted: str) -> str:
    """The extractor's lines, one a paragraph, with blank lines between; lists and the rows of
    tables stay together."""
    out: list[str] = []
    before = ""
    for line in (x.strip() for x in extracted.split("\n")):
        row = _ROW.fullmatch(line)
        words = _cells(row[1]) if row else line
        if not words:
            continue
        kind = "row" if row and "\n" not in words else "item" if line.startswith("- ") else ""
        out += [("\n" if kind and kind == before else "\n\n") if out else "", words]
        before = kind
    text = re.sub(rf"\s*{_BREAK}(?:\s*{_BREAK})+\s*", "\n\n", "".join(out))
    return re.sub(rf"[ \t]*{_BREAK}[ \t]*", "\n", text).strip()


def _cells(row: str) -> str:
    """The words of a row, and none for a rule; cells that hold sentences are paragraphs."""
    cells = [cell for part in row.split("|") if (cell := part.strip(f" {_BREAK}")).strip("-")]
    return ("\n\n" if any(map(is_prose, cells)) else " | ").join(cells)
