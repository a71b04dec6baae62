"""The words of a page's article, and what of them could not be had."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.articles.hidden import drop, hidden_elements, strip_hidden, strip_unreadable
from index.articles.page_gaps import words_left_out
from index.articles.plain import (
    is_prose,
    plain,
    prose_lines,
    prose_words,
    squeezed,
    write_quotation_marks,
)

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# fmt: off
_FURNITURE = (
    "nav", "header", "footer", "aside", "form", "button", "select", "figure", "iframe", "dialog",
)
_ROLES = frozenset(("dialog", "alertdialog", "navigation", "search", "menu", "contentinfo"))
# fmt: on
# Stands for a line break while the extractor works, which takes <br> for the end of a paragraph.
_BREAK = "\u23ce"
_BESIDE = re.compile(
    r"comment|disqus|related|recirc|promo|newsletter|teaser|sidebar|caption|author|bio\b",
    re.IGNORECASE,
)
_MANY = 40  # words: as much as a short paragraph
_FEW = 20  # words: a caption or a line of links
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
    write_quotation_marks(tree)
    scriptless = [deepcopy(e) for e in tree.iter("noscript")]
    hidden = hidden_elements(tree)
    strip_unreadable(tree)
    hidden = [e for e in hidden if e is tree or tree in e.iterancestors()]
    own = _of_the_article(tree, hidden)
    out_of_sight = sum(prose_words(plain(e)) for e in own)
    losses: list[str] = []
    if out_of_sight > _MANY:
        shown = prose_words(plain(tree, without={*hidden, *_furniture(tree)}))
        if out_of_sight > shown:
            hidden = [e for e in hidden if e not in own]
        elif out_of_sight * 10 > shown:
            losses.append(
                f"{out_of_sight:,} words that the page hides; save it from the browser with "
                "everything unfolded to have them"
            )
    drop(hidden)
    drop([e for e in _furniture(tree) if e.tag == "dialog" or "dialog" in (e.get("role") or "")])
    return Unseen(scriptless, losses)


def article_text(tree: HtmlElement, unseen: Unseen, body: str = "") -> tuple[str, list[str]]:
    """The article's text and, for each loss, what is missing. Changes ``tree``.

    ``body`` is the text that the page's data for machines give; it counts where the page itself
    does not show it.
    """
    text, losses = _with_what_was_left(tree, _extracted(tree)), list(unseen.losses)
    left = words_left_out(tree, text, _is_boxed)
    if left > _FEW and left * 10 > len(text.split()):
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
    if prose_words(body) > prose_words(text) and _share(body, text) < 0.7:
        text, losses = body, []
    return text, losses


def _share(words: str, text: str) -> float:
    """How much of ``words`` stands in ``text``, in runs of three words."""
    known = _runs(text)
    wanted = _runs(words)
    return len(wanted & known) / len(wanted) if wanted else 1.0


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return set(zip(words, words[1:], words[2:], strict=False))


def _home(tree: HtmlElement) -> HtmlElement | None:
    """The element that holds the whole article: around its headline, or its only one."""
    for heading in tree.iter("h1"):
        around = [a for a in heading.iterancestors() if a.tag in ("article", "main")]
        return around[0] if around else heading.getparent()
    articles = list(tree.iter("article"))
    if len(articles) == 1:
        return articles[0]
    main = tree.find(".//main")
    return main if main is not None else tree.find(".//body")


def _of_the_article(tree: HtmlElement, hidden: list[HtmlElement]) -> list[HtmlElement]:
    """Those hidden elements that hold the article or a part of it."""
    home = _home(tree)
    if home is None or not hidden:
        return []
    around = {home, *home.iterancestors()}
    found = []
    for element in hidden:
        above = [element, *element.iterancestors()]
        inside = home in above and not any(map(_is_furniture, above[: above.index(home)]))
        if element in around or inside:
            found.append(element)
    return found


def _is_furniture(element: HtmlElement) -> bool:
    return element.tag in _FURNITURE or (element.get("role") or "").lower() in _ROLES


def _furniture(tree: HtmlElement) -> set[HtmlElement]:
    """Menus, dialogs and the like, but none in which the whole article stands."""
    home = _home(tree)
    around = {home, *home.iterancestors()} if home is not None else set()
    return {e for e in tree.iter() if _is_furniture(e) and e not in around}


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
    if len(text) >= _SHORT:
        return text
    # On very short pages the extractor drops paragraphs or runs them together.
    furniture = _furniture(tree)
    home = _home(tree)
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
    home = _home(tree)
    for element in (home, *home.iterancestors()) if home is not None else ():
        for name in ("class", "id"):
            names = (element.get(name) or "").split()
            if any("hid" in n for n in names):
                element.set(name, " ".join(n for n in names if "hid" not in n))


def _with_what_was_left(tree: HtmlElement, text: str) -> str:
    """``text`` with the paragraphs of the article that the extractor has left out, in their place.

    It takes one container, and an article can stand in several. A few words left out are mostly
    teasers and notes, so nothing is taken back unless it is a good part of the article.
    """
    home = _home(tree)
    if home is None or home.tag == "body" or len(text) < _SHORT:
        return text
    known = squeezed(text)
    left = {
        words
        for p in home.iter("p")
        if is_prose(words := " ".join(p.text_content().split()))
        and squeezed(words) not in known
        and not any(_is_beside(a) for a in _between(p, home))
    }
    if sum(len(words.split()) for words in left) * 5 < len(text.split()):
        return text
    blocks = plain(home).split("\n\n")
    kept = [b for b in blocks if " ".join(b.split()) in left or squeezed(b) in known]
    whole = "\n\n".join(kept)
    return whole if _share(text, whole) > 0.95 else text


def _between(element: HtmlElement, home: HtmlElement) -> Iterator[HtmlElement]:
    for above in element.iterancestors():
        if above is home:
            return
        yield above


def _is_beside(element: HtmlElement) -> bool:
    """Whether an element inside an article stands beside it: comments, teasers, a box."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _is_furniture(element) or element.tag == "a" or bool(_BESIDE.search(names))


def _is_boxed(element: HtmlElement) -> bool:
    return element.tag != "a" and _is_beside(element)


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
